import { capabilitiesOf } from '../../../lib/descriptor.ts'
import { compareRecords } from '../../../lib/filter.ts'
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
import type { Status } from '../status.ts'
import type { Answers } from '../transport/answers.ts'
import type { Connection } from '../transport/connection.ts'
import type { SparseIds } from './ids.ts'
import { isAnswerLocal, matchesNearly, type Question, questionArguments } from './spec.ts'

type Place = { readonly limit: number } & ({ readonly position: number } | { readonly anchor: string })

/** Where a query has its answers from: the server, with the records in the same round trip; else the disk. */
export class Source {
  readonly question: Question
  readonly table: Table
  readonly opened: Promise<void>
  readonly onFailure: (error: unknown) => void
  readonly #along: readonly Named[]
  readonly #connection: Connection
  readonly #fetcher: Fetcher
  readonly #db: Database
  readonly #keeper: Keeper
  readonly #status: Status
  readonly #key: string

  constructor(
    key: string,
    question: Question,
    table: Table,
    opened: Promise<void>,
    onFailure: (error: unknown) => void,
    parts: {
      along: readonly Named[]
      connection: Connection
      fetcher: Fetcher
      db: Database
      keeper: Keeper
      status: Status
    },
  ) {
    this.#key = key
    this.question = question
    this.table = table
    this.opened = opened
    this.onFailure = onFailure
    this.#along = parts.along
    this.#connection = parts.connection
    this.#fetcher = parts.fetcher
    this.#db = parts.db
    this.#keeper = parts.keeper
    this.#status = parts.status
  }

  // RFC 8620 §5.5
  async askPage(place: Place): Promise<QueryResponse> {
    const method = `${this.table.type.name}/query`
    // Somebody waits for it.
    const answers = await this.#status.during(this.#askWithRecords(method, place, '/ids'))
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

  /** The answer over what is kept here, when it follows from the records alone or is guessed by them. */
  async answerLocally(): Promise<SparseIds | null> {
    const { type, filter, sort, collapsed } = this.question
    if (!isAnswerLocal(this.question)) return null
    const kept = await readAllRecords(this.#db, this.table.key)
    this.table.restore(
      kept.filter(record => !this.table.held(record.id) && !this.table.ledger.dropped.has(record.id)),
    )
    const found = this.table
      .shown()
      .filter(record => matchesNearly(type, filter, record))
      .sort((a, b) => compareRecords(type.descriptor, sort, a, b))
    const rows = collapsed === null ? found : firstOfEach(found, record => record[collapsed] ?? record['id'])
    return rows.map(record => String(record['id']))
  }

  async #askWithRecords(method: string, args: JsonObject, path: string): Promise<Answers> {
    const gets = this.#gets(method, path)
    const calls: Invocation[] = [
      [method, { ...questionArguments(this.question), ...args }, 'query'],
      ...gets.map(({ call }) => call),
    ]
    const types = [this.table, ...this.#along.map(({ table }) => table)].map(({ type }) => type.descriptor)
    const answers = await this.#connection.ask([...new Set(types.flatMap(capabilitiesOf))], calls)
    if (!answers.error('query')) for (const get of gets) await this.#take(answers, get)
    return answers
  }

  /** The records of the rows, then those that go along, each asked for by what the one before names. */
  #gets(method: string, path: string): Get[] {
    const { table } = this
    const gets = [getOf(table, 'get', { resultOf: 'query', name: method, path }, table.type.listed)]
    for (const [at, { table, property, properties }] of this.#along.entries()) {
      const [name, , resultOf] = gets[at]!.call
      gets.push(getOf(table, `along${at}`, { resultOf, name, path: `/list/*/${property}` }, properties))
    }
    return gets
  }

  /**
   * A record of which more is kept than lists show stays whole. What goes along and has not come, or cannot be told to be
   * new enough, is asked for by who needs it.
   */
  async #take(
    answers: Answers,
    { table, call: [name, , callId], properties, stateBefore }: Get,
  ): Promise<void> {
    if (answers.error(callId)) return
    const ids = readGetResponse(answers.read(callId, name)).list.map(({ id }) => id)
    await this.#fetcher.restore(table, ids)
    const isTaken = this.#fetcher.receive(table, answers, callId, properties, stateBefore)
    if (!isTaken && callId === 'get') await this.#fetcher.get(table, ids, properties)
  }
}

/** Records that others name in a property. */
interface Named {
  readonly property: string
  readonly table: Table
  readonly properties: readonly string[]
}

interface Get {
  readonly table: Table
  readonly call: Invocation
  readonly properties: readonly string[]
  readonly stateBefore: string | null
}

const getOf = (table: Table, callId: string, ids: JsonObject, properties: readonly string[]): Get => ({
  table,
  call: [`${table.type.name}/get`, getArguments(table, { '#ids': ids }, properties), callId],
  properties,
  stateBefore: table.state,
})

function firstOfEach<T>(items: readonly T[], keyOf: (item: T) => unknown): T[] {
  const seen = new Set<unknown>()
  return items.filter(item => seen.size < seen.add(keyOf(item)).size)
}
