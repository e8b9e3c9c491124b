import { compareSortKeys, type SortKey, sortKeyOf } from '../../../lib/filter.ts'
import { Listeners } from '../listeners.ts'
import type { SparseIds } from './ids.ts'
import {
  type CompareKeys,
  type Keys,
  mergeKeys,
  missingStretches,
  type Order,
  rowAt,
  stretchesIn,
} from './merge.ts'
import type { Query } from './query.ts'
import type { Rows } from './rows.ts'

/** A record, wherever it is. */
export interface RecordRef {
  readonly accountId: string
  readonly id: string
}

/** What a merged list shows at one moment; another object as soon as anything in it differs. */
export interface MergedRows {
  /** Null until a list has told of something, or all have told that there is nothing. */
  readonly total: number | null
  /** Undefined while the row is not loaded, or its place not known. */
  at(index: number): RecordRef | undefined
  /** There may be more: a list was made from what is kept here, or has told nothing yet. */
  readonly isPartial: boolean
}

/** Has records of a list read. */
export type FetchRows = (query: Query, ids: readonly string[]) => Promise<void>

/**
 * Lists of several accounts as one, in the order that all of them have. Each goes on loading and following what is
 * looked at of it; this one knows by the sort keys of the rows that have come how the lists lie beside each other.
 *
 *   keys     of the rows of each list, as far as they have come
 *   order    those rows in one order, with where each can stand; only what can stand at one place is shown
 *
 * A list that has told nothing yet counts as empty, and takes its place when it tells.
 */
export class Merged {
  readonly #strands: readonly Strand[]
  /** A list alone needs no keys: it is as it is. */
  readonly #only: Query | null
  readonly #compare: CompareKeys
  readonly #fetch: FetchRows
  readonly #listeners = new Listeners()
  #stops: readonly (() => void)[] = []
  #keys: readonly Keys[] = []
  #order: Order = mergeKeys([], () => 0)
  #range = { from: 0, to: 0 }
  #rows: MergedRows = { total: null, at: () => undefined, isPartial: true }

  constructor(queries: readonly Query[], fetch: FetchRows) {
    this.#strands = queries.map(query => new Strand(query))
    this.#only = queries.length === 1 ? queries[0]! : null
    const sort = queries[0]?.source.question.sort ?? []
    this.#compare = (a, b) => compareSortKeys(sort, a, b)
    this.#fetch = fetch
    this.#merge()
  }

  get rows(): MergedRows {
    return this.#rows
  }

  subscribe(listener: () => void): () => void {
    if (this.#listeners.size === 0) this.#follow()
    const stop = this.#listeners.add(listener)
    return () => {
      stop()
      if (this.#listeners.size > 0) return
      for (const stop of this.#stops) stop()
      this.#stops = []
    }
  }

  /** Asks for rows to be loaded, and kept so while they are the last asked for. */
  need(from: number, to: number): void {
    this.#range = { from, to }
    this.#load()
  }

  #follow(): void {
    this.#stops = this.#strands.flatMap(strand => [
      strand.query.subscribe(() => this.#onChange()),
      strand.query.source.table.onChange.add(ids => strand.isMoved(ids) && this.#onChange()),
    ])
    this.#merge()
  }

  #onChange(): void {
    this.#merge()
    this.#listeners.tell()
    if (!this.#only) this.#load()
  }

  #merge(): void {
    this.#rows = this.#only ? rowsOfOne(this.#only) : this.#mergeAll()
  }

  #mergeAll(): MergedRows {
    this.#keys = this.#strands.map(strand => strand.keys())
    const order = mergeKeys(this.#keys, this.#compare)
    this.#order = order
    const all = this.#strands.map(({ query }) => query.rows)
    const total = all.reduce((sum, rows) => sum + (rows.total ?? 0), 0)
    const isTold = total > 0 || (all.length > 0 && all.every(rows => rows.total !== null))
    return {
      total: isTold ? total : null,
      at: index => this.#refOf(order, all, rowAt(order, index)),
      isPartial: all.some(rows => rows.isPartial || rows.total === null),
    }
  }

  /** As the lists were when they were merged. */
  #refOf({ list, at }: Order, all: readonly Rows[], row: number): RecordRef | undefined {
    if (row === -1) return undefined
    const { query } = this.#strands[list[row]!]!
    return refIn(query, all[list[row]!]!.at(at[row]!)!)
  }

