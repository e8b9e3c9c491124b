import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { AccountId } from '../../lib/id.ts'
import { openLog } from '../../lib/log.ts'
import { sql } from '../../store/sql.ts'
import { testDatabase } from '../../test/database.ts'
import type { House } from '../house.ts'
import type { Job } from '../jobs.ts'
import { registry } from '../registry.ts'
import { listJobs, retryJob } from './list.ts'
import { openJobs } from './open.ts'

const { db, connection, close } = await testDatabase()
after(close)
const log = openLog({ write: () => {} })
const { jobs, run } = await openJobs({ database: { connections: 10 } }, log, connection)

const TOWN = 1 as AccountId

/** Runs these jobs until the work is done. */
async function running(module: Record<string, Job>, work: () => Promise<unknown>): Promise<void> {
  const bare = {
    db,
    log,
    jobs,
    registry: registry([{ name: 'example', capabilities: {}, types: [], jobs: module }]),
  }
  const stop = await run(bare as unknown as House)
  try {
    await work()
  } finally {
    await stop()
  }
}

/** A job that ends a promise when it has run. */
function told<T>(): { ran: Promise<T>; job: Job } {
  const { promise, resolve } = Promise.withResolvers<T>()
  return { ran: promise, job: async (_, payload) => resolve(payload) }
}

test('a job runs with its payload once the transaction is durable', async () => {
  const { ran, job } = told<{ n: number }>()
  await running({ say: job }, async () => {
    await db.write(tx => jobs.enqueue(tx, 'say', { n: 7 }))
    assert.deepEqual(await ran, { n: 7 })
  })
})

test('a job of a transaction that failed is never seen', async () => {
  await db
    .write(async tx => {
      await jobs.enqueue(tx, 'ghost', {})
      throw new Error('expected')
    })
    .catch(() => {})
  assert.deepEqual(await listJobs(db, TOWN), [])
})

test('a waiting job of the same key is replaced', async () => {
  const at = new Date(Date.now() + 3_600_000)
  await jobs.enqueue(db, 'later', { n: 1 }, { key: 'once', at })
  await jobs.enqueue(db, 'later', { n: 2 }, { key: 'once', at })
  const listed = await listJobs(db, TOWN)
  assert.deepEqual(
    listed.map(job => [job.name, job.state]),
    [['later', 'waiting']],
  )
  await db.run(sql`select graphile_worker.remove_job('once')`)
})

test('a failed job is listed with its error, and runs again when it is told to', async () => {
  const failing = Promise.withResolvers<void>()
  const mended = told<object>()
  let broken = true
  const job: Job = async (house, payload) => {
    if (!broken) return mended.job(house, payload)
    failing.resolve()
    throw new Error('no room left')
  }
  await running({ fragile: job }, async () => {
    await jobs.enqueue(db, 'fragile', {}, { maxAttempts: 1 })
    await failing.promise
  })
  const [listed] = await listJobs(db, TOWN)
  assert.deepEqual([listed!.state, listed!.attempts], ['failed', 1])
  assert.match(listed!.lastError!, /no room left/)
  broken = false
  await running({ fragile: job }, async () => {
    await retryJob(db, TOWN, listed!.id)
    await mended.ran
  })
  assert.deepEqual(await listJobs(db, TOWN), [])
})

test('a job that is not there cannot be retried', async () => {
  await assert.rejects(retryJob(db, TOWN, '999999'), { code: 'notFound' })
})

test('the job of a worker that was killed runs again', async () => {
  const { ran, job } = told<object>()
  await jobs.enqueue(db, 'orphan', {})
  await db.run(
    sql`update graphile_worker._private_jobs set locked_by = 'worker-dead', locked_at = now(), attempts = 1`,
  )
  await running({ orphan: job }, () => ran)
})

test('the job of a worker that lives elsewhere is left to it', async () => {
  const elsewhere = await db.connect()
  await elsewhere.query(`select pg_advisory_lock(hashtextextended('worker-alive', 0))`)
  await jobs.enqueue(db, 'busy', {})
  await db.run(
    sql`update graphile_worker._private_jobs set locked_by = 'worker-alive', locked_at = now(), attempts = 1`,
  )
  const { ran, job } = told<object>()
  await running({ busy: async () => assert.fail('stolen'), free: job }, async () => {
    await jobs.enqueue(db, 'free', {})
    await ran
  })
  assert.deepEqual(
    (await listJobs(db, TOWN)).map(one => one.state),
    ['running'],
  )
  await elsewhere.end()
})

test('two modules cannot bring a job of one name', async () => {
  const example = { capabilities: {}, types: [], jobs: { same: async () => {} } }
  const known = registry([
    { ...example, name: 'one' },
    { ...example, name: 'other' },
  ])
  await assert.rejects(
    run({ db, log, jobs, registry: known } as unknown as House),
    /two modules bring the job same/,
  )
})

test('a job about an account is seen, and hurried, in its own organisation alone', async () => {
  const { id } = (await db.row<{ id: AccountId }>(
    sql`insert into account (organisation_id, name) values (77, 'Castelnau') returning account_id as id`,
  ))!
  const at = new Date(Date.now() + 3_600_000)
  await jobs.enqueue(db, 'theirs', { accountId: id }, { at })
  const named = async (organisation: number) =>
    (await listJobs(db, organisation as AccountId)).filter(({ name }) => name === 'theirs')
  const [job] = await named(77)
  assert.deepEqual(await named(TOWN), [])
  await assert.rejects(retryJob(db, TOWN, job!.id), { code: 'notFound' })
  await retryJob(db, 77 as AccountId, job!.id)
})
