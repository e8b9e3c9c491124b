import pg from 'pg'
import type { AccountId, Seq } from '../lib/id.ts'
import { oneWrite } from './one-write.ts'
import { raw, type Sql, statement } from './sql.ts'

pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export type Row = Record<string, unknown>

/** What can be asked: one statement at a time, on a pooled connection or inside a transaction. */
export interface Queryable {
  rows<R = Row>(query: Sql): Promise<R[]>
  /** The only row, or null. */
  row<R = Row>(query: Sql): Promise<R | null>
  /** Runs a statement; the number of rows that it touched. */
  run(query: Sql): Promise<number>
}

/** A moved account: the newest state of each type that the transaction changed. */
export interface Moved {
  readonly accountId: AccountId
  readonly states: Readonly<Record<string, Seq>>
}

/** Something that happened beside the rows, told once the transaction is durable. */
export interface Announcement {
  readonly kind: string
  readonly [detail: string]: unknown
}

export interface Committed {
  readonly moved: readonly Moved[]
  readonly announcements: readonly Announcement[]
}

export interface Tx extends Queryable {
  /** States to be told after the commit; the store's `take` fills it. */
  readonly moved: Map<AccountId, Record<string, Seq>>
  /** Accounts that the transaction has locked, each with the last number that was taken there (store/sequence.ts). */
  readonly locked: Map<AccountId, Seq>
  announce(announcement: Announcement): void
  /**
   * Sends a statement whose answer the verb does not need: what comes after it is not held up by the way there and
   * back. Statements are run in the order in which they were sent; when this one fails, the transaction does.
   */
  post(query: Sql): void
}

export interface Database extends Queryable {
  /** One transaction; deadlocks and serialisation failures are retried. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** One snapshot for several statements that must agree. */
  read<T>(work: (tx: Queryable) => Promise<T>): Promise<T>
  /** Called after each commit that moved or announced something. */
  onCommit(listener: (committed: Committed) => void): void
  /** A connection of its own, for LISTEN. */
  connect(): Promise<pg.Client>
  readonly pool: pg.Pool
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** `postgresql://…`, or a socket folder and database name. */
  readonly connection: pg.PoolConfig
  /** Connections at most; docs/adr/0003. */
  readonly connections?: number
  /** How long a transaction may stand still before the database ends it, and lets go of what it locked. */
  readonly transactionIdleMs?: number
}

export const DEFAULT_CONNECTIONS = 10
/**
 * Plans are made once, for an account of the usual size (docs/adr/0004): made for the values, they take an account that
 * the statistics do not know for an empty one. What is asked is short, and many ask at once: to start workers for one of
 * them takes longer than most take. Statements that are sent together share the way to the server.
 */
const SETTINGS = '-c plan_cache_mode=force_generic_plan -c max_parallel_workers_per_gather=0'
/**
 * Nothing of ours waits for anybody inside a transaction. What still stands after that is of a process that hangs, and
 * others wait for the accounts that it has locked.
 */
const TRANSACTION_IDLE_MS = 60_000
/** A connection whose other side went without a word is noticed, also by who only waits for an answer. */
const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 60_000 }
const MAX_ATTEMPTS = 5
/** serialization_failure, deadlock_detected */
const RETRIED = new Set(['40001', '40P01'])

export function openDatabase({
  connection,
  connections = DEFAULT_CONNECTIONS,
  transactionIdleMs = TRANSACTION_IDLE_MS,
}: DatabaseOptions): Database {
  const pool = new pg.Pool({
    options: `${SETTINGS} -c idle_in_transaction_session_timeout=${transactionIdleMs}`,
    pipeline: true,
    ...KEEP_ALIVE,
    ...connection,
    max: connections,
    idleTimeoutMillis: 60_000,
  })
  // A connection that breaks, idle or between two statements of a transaction, is replaced by the pool; the next query
  // tells what is wrong. An error that nobody hears would end the process.
  pool.on('error', () => {})
  pool.on('connect', client => void client.on('error', () => {}))
  const listeners: ((committed: Committed) => void)[] = []
  const tell = (tx: Transaction) => {
    const committed = tx.committed()
    if (committed.moved.length || committed.announcements.length)
      for (const listen of listeners) listen(committed)
  }
  return {
    ...queries(query => pool.query(statement(query))),
    async write(work) {
      for (let attempt = 1; ; attempt++) {
        try {
          const { result, tx } = await inTransaction(pool, 'begin', work, commit)
          tell(tx)
          return result
        } catch (error) {
          if (attempt === MAX_ATTEMPTS || !RETRIED.has(codeOf(error))) throw error
        }
      }
    },
    async read(work) {
      return (await inTransaction(pool, 'begin isolation level repeatable read read only', work, leave))
        .result
    },
    onCommit: listener => void listeners.push(listener),
    async connect() {
      const client = new pg.Client({ ...KEEP_ALIVE, ...connection })
      await client.connect()
      return client
    },
    pool,
    close: () => pool.end(),
  }
}

async function inTransaction<T>(
  pool: pg.Pool,
  begin: string,
  work: (tx: Tx) => Promise<T>,
  finish: (tx: Transaction) => Promise<void>,
) {
  const client = await pool.connect()
  const tx = transaction(client)
  let broken: Error | undefined
  try {
    // Sent with the first statement; when it fails, so does that.
    tx.post(raw(begin))
    const result = await work(tx)
    await finish(tx)
    return { result, tx }
  } catch (error) {
    await client.query('rollback').catch(failure => {
      broken = failure
    })
    throw tx.failure() ?? error
  } finally {
    client.release(broken)
  }
}

/** A transaction in which something failed is taken back by `commit`, which says so and nothing more. */
async function commit(tx: Transaction): Promise<void> {
  const { command } = await tx.send(raw('commit'))
  if (command !== 'COMMIT') throw tx.failure() ?? new Error('a statement failed, and so the transaction')
}

/** What was read stays true however it ends: nobody waits for that. */
async function leave(tx: Transaction): Promise<void> {
  tx.post(raw('commit'))
}

interface Transaction extends Tx {
  send(query: Sql): Promise<pg.QueryResult>
  committed(): Committed
  /** Why a statement failed whose answer nobody waits for: those after it only know that one has. */
  failure(): unknown
}

function transaction(client: pg.PoolClient): Transaction {
  const moved = new Map<AccountId, Record<string, Seq>>()
  const announcements: Announcement[] = []
  let failure: unknown = null
  const hold = oneWrite(client)
  const send = (query: Sql) => {
    hold()
    return client.query(statement(query))
  }
  return {
    ...queries(send),
    send,
    moved,
    locked: new Map(),
    announce: announcement => void announcements.push(announcement),
    post(query) {
      send(query).catch(error => {
        failure ??= error
      })
    },
    failure: () => failure,
    committed: () => ({
      moved: Array.from(moved, ([accountId, states]) => ({ accountId, states })),
      announcements,
    }),
  }
}

const queries = (send: (query: Sql) => Promise<pg.QueryResult>): Queryable => ({
  rows: async <R>(query: Sql) => (await send(query)).rows as R[],
  row: async <R>(query: Sql) => ((await send(query)).rows[0] as R | undefined) ?? null,
  run: async query => rowCount(await send(query)),
})

/** Several commands in one query answer with one result each. */
const rowCount = (result: pg.QueryResult | pg.QueryResult[]): number =>
  Array.isArray(result) ? 0 : (result.rowCount ?? 0)

/** PostgreSQL's SQLSTATE of an error, or ''. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
