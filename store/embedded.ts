// The PostgreSQL that comes with the product: real, whole, private to one data folder.
//
//   <data>/postgres/     the cluster, or a link to where it stands (place.ts: when root's own home is closed to others)
//     bastide.conf       our settings, written at each start (settings.ts); local.conf is the administrator's
//     .s.PGSQL.5432      the only door: a Unix socket in a folder of mode 0700. No TCP.
//
// Invariants
//   - One live server a data folder, and a database: it holds both (claim.ts) for as long as it lives.
//   - A cluster appears at once and whole: it is made beside its place and renamed.
//   - No PostgreSQL outlives its server: a watch stops it when the server dies (process.ts), and a start first ends
//     what an earlier life may have left (leftover.ts).

import { mkdir, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import pg, { type PoolConfig } from 'pg'
import { StartError } from '../lib/config.ts'
import type { Log } from '../lib/log.ts'
import { claim } from './embedded/claim.ts'
import { createCluster, databaseName, roleName } from './embedded/cluster.ts'
import { explain } from './embedded/last-words.ts'
import { endLeftover } from './embedded/leftover.ts'
import { choosePlace, type Place } from './embedded/place.ts'
import { type PostgresProcess, startProcess } from './embedded/process.ts'
import { socketPort, writeSettings } from './embedded/settings.ts'

export interface Embedded {
  connection: PoolConfig
  pid: number
  /** Settles when PostgreSQL has ended, asked or not; the text is its last words. */
  ended: Promise<string>
  /** Ends it cleanly. Whoever holds connections closes them before. */
  stop(): Promise<void>
}

export async function startEmbedded(options: { data: string; log: Log }): Promise<Embedded> {
  const { log } = options
  const data = resolve(options.data)
  // Searchable by others, so that a system user can reach the cluster inside; listable by nobody else.
  await mkdir(data, { recursive: true, mode: 0o711 }).catch(refuse)
  const claims = [await claim(data)]
  const release = () => {
    for (const giveBack of claims) giveBack()
  }
  try {
    const place = await choosePlace(data, log)
    // Where the folder was copied with its link, the database is still the other's.
    claims.push(await claim(place.home))
    const postgres = await startIn(place, log)
    const { pid, ended } = postgres
    const stop = () => postgres.stop().finally(() => removeSocketFolder(place).finally(release))
    return { connection: connectionTo(place), pid, ended, stop }
  } catch (error) {
    release()
    return refuse(error)
  }
}

/** The way to the PostgreSQL that a server runs in this folder at the moment; null when there is none. */
export async function findEmbedded(options: { data: string; log: Log }): Promise<PoolConfig | null> {
  const connection = connectionTo(await choosePlace(resolve(options.data), options.log))
  const client = new pg.Client(connection)
  try {
    await client.connect()
    return connection
  } catch {
    return null
  } finally {
    await client.end().catch(() => {})
  }
}

async function startIn(place: Place, log: Log): Promise<PostgresProcess> {
  await createCluster(place, log)
  await writeSettings(place)
  await endLeftover(place, log)
  return startProcess(place, log)
}

function connectionTo({ socketFolder }: Place): PoolConfig {
  return { host: socketFolder, port: socketPort, user: roleName, database: databaseName }
}

async function removeSocketFolder({ cluster, socketFolder }: Place): Promise<void> {
  if (socketFolder !== cluster) await rm(socketFolder, { recursive: true, force: true })
}

// What the file system refuses is for the administrator to mend, and Node's message names the path and the reason.
function refuse(error: unknown): never {
  if (error instanceof Error && 'syscall' in error) {
    throw new StartError(`The database cannot be set up: ${explain(error.message)}`)
  }
  throw error
}
