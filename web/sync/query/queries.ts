import type { Keeper } from '../disk/keeper.ts'
import type { Database } from '../disk/schema.ts'
import { readWindow } from '../disk/windows.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { Fetcher } from '../record/fetcher.ts'
import type { Table } from '../record/table.ts'
import type { Tables } from '../record/tables.ts'
import type { Status } from '../status.ts'
import type { Connection } from '../transport/connection.ts'
import { Query } from './query.ts'
import { Source } from './source.ts'
import { type Question, questionKey } from './spec.ts'

export interface QueryParts {
  readonly connection: Connection
  readonly fetcher: Fetcher
  readonly db: Database
  readonly keeper: Keeper
  readonly tables: Tables
  readonly outbox: Outbox
  readonly status: Status
}

/** The lists that were asked for, one for each question. */
export class Queries {
  readonly #parts: QueryParts
  readonly #onFailure: (error: unknown) => void
  readonly #queries = new Map<string, Query>()

  constructor(parts: QueryParts, onFailure: (error: unknown) => void) {
    this.#parts = parts
    this.#onFailure = onFailure
  }

  of(question: Question): Query {
    const key = questionKey(question)
    const query = this.#queries.get(key) ?? this.#open(key, question)
    this.#queries.set(key, query)
    return query
  }

  /** Brings the lists of a table up to date that someone looks at. */
  async refresh(table: Table, told: string | null = null): Promise<void> {
    const queries = this.#over(table)
    for (const query of queries) if (!query.isWatched) query.expire()
    await Promise.all(queries.filter(query => query.isWatched).map(query => query.refresh(told)))
  }

  /** What was done here changed. */
  reconsider(table: Table): void {
    const touched = this.#parts.outbox.pending.touched(table.key)
    for (const query of this.#over(table)) query.reconsider(touched)
  }

  #over(table: Table): Query[] {
    return [...this.#queries.values()].filter(query => query.source.table === table)
  }

  #open(key: string, question: Question): Query {
    const { connection, fetcher, db, keeper, tables, outbox, status } = this.#parts
    const table = tables.of(question.accountId, question.type.name)
    const { promise: restored, resolve } = Promise.withResolvers<void>()
    const along = question.along.map(({ type, property, properties }) => {
      const table = tables.of(question.accountId, type)
      return { property, table, properties: properties ?? table.type.listed }
    })
    const all = [table, ...along.map(({ table }) => table)]
    const opened = Promise.all([restored, ...all.map(one => tables.opened(one))]).then(() => undefined)
    const parts = { along, connection, fetcher, db, keeper, status }
    const query = new Query(key, new Source(key, question, table, opened, this.#onFailure, parts))
    query.reconsider(outbox.pending.touched(table.key))
    this.#restore(query).catch(this.#onFailure).finally(resolve)
    return query
  }

  /** A list from the disk is shown at once, and asked for its changes as soon as someone looks. */
  async #restore(query: Query): Promise<void> {
    const kept = await readWindow(this.#parts.db, query.key)
    if (!kept) return
    query.restore(kept.ids, kept.state, kept.canCalculateChanges)
    if (query.isWatched) void Promise.resolve().then(() => query.refresh().catch(this.#onFailure))
    else query.expire()
  }
}
