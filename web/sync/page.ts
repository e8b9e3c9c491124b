import type { Client } from './client.ts'

/** Has a client follow the page that it lives in: its network goes and comes, and hidden it writes to disk. */
export function followPage(client: Client): () => void {
  const over = new AbortController()
  const hear = (target: EventTarget, name: string, listener: () => void): void =>
    target.addEventListener(name, listener, { signal: over.signal })
  hear(globalThis, 'online', () => client.wake())
  hear(globalThis, 'offline', () => client.lose())
  hear(globalThis, 'pagehide', () => void client.flush())
  hear(document, 'visibilitychange', () => {
    if (document.visibilityState === 'hidden') void client.flush()
    else client.wake()
  })
  return () => over.abort()
}
