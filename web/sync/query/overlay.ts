import { compareRecords, matchesFilter } from '../../../lib/filter.ts'
import type { JsonObject } from '../../../wire/jmap/json.ts'
import { changesAny } from '../change.ts'
import type { Table } from '../record/table.ts'
import { isTemporary } from '../temporary.ts'
import type { SparseIds } from './ids.ts'
import { decidingProperties, isMembershipLocal, isOrderLocal, type Question } from './spec.ts'

/** Puts what was done here, and the server has not told back yet, on top of a list from the server. */
export class Overlay {
  readonly #question: Question
  readonly #table: Table
  readonly #deciding: ReadonlySet<string>
  readonly #hasLocalMembership: boolean
  readonly #hasLocalOrder: boolean

  constructor(question: Question, table: Table) {
    this.#question = question
    this.#table = table
    this.#deciding = decidingProperties(question)
    this.#hasLocalMembership = isMembershipLocal(question)
    this.#hasLocalOrder = isOrderLocal(question)
  }

  /** The list to show; the very same when nothing done here concerns it. */
  apply(ids: SparseIds, touched: Iterable<string>): SparseIds {
    const out = new Set<string>()
    const placed: JsonObject[] = []
    for (const id of touched) {
      const record = this.#table.read(id)
      if (record === null || (record && this.#isOut(id, record))) out.add(id)
      else if (record && this.#isPlaced(id, record)) placed.push(record)
    }
    const rest = ids.some(id => id !== undefined && out.has(id)) ? ids.filter(id => !out.has(id!)) : ids
    return placed.reduce((list, record) => this.#place(list, record), rest)
  }

  #isOut(id: string, record: JsonObject): boolean {
    return this.#isMoved(id, record) && !this.#matches(record)
  }

  #isPlaced(id: string, record: JsonObject): boolean {
    return this.#hasLocalOrder && this.#isMoved(id, record) && this.#matches(record)
  }

  /** Whether what was done here can have moved the record in, out or along the list. */
  #isMoved(id: string, record: JsonObject): boolean {
    if (!this.#hasLocalMembership || !this.#isDecidable(record)) return false
    const { type } = this.#question
    return this.#table.pendingOf(id).some(change => changesAny(type, change, this.#deciding))
  }

  #matches(record: JsonObject): boolean {
    return matchesFilter(this.#question.type.descriptor, this.#question.filter, record)
  }

  #isDecidable(record: JsonObject): boolean {
    return [...this.#deciding].every(name => Object.hasOwn(record, name))
  }

  /** Before the first known row that comes after it; where it was when that place lies in a hole. */
  #place(ids: SparseIds, record: JsonObject): SparseIds {
    const id = String(record['id'])
    const rest = ids.includes(id) ? ids.filter(other => other !== id) : ids
    let before = 0
    for (const [at, other] of rest.entries()) {
      const row = other === undefined ? undefined : this.#table.read(other)
      if (!row || !this.#isDecidable(row)) continue
      if (this.#comesBefore(record, row)) return before === at ? rest.toSpliced(at, 0, id) : ids
      before = at + 1
    }
    return before === rest.length ? [...rest, id] : ids
  }

  #comesBefore(record: JsonObject, row: JsonObject): boolean {
    const { type, sort } = this.#question
    return compareRecords(type.descriptor, sort, withNumber(record), withNumber(row)) <= 0
  }
}

/** The server will give a new record a higher number than all others have; the last made here, the highest. */
const withNumber = (record: JsonObject): JsonObject =>
  isTemporary(String(record['id'])) ? { ...record, id: `n${Number.MAX_SAFE_INTEGER}` } : record
