import { rm } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { openLog } from '../lib/log.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { startEmbedded } from '../store/embedded.ts'
import { raw, sql } from '../store/sql.ts'
import { dataFolder } from './folder.ts'

/**
 * Stamps in the rows against a log beside them, for docs/adr/0001: a million narrow emails in one account.
 * Run alone: node_modules/.bin/node bench/stamps.ts
 */
const EMAILS = 1_000_000
const FLAGGED = 100_000
const WRITERS = 10
const SECONDS = 5

interface Design {
  readonly name: string
  readonly tables: string
  /** Flags `count` emails whose ids follow `from`. */
  flag(db: Database, from: number, count: number): Promise<void>
  /** Ids changed since a number, at most 500. */
  changes(db: Database, since: number): Promise<unknown[]>
}

const EMAIL = `account_id bigint not null, id bigint not null, seq bigint not null, thread_id bigint not null,
  digest bytea not null, size int not null, received_at timestamptz not null, keywords text[] not null,
  has_attachment boolean not null, primary key (account_id, id)`

const stamps: Design = {
  name: 'stamps',
  tables: `create table email (${EMAIL}); create index email_seq on email (account_id, seq);`,
  flag: (db, from, count) =>
    db.write(async tx => {
      const row = await tx.row<{ seq: number }>(
        sql`update account set seq = seq + ${count} where account_id = 1 returning seq`,
      )
      await tx.run(sql`update email e set keywords = '{$seen,$flagged}', seq = ${row!.seq - count} + r.at
        from (select id, row_number() over () as at from email where account_id = 1 and id > ${from} and id <= ${from + count}) r
        where e.account_id = 1 and e.id = r.id`)
    }),
  changes: (db, since) =>
    db.rows(sql`select id from email where account_id = 1 and seq > ${since} order by seq limit 500`),
}

const log: Design = {
  name: 'log',
  tables: `create table email (${EMAIL}) with (fillfactor = 80); create table change (account_id bigint not null, seq bigint not null,
    type smallint not null, id bigint not null, kind smallint not null, primary key (account_id, seq));`,
  flag: (db, from, count) =>
    db.write(async tx => {
      const row = await tx.row<{ seq: number }>(
        sql`update account set seq = seq + ${count} where account_id = 1 returning seq`,
      )
      await tx.run(sql`with changed as (update email set keywords = '{$seen,$flagged}'
          where account_id = 1 and id > ${from} and id <= ${from + count} returning id)
        insert into change select 1, ${row!.seq - count} + row_number() over (), 1, id, 2 from changed`)
    }),
  changes: (db, since) =>
    db.rows(sql`select id, max(seq) from change where account_id = 1 and type = 1 and seq > ${since} and seq <= ${since + 500}
      group by id order by 2`),
}

/** What IMAP's MODSEQ would ask of the log: the number on the row as well, with its index. */
const both: Design = {
  name: 'log + seq on the row',
  tables: `${log.tables} alter table email set (fillfactor = 100); create index email_seq on email (account_id, seq);`,
  changes: log.changes,
  flag: (db, from, count) =>
    db.write(async tx => {
      const row = await tx.row<{ seq: number }>(
        sql`update account set seq = seq + ${count} where account_id = 1 returning seq`,
      )
      await tx.run(sql`with changed as (update email e set keywords = '{$seen,$flagged}', seq = ${row!.seq - count} + r.at
          from (select id, row_number() over () as at from email where account_id = 1 and id > ${from} and id <= ${from + count}) r
          where e.account_id = 1 and e.id = r.id returning e.seq, e.id)
        insert into change select 1, seq, 1, id, 2 from changed`)
    }),
}

async function measure(design: Design): Promise<Record<string, number | string>> {
  const data = await dataFolder()
  const embedded = await startEmbedded({ data, log: openLog({ level: 'error' }) })
  const db = openDatabase({ connection: embedded.connection, connections: WRITERS })
  try {
    await fill(db, design)
    const size = await bytes(db)
    const bulk = await timed(() => design.flag(db, 0, FLAGGED))
    const grown = (await bytes(db)) - size
    const again = await timed(() => design.flag(db, 0, FLAGGED))
    const first = await timed(() => design.changes(db, EMAILS))
    const rate = await hammer(db, design)
    return {
      design: design.name,
      'bulk flag 100,000 (ms)': bulk,
      'growth (MB)': Math.round(grown / 2 ** 20),
      'the same again (ms)': again,
      'changes, first 500 (ms)': first,
      'single flags/s, 10 writers, one account': rate,
    }
  } finally {
    await db.close()
    await embedded.stop()
    await rm(data, { recursive: true, force: true })
  }
}

async function fill(db: Database, design: Design): Promise<void> {
  await db.run(
    raw(
      `create table account (account_id bigint primary key, seq bigint not null) with (fillfactor = 50); ${design.tables}`,
    ),
  )
  await db.run(sql`insert into account values (1, ${EMAILS})`)
  await db.run(sql`insert into email select 1, n, n, n, sha256(n::text::bytea), 4000, now() - make_interval(secs => n), '{}', false
    from generate_series(1, ${EMAILS}::int) n`)
  await db.run(raw('vacuum analyze'))
}

const bytes = async (db: Database) =>
  (await db.row<{ n: number }>(sql`select sum(pg_total_relation_size(oid))::bigint as n from pg_class
    where relname in ('email', 'change') `))!.n

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return Math.round((performance.now() - start) * 10) / 10
}

async function hammer(db: Database, design: Design): Promise<number> {
  const end = performance.now() + SECONDS * 1000
  let done = 0
  const writer = async (at: number) => {
    for (let n = at; performance.now() < end; n += WRITERS, done++) await design.flag(db, 200_000 + n, 1)
  }
  await Promise.all(Array.from({ length: WRITERS }, (_, i) => writer(i)))
  return Math.round(done / SECONDS)
}

console.log(`load ${loadavg()[0]?.toFixed(1)}`)
for (const design of [stamps, log, both]) console.table([await measure(design)])
