import { capabilitiesOf } from '../../../lib/descriptor.ts'
import type { Invocation } from '../../../wire/jmap/invocation.ts'
import type { JsonObject } from '../../../wire/jmap/json.ts'
import { readGetResponse } from '../../../wire/jmap/record.ts'
import { readRecords } from '../disk/records.ts'
import type { Database } from '../disk/schema.ts'
import { isTemporary } from '../temporary.ts'
import { type Answers, isRefusedAs } from '../transport/answers.ts'
import type { Connection } from '../transport/connection.ts'
import { isUnavailable } from '../transport/failure.ts'
import type { Table } from './table.ts'

/** Wishes made within one frame go out together. */
const GATHER_MS = 16
/** A record used again after so long counts as used in the cache. */
const USE_MS = 3_600_000

export interface FetcherHooks {
  /** Records were seen that are newer than the table's state. */
  onNewer(table: Table): void
  onFailure(error: unknown): void
}

type Wishes = Map<Table, Map<string, Set<string>>>

/** Gathers wishes for records, looks on disk, and asks the server for what is missing. */
export class Fetcher {
  readonly #connection: Connection
  readonly #db: Database
  readonly #opened: (table: Table) => Promise<void>
  readonly #hooks: FetcherHooks
  #wishes: Wishes = new Map()
  readonly #failed: Wishes = new Map()
  #gathering: Promise<void> | null = null

  constructor(
    connection: Connection,
    db: Database,
    opened: (table: Table) => Promise<void>,
    hooks: FetcherHooks,
  ) {
    this.#connection = connection
    this.#db = db
    this.#opened = opened
    this.#hooks = hooks
  }

  /** Settles once the records are known as far as disk and server can tell; rejects when the server cannot. */
  fetch(table: Table, ids: readonly string[], properties: readonly string[]): Promise<void> {
    const wanted = ids.filter(id => !isTemporary(id) && table.missing(id, properties).length > 0)
    if (wanted.length === 0) return Promise.resolve()
    const byId = this.#wishes.get(table) ?? new Map<string, Set<string>>()
    this.#wishes.set(table, byId)
    for (const id of wanted) byId.set(id, new Set([...(byId.get(id) ?? []), ...properties]))
    this.#gathering ??= this.#gather()
    return this.#gathering
  }

  async #gather(): Promise<void> {
    await new Promise(resolve => setTimeout(resolve, GATHER_MS))
    const wishes = this.#wishes
    this.#wishes = new Map()
    this.#gathering = null
    await Promise.all([...wishes].map(([table, byId]) => this.#fulfilOrKeep(table, byId)))
  }

  /** Wishes that the server could not be asked wait for `retry`. */
  async #fulfilOrKeep(table: Table, byId: Map<string, Set<string>>): Promise<void> {
    try {
      await this.#fulfil(table, byId)
    } catch (error) {
      if (isUnavailable(error) || isRefusedAs(error, 'serverFail'))
        this.#failed.set(table, new Map([...(this.#failed.get(table) ?? []), ...byId]))
      this.#hooks.onFailure(error)
      throw error
    }
  }

  /** Asks once more for what could not be asked. */
  retry(table: Table): void {
    const failed = this.#failed.get(table)
    this.#failed.delete(table)
    for (const [id, properties] of failed ?? [])
      this.fetch(table, [id], [...properties]).catch(() => undefined)
  }

  async #fulfil(table: Table, byId: Map<string, Set<string>>): Promise<void> {
    await this.#opened(table)
    await this.restore(table, [...byId.keys()])
    const groups = new Map<string, { ids: string[]; properties: readonly string[] }>()
    for (const [id, wanted] of byId) {
      // Of what is new here at least what lists show: who reads a record may rely on it, whoever asked first for less.
      const least = table.held(id) ? [] : table.type.listed
      const properties = table.missing(id, [...wanted.union(new Set(least))])
      if (properties.length === 0) continue
      const key = properties.join()
      const group = groups.get(key) ?? { ids: [], properties }
      groups.set(key, group)
      group.ids.push(id)
    }
    await Promise.all([...groups.values()].map(({ ids, properties }) => this.get(table, ids, properties)))
  }

  /** Asks the server, whatever is held. */
  async get(table: Table, ids: readonly string[], properties: readonly string[]): Promise<void> {
    const size = this.#connection.limits.maxObjectsInGet
    for (let at = 0; at < ids.length; at += size)
      await this.#getSome(table, ids.slice(at, at + size), properties)
  }

  async #getSome(table: Table, ids: readonly string[], properties: readonly string[]): Promise<void> {
    const stateBefore = table.state
    const call: Invocation = [`${table.type.name}/get`, getArguments(table, { ids }, properties), 'get']
    const answers = await this.#connection.ask(capabilitiesOf(table.type.descriptor), [call])
    if (!this.receive(table, answers, 'get', properties, stateBefore))
      await this.#getSome(table, ids, properties)
  }

  /**
   * Takes in the answer to a /get that was asked when the table was at `stateBefore`. False when it cannot be told
   * whether the answer is older than the table: the table moved meanwhile, and not to the state of the answer.
   */
  receive(
    table: Table,
    answers: Answers,
    callId: string,
    properties: readonly string[],
    stateBefore: string | null,
  ): boolean {
    const answer = readGetResponse(answers.read(callId, `${table.type.name}/get`))
    if (answer.state !== table.state && table.state !== stateBefore) return false
    table.state ??= answer.state
    table.merge(answer.list, properties, answer.notFound)
    if (answer.state !== table.state) this.#hooks.onNewer(table)
    return true
  }

  /**
   * Takes what is not held from the disk. Its state only moves forward: it is of use where this table left it, where
   * this table is, and where another tab brought it while this table has not moved.
   */
  async restore(table: Table, ids: readonly string[]): Promise<void> {
    const unknown = ids.filter(id => !table.held(id))
    if (unknown.length === 0) return
    const { state, kept } = await readRecords(this.#db, table.key, unknown)
    if (state === null) return
    table.state ??= state
    const { stateOnDisk } = table.ledger
    if (state !== table.state && state !== stateOnDisk && table.state !== stateOnDisk) return
    const usable = kept.filter(({ id }) => !table.held(id) && !table.ledger.dropped.has(id))
    table.restore(usable.map(({ record }) => record))
    table.ledger.note(usable.filter(({ usedAt }) => Date.now() - usedAt > USE_MS).map(({ id }) => id))
  }
}

export const getArguments = (table: Table, ids: JsonObject, properties: readonly string[]): JsonObject => ({
  accountId: table.accountId,
  ...ids,
  properties: ['id', ...properties],
})