  #load(): void {
    const { from, to } = this.#range
    if (to === 0) return
    if (this.#only) this.#only.need(from, to)
    else this.#loadAll(from, to)
  }

  #loadAll(from: number, to: number): void {
    for (const { query } of this.#strands) if (query.rows.total === null) query.need(0, to)
    const missing = missingStretches(this.#keys, this.#order, from, to)
    for (const { list, from, to } of missing) this.#read(this.#strands[list]!, from, to)
    if (missing.length > 0) return
    // What is in sight is what each list keeps loaded.
    for (const stretch of stretchesIn(this.#order, from, to))
      this.#strands[stretch.list]!.query.need(stretch.from, stretch.to)
  }

  #read(strand: Strand, from: number, to: number): void {
    strand.query.need(from, to)
    const ids = strand.lacking(from, to)
    if (ids.length > 0) this.#fetch(strand.query, ids).catch(() => strand.mayAskAgain(ids))
  }
}

const refIn = (query: Query, id: string): RecordRef => ({
  accountId: query.source.question.accountId,
  id,
})

function rowsOfOne(query: Query): MergedRows {
  const { total, at, isPartial } = query.rows
  const refAt = (index: number) => {
    const id = at(index)
    return id === undefined ? undefined : refIn(query, id)
  }
  return { total, at: refAt, isPartial }
}

/** One list, with the keys of its rows; they outlive the records, of which memory holds only some. */
class Strand {
  readonly query: Query
  readonly #known = new Map<string, SortKey>()
  readonly #lacking = new Set<string>()
  readonly #asked = new Set<string>()
  #made: { readonly ids: SparseIds; readonly keys: Keys } | null = null

  constructor(query: Query) {
    this.query = query
  }

  keys(): Keys {
    const { ids } = this.query.rows
    if (this.#made?.ids !== ids) {
      this.#lacking.clear()
      const keys = ids.map(id => (id === undefined ? undefined : this.#keyOf(id)))
      this.#made = { ids, keys }
    }
    return this.#made.keys
  }

  /** Rows of which the id has come, and not the record. */
  lacking(from: number, to: number): string[] {
    const ids = this.query.rows.ids
      .slice(from, to)
      .filter(id => id !== undefined && this.#lacking.has(id) && !this.#asked.has(id)) as string[]
    for (const id of ids) this.#asked.add(id)
    return ids
  }

  mayAskAgain(ids: readonly string[]): void {
    for (const id of ids) this.#asked.delete(id)
  }

  /** Whether any of these records stands elsewhere now, or stands at last. */
  isMoved(ids: ReadonlySet<string>): boolean {
    let isMoved = false
    for (const id of ids) {
      const before = this.#known.get(id)
      const now = before || this.#lacking.has(id) ? this.#readKey(id) : undefined
      if (now === undefined || (before && isSameKey(before, now))) continue
      this.#known.set(id, now)
      this.#made = null
      isMoved = true
    }
    return isMoved
  }

  #keyOf(id: string): SortKey | undefined {
    const known = this.#known.get(id) ?? this.#readKey(id)
    if (known === undefined) this.#lacking.add(id)
    else this.#known.set(id, known)
    return known
  }

  #readKey(id: string): SortKey | undefined {
    const { table, question } = this.query.source
    const record = table.read(id)
    return record ? sortKeyOf(question.type.descriptor, question.sort, record) : undefined
  }
}

const isSameKey = (a: SortKey, b: SortKey): boolean => a.every((value, at) => value === b[at])
