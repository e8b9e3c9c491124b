import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { StartError } from '../../lib/config.ts'
import type { Log } from '../../lib/log.ts'
import { run, writeAs } from './owner.ts'
import type { Place } from './place.ts'
import { farewells } from './process.ts'

const lookEvery = 100

/**
 * Ends the PostgreSQL that a killed server has left on this cluster. We hold the claim on the data folder, so it can
 * be nobody else's. Its lock file names a process; the number may have gone to another since, which is left alone.
 */
export async function endLeftover(place: Place, log: Log): Promise<void> {
  const pid = await readPid(place)
  if (pid === null || !isTaken(pid)) return
  if (process.platform !== 'linux') throw inUse(place, pid)
  if (await isOnCluster(pid, place)) {
    log.warn(`Ending the PostgreSQL (process ${pid}) that an earlier start has left.`)
    await end(pid, place)
  }
  await disown(place)
}

async function readPid({ cluster }: Place): Promise<number | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => null)
  const pid = Number.parseInt(text ?? '', 10)
  return pid > 0 ? pid : null
}

function isTaken(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

// A postmaster works in its cluster's folder. Asked as its owner: root in a container may be denied the look.
async function isOnCluster(pid: number, { cluster, owner }: Place): Promise<boolean> {
  return (await run(owner, '/bin/sh', ['-c', '[ "$0" -ef "$1" ]', `/proc/${pid}/cwd`, cluster])).ok
}

async function end(pid: number, place: Place): Promise<void> {
  for (const [signal, milliseconds] of farewells) {
    await run(place.owner, '/bin/sh', ['-c', 'kill -s "$0" "$1"', signal.slice('SIG'.length), String(pid)])
    for (const until = Date.now() + milliseconds; Date.now() < until; await pause(lookEvery)) {
      if (!(await isOnCluster(pid, place))) return
    }
  }
  throw inUse(place, pid)
}

/**
 * PostgreSQL would take any living process of that number for a postmaster and refuse. The file stays, for it also
 * names the shared memory by which PostgreSQL makes sure that no old process writes; only the number is changed to
 * ours, which PostgreSQL knows to be its parent's and so a trace of the past.
 */
async function disown(place: Place): Promise<void> {
  const file = join(place.cluster, 'postmaster.pid')
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text !== null) await writeAs(place.owner, file, text.replace(/^\d+/, String(process.pid)))
}

function inUse({ cluster }: Place, pid: number): StartError {
  return new StartError(
    `The database in ${cluster} seems to be in use by process ${pid}: end it and start again.`,
  )
}
