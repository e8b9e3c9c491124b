import type { Table } from '../record/table.ts'
import { writeTable } from './records.ts'
import type { Database, KeptWindow } from './schema.ts'
import { writeWindow } from './windows.ts'

const SETTLE_MS = 300
const CONFLICT_MS = 1_000
/** After so many, the other tab is held to be gone for good. */
const MOST_CONFLICTS = 5

export interface KeeperHooks {
  /** Finds out what has changed since the state at which another tab left the disk. */
  reconcile(table: Table, stateOnDisk: string): Promise<void>
  onFailure(error: unknown): void
}

/**
 * Writes tables to disk a moment after they changed, and lets go from memory what is over the limit. A list goes there
 * behind the records that it names: it is never there without them.
 */
export class Keeper {
  readonly #db: Database
  readonly #limit: number
  readonly #hooks: KeeperHooks
  readonly #waiting = new Map<Table, ReturnType<typeof setTimeout>>()
  readonly #windows = new Map<Table, Map<string, KeptWindow>>()
  #isClosed = false
  #writing: Promise<void> = Promise.resolve()

  constructor(db: Database, limit: number, hooks: KeeperHooks) {
    this.#db = db
    this.#limit = limit
    this.#hooks = hooks
  }

  schedule(table: Table, delay = SETTLE_MS): void {
    if (this.#isClosed || this.#waiting.has(table)) return
    this.#waiting.set(
      table,
      setTimeout(() => void this.#write(table), delay),
    )
  }

  keepWindow(table: Table, window: KeptWindow): void {
    const windows = this.#windows.get(table) ?? new Map<string, KeptWindow>()
    this.#windows.set(table, windows.set(window.key, window))
    this.schedule(table)
  }

  /** Writes all that waits, now. */
  async flush(): Promise<void> {
    await Promise.all([...this.#waiting.keys()].map(table => this.#write(table)))
    await this.#writing
  }

  close(): void {
    this.#isClosed = true
    for (const timer of this.#waiting.values()) clearTimeout(timer)
    this.#waiting.clear()
  }

  #write(table: Table): Promise<void> {
    clearTimeout(this.#waiting.get(table))
    this.#waiting.delete(table)
    this.#writing = this.#writing.then(() => this.#writeNow(table)).catch(this.#hooks.onFailure)
    return this.#writing
  }

  async #writeNow(table: Table): Promise<void> {
    const windows = this.#windows.get(table)
    this.#windows.delete(table)
    const stateOnDisk = await writeTable(this.#db, table, this.#limit)
    for (const window of windows?.values() ?? []) await writeWindow(this.#db, window)
    if (stateOnDisk === null) table.trim(this.#limit)
    else void this.#meet(table, stateOnDisk)
  }

  /**
   * The state that another tab left may come here too. Where it does not, the server says what lies between; while it
   * cannot be asked the disk stays as it is, and the next time that the table has caught up it is tried again.
   */
  async #meet(table: Table, stateOnDisk: string): Promise<void> {
    try {
      if (++table.ledger.conflicts >= MOST_CONFLICTS) await this.#hooks.reconcile(table, stateOnDisk)
      this.schedule(table, CONFLICT_MS)
    } catch (error) {
      this.#hooks.onFailure(error)
    }
  }
}
