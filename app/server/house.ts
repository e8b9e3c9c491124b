import { join } from 'node:path'
import type { PoolConfig } from 'pg'
import { followActivity } from '../../core/activity.ts'
import type { House } from '../../core/house.ts'
import { openJobs } from '../../core/jobs/open.ts'
import { openLogin } from '../../core/login/login.ts'
import type { Module } from '../../core/module.ts'
import { followSwitches } from '../../core/modules.ts'
import { openOutgoing } from '../../core/outgoing/outgoing.ts'
import { followStates } from '../../core/push/follow.ts'
import { registry } from '../../core/registry.ts'
import { openSignals } from '../../core/signals/open.ts'
import { type Config, StartError } from '../../lib/config.ts'
import type { Log } from '../../lib/log.ts'
import { openBlobs } from '../../store/blobs/blobs.ts'
import { directoryPlace } from '../../store/blobs/directory.ts'
import type { Place } from '../../store/blobs/place.ts'
import { s3Place } from '../../store/blobs/s3.ts'
import { type Database, openDatabase } from '../../store/database.ts'
import { startEmbedded } from '../../store/embedded.ts'
import { migrate, STORE_MIGRATIONS } from '../../store/migrate.ts'
import { checkDescriptor } from '../../store/records/check.ts'
import { sql } from '../../store/sql.ts'
import { openTemporary } from './temporary.ts'

export interface OpenHouse {
  readonly house: House
  /** For other processes of this machine. */
  readonly connection: PoolConfig
  /** Settles when the embedded database ends by itself: nothing can go on then. */
  readonly broken: Promise<string>
  close(): Promise<void>
}

/**
 * Everything below the doors, brought up in order and taken down in reverse. With a connection, on a database that
 * another process has brought up, and keeps up to date.
 */
export async function openHouse(
  config: Config,
  log: Log,
  modules: readonly Module[],
  joined: PoolConfig | null = null,
): Promise<OpenHouse> {
  const server = joined ? foreign(joined) : await databaseServer(config, log)
  const db = openDatabase({ connection: server.connection, connections: config.database.connections })
  const closing: (() => Promise<unknown>)[] = [server.stop, () => db.close()]
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step()
  }
  try {
    if (!joined) await prepareTables(db, modules, log)
    const signals = await openSignals(config, db, log)
    closing.push(() => signals.close())
    const known = registry(modules)
    const outgoing = openOutgoing(config.outgoing)
    closing.push(() => outgoing.close())
    const temporary = join(config.data, 'tmp')
    // Who has brought up an embedded database is the first in its folder.
    await openTemporary(temporary, !joined && !config.databaseUrl)
    const { jobs, run } = await openJobs(config, log, server.connection)
    const house: House = {
      config,
      log,
      db,
      blobs: openBlobs(db, temporary, placeOf(config)),
      signals,
      jobs,
      login: await openLogin({ db, log, config }),
      outgoing,
      registry: known,
      now: () => new Date(),
    }
    await followSwitches(house)
    const activity = followActivity(house)
    closing.push(() => activity.close())
    if (config.roles.includes('jobs')) {
      closing.push(await run(house))
      const stop = followStates(house)
      closing.push(async () => stop())
    }
    return { house, connection: server.connection, broken: server.ended, close }
  } catch (error) {
    await close()
    throw error
  }
}

interface DatabaseServer {
  readonly connection: PoolConfig
  readonly ended: Promise<string>
  stop(): Promise<void>
}

async function databaseServer(config: Config, log: Log): Promise<DatabaseServer> {
  if (!config.databaseUrl) return startEmbedded({ data: config.data, log })
  const connection = { connectionString: config.databaseUrl, connectionTimeoutMillis: 10_000 }
  const db = openDatabase({ connection, connections: 1 })
  try {
    await db.run(sql`select 1`)
  } catch (error) {
    throw new StartError(`The database at DATABASE_URL cannot be reached: ${(error as Error).message}.`)
  } finally {
    await db.close()
  }
  return foreign(connection)
}

const foreign = (connection: PoolConfig): DatabaseServer => ({
  connection,
  ended: new Promise(() => {}),
  stop: async () => {},
})

async function prepareTables(db: Database, modules: readonly Module[], log: Log): Promise<void> {
  const areas = [STORE_MIGRATIONS, ...modules.flatMap(module => module.migrations ?? [])]
  await migrate(db, areas, step => log.info('the database is brought up to date', step))
  const faults = await Promise.all(
    modules.flatMap(m => m.types.map(type => checkDescriptor(db, type.descriptor))),
  )
  if (faults.flat().length) throw new Error(`descriptors and tables differ:\n${faults.flat().join('\n')}`)
}

function placeOf(config: Config): Place | null {
  if (config.blobs.store === 'database') return null
  return config.blobs.store === 's3' ? s3Place(config.blobs.s3) : directoryPlace(join(config.data, 'blobs'))
}
