import { rm } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { openLog } from '../lib/log.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { startEmbedded } from '../store/embedded.ts'
import { raw, sql } from '../store/sql.ts'
import { median } from './figures.ts'
import { dataFolder } from './folder.ts'

/**
 * How many connections one process needs, for docs/adr/0003: a hundred who ask at once, with pools of several sizes.
 * Run alone: node_modules/.bin/node bench/pool.ts
 */
const SIZES = [2, 5, 10, 20, 40]
const ASKERS = 100
const ACCOUNTS = 1000
const ROWS_OF_ACCOUNT = 200
const SECONDS = 3
/** Turn and turn about, so that a busy moment of the machine does not fall on one size alone. */
const ROUNDS = 3

async function main(): Promise<void> {
  const data = await dataFolder()
  const embedded = await startEmbedded({ data, log: openLog({ level: 'error' }) })
  const open = (connections: number) => openDatabase({ connection: embedded.connection, connections })
  try {
    const db = open(1)
    await fill(db).finally(() => db.close())
    console.log(`load ${loadavg()[0]?.toFixed(1)}`)
    const rounds: { connections: number; reads: number; writes: number }[] = []
    for (let round = 0; round < ROUNDS; round++)
      for (const connections of SIZES) {
        const db = open(connections)
        const reads = await rate(account => page(db, account))
        const writes = await rate(account => change(db, account))
        rounds.push({ connections, reads, writes })
        await db.close()
      }
    for (const connections of SIZES) {
      const own = rounds.filter(round => round.connections === connections)
      const [reads, writes] = [median(own.map(each => each.reads)), median(own.map(each => each.writes))]
      console.table([{ connections, 'pages read/s': reads, 'durable writes/s': writes }])
    }
  } finally {
    await embedded.stop()
    await rm(data, { recursive: true, force: true })
  }
}

async function fill(db: Database): Promise<void> {
  await db.run(
    raw(`create table account (account_id bigint primary key, seq bigint not null) with (fillfactor = 50);
      create table record (account_id bigint, id bigint, seq bigint, text text, primary key (account_id, id));
      create index record_seq on record (account_id, seq);`),
  )
  await db.run(
    sql`insert into account select n, ${ROWS_OF_ACCOUNT} from generate_series(1, ${ACCOUNTS}::int) n`,
  )
  await db.run(sql`insert into record select a, n, n, repeat('x', 200)
    from generate_series(1, ${ACCOUNTS}::int) a, generate_series(1, ${ROWS_OF_ACCOUNT}::int) n`)
  await db.run(raw('vacuum analyze'))
}

const page = (db: Database, account: number): Promise<unknown> =>
  db.rows(sql`select id, seq, text from record where account_id = ${account} order by seq desc limit 50`)

/** As every verb does: the account's row is locked, its number moves, a record takes it. */
const change = (db: Database, account: number): Promise<unknown> =>
  db.write(async tx => {
    const row = await tx.row<{ seq: number }>(
      sql`update account set seq = seq + 1 where account_id = ${account} returning seq`,
    )
    await tx.run(
      sql`update record set seq = ${row!.seq} where account_id = ${account} and id = ${1 + (row!.seq % 100)}`,
    )
  })

async function rate(act: (account: number) => Promise<unknown>): Promise<number> {
  const end = performance.now() + SECONDS * 1000
  let done = 0
  const asker = async (at: number) => {
    for (let n = at; performance.now() < end; n += ASKERS, done++) await act(1 + (n % ACCOUNTS))
  }
  await Promise.all(Array.from({ length: ASKERS }, (_, at) => asker(at)))
  return Math.round(done / SECONDS)
}

await main()
