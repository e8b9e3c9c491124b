import type { QueryResponse } from '../../../wire/jmap/query.ts'
import { Listeners } from '../listeners.ts'
import { isSame } from '../same.ts'
import { isRefusedAs } from '../transport/answers.ts'
import { changeIds, missingPages, placePage, type SparseIds } from './ids.ts'
import { Overlay } from './overlay.ts'
import { type Rows, rowsOf } from './rows.ts'
import type { Source } from './source.ts'

const PAGE = 50

interface Range {
  readonly from: number
  readonly to: number
}

/**
 * One list of any length, of which only the parts looked at are loaded.
 *
 *   ids      as the server said at `state`, with holes
 *   kept     while there are none: the answer over what is kept here
 *   rows     ids, then what was done here on top
 *   range    what is looked at, kept loaded
 *
 * Each answer belongs to one `epoch`: an answer to a question put before the list was begun anew is not used.
 */
export class Query {
  readonly key: string
  readonly source: Source
  readonly #overlay: Overlay
  readonly #listeners = new Listeners()
  readonly #loading = new Set<number>()
  #touched: ReadonlySet<string> = new Set()
  #ids: SparseIds | null = null
  #kept: SparseIds | null = null
  #state: string | null = null
  #canCalculateChanges = false
  #isStale = false
  #overtaken: { readonly told: string | null } | null = null
  #epoch = 0
  #range: Range = { from: 0, to: 0 }
  #rows: Rows = rowsOf(null)

  constructor(key: string, source: Source) {
    this.key = key
    this.source = source
    this.#overlay = new Overlay(source.question, source.table)
  }

  get rows(): Rows {
    return this.#rows
  }

