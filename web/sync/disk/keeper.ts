import type { Table } from '../record/table.ts'
import { writeTable } from './records.ts'
import type { Database } from './schema.ts'

const SETTLE_MS = 300
const CONFLICT_MS = 1_000

/** Writes tables to disk a moment after they changed, and lets go from memory what is over the limit. */
export class Keeper {
  readonly #db: Database
  readonly #limit: number
  readonly #onFailure: (error: unknown) => void
  readonly #waiting = new Map<Table, ReturnType<typeof setTimeout>>()
  #writing: Promise<void> = Promise.resolve()

  constructor(db: Database, limit: number, onFailure: (error: unknown) => void) {
    this.#db = db
    this.#limit = limit
    this.#onFailure = onFailure
  }

  schedule(table: Table, delay = SETTLE_MS): void {
    if (this.#waiting.has(table)) return
    this.#waiting.set(
      table,
      setTimeout(() => void this.#write(table), delay),
    )
  }

  /** Writes all that waits, now. */
  async flush(): Promise<void> {
    await Promise.all([...this.#waiting.keys()].map(table => this.#write(table)))
    await this.#writing
  }

  close(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer)
    this.#waiting.clear()
  }

  #write(table: Table): Promise<void> {
    clearTimeout(this.#waiting.get(table))
    this.#waiting.delete(table)
    this.#writing = this.#writing
      .then(() => writeTable(this.#db, table, this.#limit))
      .then(isWritten => (isWritten ? table.trim(this.#limit) : this.schedule(table, CONFLICT_MS)))
      .catch(this.#onFailure)
    return this.#writing
  }
}
