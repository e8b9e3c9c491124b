import type { Keeper } from './disk/keeper.ts'
import type { Outbox } from './outbox/outbox.ts'
import type { Queries } from './query/queries.ts'
import { catchUp } from './record/catch-up.ts'
import type { Fetcher } from './record/fetcher.ts'
import type { Table } from './record/table.ts'
import type { Tables } from './record/tables.ts'
import type { Status } from './status.ts'
import { type Pause, Waiting } from './transport/back-off.ts'
import type { Connection } from './transport/connection.ts'
import { isSignedOut, isUnavailable } from './transport/failure.ts'

export interface SyncerParts {
  readonly connection: Connection
  readonly tables: Tables
  readonly fetcher: Fetcher
  readonly queries: Queries
  readonly outbox: Outbox
  readonly keeper: Keeper
  readonly status: Status
}

/** Keeps the tables that are in use, and the lists over them, in step with the server. */
export class Syncer {
  readonly #parts: SyncerParts
  readonly #pause: Pause
  readonly #onFailure: (error: unknown) => void
  readonly #running = new Map<Table, Promise<void>>()
  readonly #again = new Set<Table>()
  readonly #waiting = new Waiting()
  #isClosed = false
  #failures = 0

  constructor(parts: SyncerParts, pause: Pause, onFailure: (error: unknown) => void) {
    this.#parts = parts
    this.#pause = pause
    this.#onFailure = onFailure
  }

  /** A state that is known here asks for nothing. */
  onChange(changed: Readonly<Record<string, Readonly<Record<string, string>>>>): void {
    for (const [accountId, states] of Object.entries(changed))
      for (const [type, state] of Object.entries(states)) {
        const table = this.#parts.tables.find(accountId, type)
        // An account that is out of reach has no state to follow; the session says so.
        if (table && table.state !== state && state !== 'none') void this.catchUp(table, state)
      }
  }

  async catchUpAll(): Promise<void> {
    this.#waiting.wake()
    await Promise.all(this.#parts.tables.all().map(table => this.catchUp(table)))
  }

  /** When nothing is being brought in step any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#running.values())
  }

  /** One at a time for a table; asked again meanwhile, it is done again. `told`: the state that it is known to have. */
  catchUp(table: Table, told: string | null = null): Promise<void> {
    const { session } = this.#parts.connection
    if (session && !(table.accountId in session.accounts)) return Promise.resolve()
    const running = this.#running.get(table)
    if (running) this.#again.add(table)
    const run =
      running ?? this.#parts.status.during(this.#run(table, told)).catch(error => this.#failed(table, error))
    this.#running.set(table, run)
    return run
  }

  close(): void {
    this.#isClosed = true
    this.#waiting.wake()
  }

  async #run(table: Table, told: string | null): Promise<void> {
    try {
      await this.#runOnce(table, told)
      while (this.#again.delete(table) && !this.#isClosed) await this.#runOnce(table, null)
      this.#failures = 0
    } finally {
      this.#running.delete(table)
    }
  }

  async #runOnce(table: Table, told: string | null): Promise<void> {
    const { connection, tables, fetcher, queries, outbox, keeper } = this.#parts
    const { serial } = outbox
    await tables.opened(table)
    fetcher.retry(table)
    await Promise.all([catchUp({ connection, fetcher }, table), queries.refresh(table, told)])
    outbox.release(table.key, serial)
    keeper.schedule(table)
  }

  /** What the server could not answer is asked again after a while. */
  async #failed(table: Table, error: unknown): Promise<void> {
    this.#onFailure(error)
    if (this.#isClosed || isSignedOut(error) || !isUnavailable(error)) return
    void this.#waiting.wait(this.#pause(this.#failures++)).then(() => {
      if (!this.#isClosed) void this.catchUp(table)
    })
  }
}
