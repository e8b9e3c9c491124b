import type { Client } from './client.ts'

/** Has a client follow the page that it lives in: its network goes and comes, and hidden it writes to disk. */
export function followPage(client: Client): void {
  globalThis.addEventListener('online', () => client.wake())
  globalThis.addEventListener('offline', () => client.lose())
  globalThis.addEventListener('pagehide', () => void client.flush())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void client.flush()
    else client.wake()
  })
}