  subscribe(listener: () => void): () => void {
    if (this.#isStale) this.refresh().catch(this.source.onFailure)
    return this.#listeners.add(listener)
  }

  /** The table moved while nobody looked: the list is brought up to date when someone does. */
  expire(): void {
    this.#isStale = true
  }

  get isWatched(): boolean {
    return this.#listeners.size > 0
  }

  /** Asks for rows to be loaded, and kept so while they are the last asked for. */
  need(from: number, to: number): void {
    this.#range = { from, to }
    this.#load()
  }

  /** Has rows loaded once, without keeping them in sight; settles when they are here, or cannot be had. */
  async load(from: number, to: number): Promise<void> {
    await this.source.opened
    const missing = () => (this.#ids === null ? [0] : missingPages(this.#ids, from, to, PAGE))
    for (let [page] = missing(); page !== undefined; [page] = missing())
      if (!(await this.#loadPage(page))) return
  }

  /** Brings the list to the server's present state; to the one that was told it need not be brought again. */
  async refresh(told: string | null = null): Promise<void> {
    this.#isStale = false
    await this.source.opened
    if (this.#state === null) {
      this.#overtaken = this.#loading.size > 0 ? { told } : null
      return this.#load()
    }
    if (this.#state === told) return
    try {
      if (this.#canCalculateChanges) await this.#takeChanges(this.#state)
      else await this.#loadAnew()
    } catch (error) {
      if (!isRefusedAs(error, 'cannotCalculateChanges') && !isRefusedAs(error, 'tooManyChanges')) throw error
      await this.#loadAnew()
    }
  }

  /** Records changed that are, or were, changed here: the list may show otherwise. */
  reconsider(touched: ReadonlySet<string>): void {
    this.#touched = touched
    this.#show()
  }

  /** What the disk kept, when nothing newer has come. */
  restore(ids: SparseIds, state: string, canCalculateChanges: boolean): void {
    if (this.#state !== null) return
    this.#ids = ids
    this.#state = state
    this.#canCalculateChanges = canCalculateChanges
    this.#show()
  }

  /** A list made here from what is kept, until the server can be asked. */
  async showKept(): Promise<void> {
    if (this.#ids !== null) return
    this.#kept = await this.source.answerLocally()
    this.#show()
  }

  #load(): void {
    const slack = this.#touched.size
    const from = Math.max(0, this.#range.from - slack)
    const to = this.#range.to + slack
    const pages = this.#ids === null ? [Math.floor(from / PAGE)] : missingPages(this.#ids, from, to, PAGE)
    if (this.#range.to === 0) return
    for (const page of pages) if (!this.#loading.has(page)) void this.#loadPage(page)
  }

  /** False when it cannot be had now. */
  async #loadPage(page: number): Promise<boolean> {
    const epoch = this.#epoch
    this.#loading.add(page)
    try {
      await this.source.opened
      // The disk had it.
      if (this.#has(page)) return true
      const answer = await this.source.askPage({ position: page * PAGE, limit: PAGE })
      if (epoch === this.#epoch) await this.#takePage(answer)
    } catch (error) {
      this.source.onFailure(error)
      await this.showKept().catch(this.source.onFailure)
      return false
    } finally {
      this.#loading.delete(page)
    }
    await this.#catchUpOvertaken()
    this.#load()
    return true
  }

  #has(page: number): boolean {
    return this.#ids !== null && missingPages(this.#ids, page * PAGE, (page + 1) * PAGE, PAGE).length === 0
  }

  /** The first page may be older than what was told while it was on its way. */
  async #catchUpOvertaken(): Promise<void> {
    if (!this.#overtaken) return
    const { told } = this.#overtaken
    this.#overtaken = null
    await this.refresh(told).catch(this.source.onFailure)
  }

  /** A page of another state than the others': the others are brought there first. */
  async #takePage(answer: QueryResponse): Promise<void> {
    if (this.#state !== null && answer.queryState !== this.#state) {
      if (this.#canCalculateChanges) return this.refresh()
      this.#begin()
    }
    this.#place(answer)
  }

  #place(answer: QueryResponse): void {
    const total = answer.total ?? answer.position + answer.ids.length
    this.#state = answer.queryState
    this.#canCalculateChanges = answer.canCalculateChanges
    this.#setIds(placePage(this.#ids ?? [], answer.position, answer.ids, total))
  }

  // RFC 8620 §5.6
  async #takeChanges(since: string): Promise<void> {
    const epoch = this.#epoch
    const changes = await this.source.askChanges(since)
    if (epoch !== this.#epoch || this.#state !== since || this.#ids === null) return
    const total = changes.total ?? this.#ids.length - changes.removed.length + changes.added.length
    const wasInSight = this.#ids[this.#range.from] !== undefined
    const changed = changeIds(this.#ids, changes, total)
    if (wasInSight && changed[this.#range.from] === undefined && this.#range.from < total)
      return this.#loadAnew()
    this.#state = changes.newQueryState
    this.#setIds(changed)
    this.#load()
  }

  /** Reads again what is looked at, held in place by the first row of it. */
  async #loadAnew(): Promise<void> {
    const epoch = this.#epoch
    const { from, to } = this.#range
    const anchor = from > 0 ? this.#ids?.[from] : undefined
    const limit = Math.min(Math.max(PAGE, to - from), 4 * PAGE)
    const answer = await this.#askFrom(anchor, from, limit)
    if (epoch !== this.#epoch) return
    this.#begin()
    this.#place(answer)
    this.#load()
  }

  // RFC 8620 §5.5
  async #askFrom(anchor: string | undefined, position: number, limit: number): Promise<QueryResponse> {
    if (anchor === undefined) return this.source.askPage({ position, limit })
    try {
      return await this.source.askPage({ anchor, limit })
    } catch (error) {
      if (!isRefusedAs(error, 'anchorNotFound')) throw error
      return this.source.askPage({ position, limit })
    }
  }

  #begin(): void {
    this.#epoch++
    this.#ids = []
    this.#loading.clear()
  }

  #setIds(ids: SparseIds): void {
    this.#ids = ids
    this.#show()
    if (this.#state !== null) this.source.keep(ids, this.#state, this.#canCalculateChanges)
  }

  #show(): void {
    const base = this.#ids ?? this.#kept
    if (base === null) return
    const isPartial = this.#ids === null
    const ids = this.#overlay.apply(base, this.#touched)
    if (this.#rows.total !== null && this.#rows.isPartial === isPartial && isSame(ids, this.#rows.ids)) return
    this.#rows = rowsOf(ids, isPartial)
    this.#listeners.tell()
  }
}
