import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
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

export interface TestDatabase {
  readonly db: Database
  readonly connection: PoolConfig
  close(): Promise<void>
}

/** A fresh database with the store's tables and those of the areas; it goes when it is closed. */
export async function testDatabase(areas: readonly Migrations[] = []): Promise<TestDatabase> {
  const fresh = await emptyDatabase()
  await migrate(fresh.db, [STORE_MIGRATIONS, ...areas])
  return fresh
}

/** One without any table. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const server = await connection()
  const database = `t_${randomUUID().replaceAll('-', '')}`
  await asOwner(server, owner => owner.run(sql`create database ${name(database)}`))
  const own = { ...server, database }
  const db = openDatabase({ connection: own })
  const close = async () => {
    await db.close()
    await asOwner(server, owner => owner.run(sql`drop database ${name(database)} with (force)`))
    await leave()
  }
  return { db, connection: own, close }
}

async function asOwner(server: PoolConfig, work: (db: Database) => Promise<unknown>): Promise<void> {
  const owner = openDatabase({ connection: server, connections: 1 })
  await work(owner).finally(() => owner.close())
}

let own: { embedded: Promise<Embedded>; data: string; users: number } | null = null

/** The run's server, or one for this file alone when it runs by itself. */
async function connection(): Promise<PoolConfig> {
  const shared = process.env[TEST_DATABASE]
  if (shared) return JSON.parse(shared) as PoolConfig
  if (own === null) {
    const data = mkdtempSync(join(tmpdir(), 'bastide-test-'))
    // Searchable, so that the system user that runs the database for root reaches it there.
    chmodSync(data, 0o711)
    own = { embedded: startEmbedded({ data, log: openLog({ write: () => {} }) }), data, users: 0 }
  }
  own.users += 1
  return (await own.embedded).connection
}

/** The file's own server goes with the last of its databases. */
async function leave(): Promise<void> {
  if (own === null || --own.users > 0) return
  const { embedded, data } = own
  own = null
  await (await embedded).stop()
  await rm(data, { recursive: true, force: true })
}
