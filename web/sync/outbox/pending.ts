import { type Change, type RecordRef, refKey } from '../change.ts'
import { tableKey } from '../record/table.ts'
import { replaceTemporary } from '../temporary.ts'

/** Changes that are shown on top of what the server said, by record. */
export class Pending {
  readonly #byRecord: ReadonlyMap<string, readonly Change[]>
  readonly #byTable: ReadonlyMap<string, ReadonlySet<string>>

  constructor(changes: readonly Change[], known: ReadonlyMap<string, string>) {
    const resolved = known.size === 0 ? changes : changes.map(change => replaceTemporary(change, known))
    this.#byRecord = Map.groupBy(resolved, refKey)
    const tables = Map.groupBy(resolved, ref => tableKey(ref.accountId, ref.type))
    this.#byTable = new Map([...tables].map(([key, refs]) => [key, new Set(refs.map(ref => ref.id))]))
  }

  of(table: string, id: string): readonly Change[] {
    return this.#byRecord.get(`${table}/${id}`) ?? []
  }

  /** Ids of the records of a table that have changes. */
  touched(table: string): ReadonlySet<string> {
    return this.#byTable.get(table) ?? new Set()
  }

  tables(): Iterable<string> {
    return this.#byTable.keys()
  }
}

export const sameTable = (ref: RecordRef, key: string): boolean => tableKey(ref.accountId, ref.type) === key
