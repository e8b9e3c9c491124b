import { type Logger, parseCronItems, run, runMigrations, type TaskList } from 'graphile-worker'
import pg from 'pg'
import type { Config } from '../../lib/config.ts'
import type { Log } from '../../lib/log.ts'
import { sql } from '../../store/sql.ts'
import type { House } from '../house.ts'
import type { Job, Jobs } from '../jobs.ts'
import type { Module } from '../module.ts'
import { keepAlive } from './alive.ts'
import { jobLogger } from './logger.ts'

export interface OpenJobs {
  readonly jobs: Jobs
  /** Runs the jobs of the house's modules in this process; what it answers with lets the running ones end. */
  run(house: House): Promise<() => Promise<void>>
}

/** What a job that fails every time is worth: with back-off, some three days. */
const MAX_ATTEMPTS = 25
const POLL_MS = 2000

/**
 * The queue: graphile-worker, in a schema of its own. It has connections of its own too, so that neither a storm of
 * jobs nor one of requests starves the other.
 */
export async function openJobs(
  { database: { connections } }: Pick<Config, 'database'>,
  log: Log,
  connection: pg.PoolConfig,
): Promise<OpenJobs> {
  const logger = jobLogger(log)
  await migrateQueue(connection, logger)
  return {
    jobs: { enqueue },
    run: house => start(house, logger, connection, Math.max(2, Math.floor(connections / 5))),
  }
}

async function migrateQueue(connection: pg.PoolConfig, logger: Logger): Promise<void> {
  const pgPool = poolOf(connection, 1)
  await runMigrations({ pgPool, logger }).finally(() => pgPool.end())
}

/** A connection that breaks fails what was asked of it; beyond that it only has to be replaced. */
function poolOf(connection: pg.PoolConfig, max: number): pg.Pool {
  const pool = new pg.Pool({ ...connection, max })
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}

const enqueue: Jobs['enqueue'] = async (tx, name, payload, options = {}) => {
  await tx.run(sql`
    select graphile_worker.add_job(${name}, payload => ${JSON.stringify(payload)}::json,
      queue_name => ${options.queue ?? null}, run_at => ${options.at ?? null}::timestamptz,
      max_attempts => ${options.maxAttempts ?? MAX_ATTEMPTS}::smallint, job_key => ${options.key ?? null})`)
}

async function start(
  house: House,
  logger: Logger,
  connection: pg.PoolConfig,
  concurrency: number,
): Promise<() => Promise<void>> {
  const taskList = tasksOf(house)
  const pool = poolOf(connection, concurrency + 2)
  const alive = await keepAlive(house.db, house.log)
  const runner = await run({
    pgPool: pool,
    concurrency,
    logger,
    noHandleSignals: true,
    pollInterval: POLL_MS,
    taskList,
    parsedCronItems: parseCronItems(house.registry.modules.flatMap(scheduleOf)),
    events: alive.events,
  })
  return async () => {
    await runner.stop()
    await alive.close()
    await pool.end()
  }
}

function tasksOf(house: House): TaskList {
  const tasks: TaskList = {}
  for (const { name: module, jobs = {} } of house.registry.modules)
    for (const [name, job] of Object.entries(jobs)) {
      if (tasks[name]) throw new Error(`two modules bring the job ${name}`)
      const log = house.log.with({ module, job: name })
      tasks[name] = payload => runJob({ ...house, log }, job, payload)
    }
  return tasks
}

async function runJob(house: House, job: Job, payload: unknown): Promise<void> {
  const started = performance.now()
  await job(house, payload as never)
  house.log.debug('a job ran', { ms: Math.round(performance.now() - started) })
}

/** A tick that nobody could run is run once when somebody can again, if that is soon. */
const BACKFILL_MS = 60 * 60_000

const scheduleOf = ({ name, schedule = [] }: Module) =>
  schedule.map(({ job, cron }) => ({
    task: job,
    match: cron,
    identifier: `${name}/${job}`,
    options: { jobKey: `${name}/${job}`, maxAttempts: 3, backfillPeriod: BACKFILL_MS },
  }))
