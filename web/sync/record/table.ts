import type { JsonObject } from '../../../wire/jmap/json.ts'
import type { WireRecord } from '../../../wire/jmap/record.ts'
import type { SyncedType } from '../catalogue.ts'
import { applyChange, type Change } from '../change.ts'
import { Ledger } from '../disk/ledger.ts'
import { Listeners } from '../listeners.ts'
import { isSame } from '../same.ts'

export const tableKey = (accountId: string, type: string): string => `${accountId}/${type}`

/** What was done to a record here and is not yet known to have come back from the server. */
export type PendingOf = (key: string, id: string) => readonly Change[]

/**
 * The records of one type in one account.
 *
 *   held      as the server said, whole or in part
 *   visible   held, then what was done here on top: the server's value wins, our changes are put on it again
 *
 * Invariant: every held record is at least as new as `state`, so that /changes from `state` mends them all.
 */
export class Table {
  readonly key: string
  readonly accountId: string
  readonly type: SyncedType
  readonly ledger = new Ledger()
  /** Told of the ids whose visible record changed. */
  readonly onChange = new Listeners<[ids: ReadonlySet<string>]>()
  /** Told of the ids that are no more; of null when it is not known which. */
  readonly onGone = new Listeners<[ids: readonly string[] | null]>()
  state: string | null = null
  #touched: ReadonlySet<string> = new Set()
  readonly #pendingOf: PendingOf
  readonly #held = new Map<string, WireRecord>()
  readonly #gone = new Set<string>()
  readonly #visible = new Map<string, JsonObject | null | undefined>()
  readonly #watched = new Map<string, Listeners>()

  constructor(accountId: string, type: SyncedType, pendingOf: PendingOf) {
    this.key = tableKey(accountId, type.name)
    this.accountId = accountId
    this.type = type
    this.#pendingOf = pendingOf
  }

  /** The record to show; null when there is none, undefined while it is not known. */
  read(id: string): JsonObject | null | undefined {
    if (!this.#visible.has(id)) this.#visible.set(id, this.#project(id))
    return this.#visible.get(id)
  }

  held(id: string): WireRecord | undefined {
    return this.#held.get(id)
  }

  pendingOf(id: string): readonly Change[] {
    return this.#pendingOf(this.key, id)
  }

  ids(): IterableIterator<string> {
    return this.#held.keys()
  }

  /** Every record to show. */
  shown(): JsonObject[] {
    return [...new Set([...this.#held.keys(), ...this.#touched])]
      .map(id => this.read(id))
      .filter(record => record !== null && record !== undefined)
  }

  /** The properties of `wanted` that are not known of a record. */
  missing(id: string, wanted: readonly string[]): readonly string[] {
    if (this.#gone.has(id)) return []
    const record = this.#held.get(id)
    return record ? wanted.filter(name => !Object.hasOwn(record, name)) : wanted
  }

  watch(id: string, listener: () => void): () => void {
    const listeners = this.#watched.get(id) ?? new Listeners()
    this.#watched.set(id, listeners)
    const stop = listeners.add(listener)
    return () => {
      stop()
      if (listeners.size === 0 && this.#watched.get(id) === listeners) this.#watched.delete(id)
    }
  }

  /** Whether someone looks at the record now. */
  isWatched(id: string): boolean {
    return this.#watched.has(id)
  }

  /** Takes in what the server said of records; a property asked for and not given is known to be absent. */
  merge(list: readonly WireRecord[], asked: readonly string[], notFound: readonly string[] = []): void {
    const absent = Object.fromEntries(asked.map(name => [name, undefined]))
    const changed = list.filter(record => this.#hold({ ...absent, ...record })).map(record => record.id)
    this.ledger.note(changed)
    this.remove(notFound)
    this.refresh(changed)
  }

  /** Takes records back from the disk. */
  restore(list: readonly WireRecord[]): void {
    this.refresh(list.filter(record => this.#hold(record)).map(record => record.id))
  }

  remove(ids: readonly string[]): void {
    const changed = ids.filter(id => this.#held.delete(id) || !this.#gone.has(id))
    for (const id of ids) this.#gone.add(id)
    this.ledger.drop(ids)
    this.refresh(changed)
    if (ids.length > 0) this.onGone.tell(ids)
  }

  /** What is on disk is of no use any more. */
  forgetDisk(): void {
    this.ledger.forgetDisk()
    this.onGone.tell(null)
  }

  /** Ids once not found that exist after all. */
  forgetAbsence(ids: readonly string[]): void {
    this.refresh(ids.filter(id => this.#gone.delete(id)))
  }

  /** Lets records go from memory; the disk keeps them. */
  release(ids: Iterable<string>): void {
    for (const id of ids) {
      this.#held.delete(id)
      this.#visible.delete(id)
    }
  }

  /** Nothing of it is known any more, nor followed: it is out of reach. */
  empty(): void {
    const ids = [...this.#held.keys()]
    this.state = null
    this.#held.clear()
    this.#gone.clear()
    this.ledger.forgetDisk()
    this.refresh(ids)
  }

  /** Keeps in memory about `limit` records: those looked at, and the last come. */
  trim(limit: number): void {
    const surplus = this.#held.size - limit
    if (surplus <= 0) return
    const spare = [...this.#held.keys()].filter(id => !this.#watched.has(id) && !this.ledger.dirty.has(id))
    this.release(spare.slice(0, surplus))
  }

  /** Works out anew what is shown of some records. */
  refresh(ids: Iterable<string>): void {
    const changed = new Set(ids)
    if (changed.size === 0) return
    for (const id of changed) this.#visible.delete(id)
    for (const id of changed) this.#watched.get(id)?.tell()
    this.onChange.tell(changed)
  }

  /** What was done here is other than before: shows it on these records, and no more on those that had some. */
  showPending(touched: ReadonlySet<string>): void {
    const concerned = touched.union(this.#touched)
    this.#touched = touched
    this.refresh([...concerned].filter(id => !isSame(this.#visible.get(id), this.#project(id))))
  }

  /** A record that was shown under a temporary id has its true one. */
  rename(temporary: string, id: string): void {
    const watchers = this.#watched.get(temporary)
    if (!watchers) return
    const present = this.#watched.get(id)
    this.#watched.set(id, present ?? watchers)
    if (present) present.add(() => watchers.tell())
  }

  /** True when this says something new. */
  #hold(record: WireRecord): boolean {
    const before = this.#held.get(record.id)
    this.#gone.delete(record.id)
    if (before && Object.entries(record).every(([name, value]) => hasSame(before, name, value))) return false
    this.#held.set(record.id, { ...before, ...record })
    return true
  }

  #project(id: string): JsonObject | null | undefined {
    const start = this.#held.get(id) ?? (this.#gone.has(id) ? null : undefined)
    const pending = this.pendingOf(id)
    return pending.reduce<JsonObject | null | undefined>(
      (record, change) =>
        record === undefined && change.kind === 'update'
          ? undefined
          : applyChange(this.type, record ?? null, change),
      start,
    )
  }
}

const hasSame = (record: JsonObject, name: string, value: unknown): boolean =>
  Object.hasOwn(record, name) && isSame(record[name], value)
