import type { Catalogue } from '../catalogue.ts'
import { readState } from '../disk/records.ts'
import type { Database } from '../disk/schema.ts'
import { Listeners } from '../listeners.ts'
import { type PendingOf, Table, tableKey } from './table.ts'

/** The tables that are in use, opened from the disk. */
export class Tables {
  readonly onOpen = new Listeners<[table: Table]>()
  readonly #catalogue: Catalogue
  readonly #db: Database
  readonly #pendingOf: PendingOf
  readonly #tables = new Map<string, Table>()
  readonly #opening = new Map<string, Promise<void>>()

  constructor(catalogue: Catalogue, db: Database, pendingOf: PendingOf) {
    this.#catalogue = catalogue
    this.#db = db
    this.#pendingOf = pendingOf
  }

  of(accountId: string, type: string): Table {
    const key = tableKey(accountId, type)
    const known = this.#tables.get(key)
    if (known) return known
    const table = new Table(accountId, this.#catalogue.type(type), this.#pendingOf)
    this.#tables.set(key, table)
    this.#opening.set(key, this.#open(table))
    return table
  }

  find(accountId: string, type: string): Table | undefined {
    return this.#tables.get(tableKey(accountId, type))
  }

  all(): readonly Table[] {
    return [...this.#tables.values()]
  }

  /** Settles once the state on disk is known. */
  async opened(table: Table): Promise<void> {
    await this.#opening.get(table.key)
  }

  async #open(table: Table): Promise<void> {
    const state = await readState(this.#db, table.key)
    table.state ??= state
    table.ledger.stateOnDisk = state
    this.onOpen.tell(table)
  }
}
