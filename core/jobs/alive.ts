import { EventEmitter } from 'node:events'
import type { WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import type { Log } from '../../lib/log.ts'
import type { Database } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'

// A worker that was killed leaves its jobs locked, and the queue would wait hours for it. So each living worker holds
// an advisory lock of its name, on a connection that dies with the process: whose lock is free is dead.

const SWEEP_MS = 30_000
/** A worker may take a job a moment before it holds its lock. */
const YOUNG_SECONDS = 5

export interface Alive {
  /** For the runner, which tells of its workers there. */
  readonly events: WorkerEvents
  close(): Promise<void>
}

export async function keepAlive(db: Database, log: Log): Promise<Alive> {
  const names = new Set<string>()
  const events = new EventEmitter() as WorkerEvents
  let holder = holding(await db.connect())
  await freeJobsOfTheDead(db, log, 0)
  const failed = (error: unknown) => log.warn('the jobs of dead workers could not be looked for', { error })
  events.on('worker:create', ({ worker }) => {
    names.add(worker.workerId)
    holder.hold(worker.workerId).catch(failed)
  })
  const sweep = async () => {
    if (holder.broken()) {
      holder = holding(await db.connect())
      for (const name of names) await holder.hold(name)
    }
    await freeJobsOfTheDead(db, log, YOUNG_SECONDS)
  }
  const timer = setInterval(() => void sweep().catch(failed), SWEEP_MS).unref()
  return {
    events,
    async close() {
      clearInterval(timer)
      await holder.close()
    },
  }
}

function holding(client: pg.Client) {
  let broken = false
  let last: Promise<unknown> = Promise.resolve()
  client.on('error', () => (broken = true))
  client.on('end', () => (broken = true))
  return {
    broken: () => broken,
    /** One question at a time: the workers of a runner are born together. */
    hold(name: string): Promise<unknown> {
      const ask = () => client.query('select pg_advisory_lock(hashtextextended($1, 0))', [name])
      last = last.then(ask, ask)
      return last
    },
    close: () => client.end().catch(() => {}),
  }
}

/** The lock is taken and let go within the statement: what could be taken has no owner. */
async function freeJobsOfTheDead(db: Database, log: Log, olderThan: number): Promise<void> {
  const dead = await db.rows<{ name: string }>(sql`
    select name from (
      select distinct locked_by as name from graphile_worker.jobs
      where locked_by is not null and locked_at <= now() - make_interval(secs => ${olderThan}::int) offset 0) held
    where pg_try_advisory_xact_lock(hashtextextended(name, 0))`)
  if (dead.length === 0) return
  const names = dead.map(row => row.name)
  await db.run(sql`select graphile_worker.force_unlock_workers(${names}::text[])`)
  log.info('jobs of workers that died run again', { workers: names.length })
}
