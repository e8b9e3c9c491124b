import { capabilitiesOf } from '../../../lib/descriptor.ts'
import { compareRecords, matchesFilter } from '../../../lib/filter.ts'
import type { Invocation } from '../../../wire/jmap/invocation.ts'
import type { JsonObject } from '../../../wire/jmap/json.ts'
import {
  type QueryChangesResponse,
  type QueryResponse,
  readQueryChangesResponse,
  readQueryResponse,
} from '../../../wire/jmap/query.ts'
import { readGetResponse } from '../../../wire/jmap/record.ts'
import type { Keeper } from '../disk/keeper.ts'
import { readAllRecords } from '../disk/records.ts'
import type { Database } from '../disk/schema.ts'
import { type Fetcher, getArguments } from '../record/fetcher.ts'
import type { Table } from '../record/table.ts'
import type { Answers } from '../transport/answers.ts'
import type { Connection } from '../transport/connection.ts'
import type { SparseIds } from './ids.ts'
import { isAnswerLocal, type Question, questionArguments } from './spec.ts'

type Place = { readonly limit: number } & ({ readonly position: number } | { readonly anchor: string })

/** Where a query has its answers from: the server, with the records in the same round trip; else the disk. */
export class Source {
  readonly question: Question
  readonly table: Table
  readonly opened: Promise<void>
  readonly onFailure: (error: unknown) => void
  readonly #connection: Connection
  readonly #fetcher: Fetcher
  readonly #db: Database
  readonly #keeper: Keeper
  readonly #key: string

  constructor(
    key: string,
    question: Question,
    table: Table,
    opened: Promise<void>,
    onFailure: (error: unknown) => void,
    parts: { connection: Connection; fetcher: Fetcher; db: Database; keeper: Keeper },
  ) {
    this.#key = key
    this.question = question
    this.table = table
    this.opened = opened
    this.onFailure = onFailure
    this.#connection = parts.connection
    this.#fetcher = parts.fetcher
    this.#db = parts.db
    this.#keeper = parts.keeper
  }

  // RFC 8620 §5.5
  async askPage(place: Place): Promise<QueryResponse> {
    const method = `${this.table.type.name}/query`
    const answers = await this.#askWithRecords(method, place, '/ids')
    return readQueryResponse(answers.read('query', method))
  }

  // RFC 8620 §5.6
  async askChanges(sinceQueryState: string): Promise<QueryChangesResponse> {
    const method = `${this.table.type.name}/queryChanges`
    const answers = await this.#askWithRecords(method, { sinceQueryState }, '/added/*/id')
    return readQueryChangesResponse(answers.read('query', method))
  }

  keep(ids: SparseIds, state: string, canCalculateChanges: boolean): void {
    const window = { key: this.#key, ids, state, canCalculateChanges, usedAt: Date.now() }
    this.#keeper.keepWindow(this.table, window)
  }

  /** The answer over what is kept here, when it follows from the records alone. */
  async answerLocally(): Promise<SparseIds | null> {
    const { type, filter, sort, collapsed } = this.question
    if (!isAnswerLocal(this.question)) return null
    const kept = await readAllRecords(this.#db, this.table.key)
    this.table.restore(
      kept.filter(record => !this.table.held(record.id) && !this.table.ledger.dropped.has(record.id)),
    )
    const found = this.table
      .shown()
      .filter(record => matchesFilter(type.descriptor, filter, record))
      .sort((a, b) => compareRecords(type.descriptor, sort, a, b))
    const rows = collapsed === null ? found : firstOfEach(found, record => record[collapsed] ?? record['id'])
    return rows.map(record => String(record['id']))
  }

  async #askWithRecords(method: string, args: JsonObject, path: string): Promise<Answers> {
    const stateBefore = this.table.state
    const { listed, descriptor, name } = this.table.type
    const ids = { '#ids': { resultOf: 'query', name: method, path } }
    const calls: Invocation[] = [
      [method, { ...questionArguments(this.question), ...args }, 'query'],
      [`${name}/get`, getArguments(this.table, ids, listed), 'get'],
    ]
    const answers = await this.#connection.ask(capabilitiesOf(descriptor), calls)
    if (!answers.error('query') && !answers.error('get')) await this.#take(answers, stateBefore)
    return answers
  }

  /** A record of which more is kept than lists show stays whole. */
  async #take(answers: Answers, stateBefore: string | null): Promise<void> {
    const { listed, name } = this.table.type
    const ids = readGetResponse(answers.read('get', `${name}/get`)).list.map(({ id }) => id)
    await this.#fetcher.restore(this.table, ids)
    if (!this.#fetcher.receive(this.table, answers, 'get', listed, stateBefore))
      await this.#fetcher.get(this.table, ids, listed)
  }
}

function firstOfEach<T>(items: readonly T[], keyOf: (item: T) => unknown): T[] {
  const seen = new Set<unknown>()
  return items.filter(item => seen.size < seen.add(keyOf(item)).size)
}
