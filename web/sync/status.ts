import { Listeners } from './listeners.ts'

/** How far this place is in step with the server, for people. */
export interface SyncState {
  readonly kind: 'upToDate' | 'syncing' | 'offline' | 'error'
  /** Doings that wait to be sent. */
  readonly pending: number
}

export class Status {
  readonly onChange = new Listeners()
  #isReachable = true
  #hasFailed = false
  #busy = 0
  #pending = 0
  #state: SyncState = { kind: 'syncing', pending: 0 }

  get state(): SyncState {
    return this.#state
  }

  get isReachable(): boolean {
    return this.#isReachable
  }

  reach(isReachable: boolean): void {
    this.#isReachable = isReachable
    this.#update()
  }

  /** An answer that makes no sense, or an error of ours: nothing is lost, but someone should know. */
  fail(): void {
    this.#hasFailed = true
    this.#update()
  }

  wait(pending: number): void {
    this.#pending = pending
    this.#update()
  }

  /** Work with the server that somebody waits for; when it ends well, past failures are past. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#busy++
    this.#update()
    try {
      const result = await work
      this.#hasFailed = false
      return result
    } finally {
      this.#busy--
      this.#update()
    }
  }

  #update(): void {
    const state: SyncState = { kind: this.#kind(), pending: this.#pending }
    if (state.kind === this.#state.kind && state.pending === this.#state.pending) return
    this.#state = state
    this.onChange.tell()
  }

  #kind(): SyncState['kind'] {
    if (!this.#isReachable) return 'offline'
    if (this.#hasFailed) return 'error'
    return this.#busy > 0 || this.#pending > 0 ? 'syncing' : 'upToDate'
  }
}
