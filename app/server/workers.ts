import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { availableParallelism, totalmem } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { PoolConfig } from 'pg'
import { certificateOf } from '../../core/certificate/certificate.ts'
import type { House } from '../../core/house.ts'
import { type Config, StartError } from '../../lib/config.ts'
import type { OpenDoors } from './doors.ts'

// One process of Node keeps one processor busy. On a machine that has more, the doors are opened by several:
//
//   the first process   database, upgrades, jobs, certificate; takes each connection and gives it to a worker
//     worker            a house of its own on the same database, and all the doors
//     worker            …
//
// A worker that ends by itself is replaced; when the first process ends, however that is, so do they.

/** What a worker is told before it begins. */
export interface Task {
  readonly connection: PoolConfig
  readonly connections: number
}

/** What a worker tells: where it listens, or why it does not. */
export type Report =
  | { readonly ports: Readonly<Record<string, number>> }
  | { readonly failed: string; readonly isTheirs: boolean }

export const STOP = 'stop'

/** From so many cores on; below, the database needs the others. */
const FEW_CORES = 4
const MOST = 8
const BYTES_EACH = 2 * 2 ** 30
/** Of the hundred that PostgreSQL allows; the rest is for signals, jobs and commands. */
const CONNECTIONS = 72

/** How many processes are to open the doors; with one, the first does that itself. */
export function workersFor({ workers, roles }: Pick<Config, 'workers' | 'roles'>): number {
  if (roles.every(role => role === 'jobs')) return 1
  if (workers > 0) return workers
  const cores = availableParallelism()
  if (cores < FEW_CORES) return 1
  return Math.max(1, Math.min(MOST, Math.floor(cores / 2), Math.floor(totalmem() / BYTES_EACH)))
}

export const connectionsEach = ({ database }: Pick<Config, 'database'>, workers: number): number =>
  workers === 1
    ? database.connections
    : Math.max(5, Math.min(database.connections, Math.floor(CONNECTIONS / (workers + 1))))

/** Opens the doors in workers; as long as one cannot open them the first time, none stays. */
export async function openWorkers(house: House, task: Task, count: number): Promise<OpenDoors> {
  // Made once, before several would.
  const certificate = await certificateOf(house)
  const running = new Set<Worker>()
  let isStopping = false
  const start = async (): Promise<Readonly<Record<string, number>>> => {
    const worker = cluster.fork()
    running.add(worker)
    worker.once('exit', () => running.delete(worker))
    say(worker, task)
    const report = await reportOf(worker)
    if (!('ports' in report)) throw report.isTheirs ? new StartError(report.failed) : new Error(report.failed)
    worker.once('exit', (code, signal) => void replace(code, signal))
    return report.ports
  }
  const replace = async (code: number, signal: string | null) => {
    if (isStopping) return
    house.log.error('a worker has ended; another takes its place', { code, signal })
    for (let wait = FIRST_PAUSE_MS; !isStopping; wait = Math.min(wait * 2, LAST_PAUSE_MS)) {
      try {
        return void (await start())
      } catch (error) {
        house.log.error('a worker does not start', { error })
        await pause(wait)
      }
    }
  }
  const close = async () => {
    isStopping = true
    await Promise.all(Array.from(running, stop))
  }
  try {
    const [ports] = await Promise.all(Array.from({ length: count }, start))
    if (house.config.acme.enabled) void certificate.refreshOrTell()
    return { ports: ports!, close }
  } catch (error) {
    await close()
    throw error
  }
}

const FIRST_PAUSE_MS = 200
const LAST_PAUSE_MS = 10_000

async function reportOf(worker: Worker): Promise<Report> {
  const ended = once(worker, 'exit').then(([code, signal]) => ({
    failed: `a worker ended with ${signal ?? code}`,
    isTheirs: false,
  }))
  return Promise.race([once(worker, 'message').then(([report]) => report as Report), ended])
}

/** One that does not hear it any more is about to end. */
const say = (worker: Worker, what: Task | typeof STOP): void => void worker.send(what, () => {})

async function stop(worker: Worker): Promise<void> {
  const exit = once(worker, 'exit')
  say(worker, STOP)
  await exit
}
