import { createHash, randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PoolConfig } from 'pg'
import { openLog } from '../lib/log.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { type Embedded, startEmbedded } from '../store/embedded.ts'
import { type Migrations, migrate, STORE_MIGRATIONS } from '../store/migrate.ts'
import { name, sql } from '../store/sql.ts'

/** Where the whole run's PostgreSQL listens; test/run.ts starts one and tells it here, as JSON. */
export const TEST_DATABASE = 'BASTIDE_TEST_DATABASE'

export interface TestServer {
  readonly connection: PoolConfig
  /** For the files that go with what is filled once. It goes with the server. */
  readonly folder: string
}

export interface TestDatabase {
  readonly db: Database
  readonly connection: PoolConfig
  /** As DATABASE_URL. */
  readonly url: string
  close(): Promise<void>
}

/** A fresh database with the store's tables and those of the areas; it goes when it is closed. */
export function testDatabase(areas: readonly Migrations[] = []): Promise<TestDatabase> {
  const all = [STORE_MIGRATIONS, ...areas]
  return copiedDatabase(`tables of ${all.map(({ folder }) => folder)}`, ({ db }) => migrate(db, all))
}

/** One without any table. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const { connection } = await enter()
  return create(connection)
}

/** A copy, and the folder where whoever filled the original has left files: they are to be copied too. */
export interface CopiedDatabase extends TestDatabase {
  readonly files: string
}

/** A database as `fill` leaves it. The first in a run to want one of this key fills it; all have copies of that one. */
export async function copiedDatabase(
  key: string,
  fill: (empty: TestDatabase, files: string) => Promise<unknown>,
): Promise<CopiedDatabase> {
  const { connection, folder } = await enter()
  const original = `original_${createHash('sha256').update(key).digest('hex').slice(0, 32)}`
  const files = join(folder, original)
  await asOwner(connection, owner =>
    owner.write(async tx => {
      await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${original}, 0))`)
      if (await tx.row(sql`select from pg_database where datname = ${original}`)) return
      await rm(files, { recursive: true, force: true })
      await mkdir(files, { mode: 0o711 })
      const draft = await create(connection)
      try {
        await fill(draft, files)
      } catch (error) {
        await draft.close()
        throw error
      }
      await draft.db.close()
      const rename = sql`alter database ${name(String(draft.connection.database))} rename to ${name(original)}`
      await asOwner(connection, other => other.run(rename))
    }),
  )
  return { ...(await create(connection, original)), files }
}

async function create(server: PoolConfig, original = 'template1'): Promise<TestDatabase> {
  const database = `t_${randomUUID().replaceAll('-', '')}`
  await asOwner(server, owner => owner.run(sql`create database ${name(database)} template ${name(original)}`))
  const own = { ...server, database }
  const { host, user, port } = own
  const db = openDatabase({ connection: own })
  const close = async () => {
    await db.close()
    await asOwner(server, owner => owner.run(sql`drop database ${name(database)} with (force)`))
    await leave()
  }
  const url = `postgresql://${user}@localhost:${port}/${database}?host=${encodeURIComponent(String(host))}`
  return { db, connection: own, url, close }
}

async function asOwner(server: PoolConfig, work: (db: Database) => Promise<unknown>): Promise<void> {
  // It stands still for as long as another database takes to be filled.
  const owner = openDatabase({ connection: server, connections: 1, transactionIdleMs: 0 })
  await work(owner).finally(() => owner.close())
}

let own: { embedded: Promise<Embedded>; data: string; users: number } | null = null

/** The run's server, or one for this file alone when it runs by itself. */
async function enter(): Promise<TestServer> {
  const shared = process.env[TEST_DATABASE]
  if (shared) return JSON.parse(shared) as TestServer
  if (own === null) {
    const data = mkdtempSync(join(tmpdir(), 'bastide-test-'))
    // Searchable, so that the system user that runs the database for root reaches it there.
    chmodSync(data, 0o711)
    own = { embedded: startEmbedded({ data, log: openLog({ write: () => {} }) }), data, users: 0 }
  }
  own.users += 1
  return { connection: (await own.embedded).connection, folder: own.data }
}

/** The file's own server goes with the last of its databases. */
async function leave(): Promise<void> {
  if (own === null || --own.users > 0) return
  const { embedded, data } = own
  own = null
  await (await embedded).stop()
  await rm(data, { recursive: true, force: true })
}
