import type { Settled } from '../outbox/settle.ts'

/** What tabs of one person tell each other. */
export type TabMessage =
  | { readonly kind: 'changed'; readonly changed: Readonly<Record<string, Readonly<Record<string, string>>>> }
  /** Changes may have been missed. */
  | { readonly kind: 'gap' }
  /** The server is out of reach. */
  | { readonly kind: 'lost' }
  /** The queue on disk is another. */
  | { readonly kind: 'queued' }
  | { readonly kind: 'settled'; readonly settled: readonly Settled[] }

/**
 * The tabs that one person has open. One of them leads: it holds the line to the server and empties the outbox; when
 * it goes, another takes over.
 */
export class Tabs {
  readonly #channel: BroadcastChannel
  readonly #name: string
  readonly #leaving = new AbortController()
  #leave: (() => void) | null = null

  constructor(name: string, onMessage: (message: TabMessage) => void) {
    this.#name = name
    this.#channel = new BroadcastChannel(name)
    this.#channel.onmessage = (event: MessageEvent<TabMessage>) => onMessage(event.data)
  }

  tell(message: TabMessage): void {
    if (!this.#leaving.signal.aborted) this.#channel.postMessage(message)
  }

  /** Calls back when this tab leads. Without locks (a page on plain HTTP) each tab leads for itself. */
  lead(onLead: () => void): void {
    if (navigator.locks) this.#queue(onLead)
    else onLead()
  }

  #queue(onLead: () => void): void {
    const held = new Promise<void>(resolve => {
      this.#leave = resolve
    })
    const { signal } = this.#leaving
    navigator.locks
      .request(this.#name, { signal }, () => {
        onLead()
        return held
      })
      .catch((error: unknown) => {
        if (!signal.aborted) throw error
      })
  }

  close(): void {
    this.#leaving.abort()
    this.#leave?.()
    this.#channel.close()
  }
}
