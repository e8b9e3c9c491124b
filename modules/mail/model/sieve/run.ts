import type { House } from '../../../../core/house.ts'
import { Refused } from '../../../../lib/errors.ts'
import type { AccountId, RecordId } from '../../../../lib/id.ts'
import type { Access } from '../../../../store/access.ts'
import type { Queryable, Tx } from '../../../../store/database.ts'
import { deleteRecords, touchRecords } from '../../../../store/records/write.ts'
import { lockAccounts, take } from '../../../../store/sequence.ts'
import { sql } from '../../../../store/sql.ts'
import { sieveRun } from '../../types.ts'
import { among } from '../among.ts'
import { requireMailboxes } from '../rights.ts'

// Rules on the mail that lies in a mailbox already, as the house's own work. What is to be done is a row; each batch is a
// transaction of its own (run-batch.ts) that moves the row on, so a run goes on where it stood, and every page follows it.

export interface RunWish {
  readonly name: string
  readonly mailboxId: RecordId
  readonly script: string
}

export const RUN_JOB = 'mail.sieve.run'

/** Runs of an account that go on at once, and that are remembered once they are over. */
const MAX_GOING = 5
const MAX_KEPT = 10

/** Begins with what lies there now: what comes in later is filtered as it comes. */
export async function createRun(
  tx: Tx,
  house: House,
  access: Access,
  { name, mailboxId, script }: RunWish,
): Promise<RecordId> {
  const { accountId } = access
  await lockAccounts(tx, [accountId])
  await requireMailboxes(tx, access, [mailboxId], 'mayReadItems')
  await makeRoom(tx, accountId)
  const id = (await take(tx, accountId, { [sieveRun.name]: 1 }))[sieveRun.name] as number as RecordId
  await tx.run(sql`
    insert into sieve_run (account_id, id, seq, name, mailbox_id, script, state, total, started_at, end_uid)
    select ${accountId}::bigint, ${id}::bigint, ${id}::bigint, ${name}, id, ${script}, 'running', total_emails,
      date_trunc('second', ${house.now()}::timestamptz), uid_next
    from mailbox where account_id = ${accountId} and id = ${mailboxId}`)
  await planRun(tx, house, accountId, id)
  return id
}

async function makeRoom(tx: Tx, accountId: AccountId): Promise<void> {
  const rows = await tx.rows<{ id: RecordId; isGoing: boolean }>(sql`
    select id, state in ('running', 'undoing') as "isGoing" from sieve_run
    where account_id = ${accountId} order by id desc`)
  if (rows.filter(run => run.isGoing).length >= MAX_GOING)
    throw new Refused('tooMany', `not more than ${MAX_GOING} runs go on at once`, { type: 'overQuota' })
  const over = rows.filter(run => !run.isGoing).map(run => run.id)
  await destroyRuns(tx, accountId, over.slice(MAX_KEPT - 1))
}

/** The next batch of a run; an account's runs take turns. */
export const planRun = (tx: Tx, house: House, accountId: AccountId, runId: RecordId): Promise<void> => {
  const queue = `${RUN_JOB}.${accountId}`
  return house.jobs.enqueue(tx, RUN_JOB, { accountId, runId }, { key: `${queue}.${runId}`, queue })
}

/** Called off: what was done stays done. */
export async function stopRun(tx: Tx, house: House, accountId: AccountId, id: RecordId): Promise<void> {
  await lockAccounts(tx, [accountId])
  const stopped = await tx.run(sql`
    update sieve_run set state = 'stopped', ended_at = date_trunc('second', ${house.now()}::timestamptz)
    where account_id = ${accountId} and id = ${id} and state = 'running'`)
  if (stopped === 0) await refuseState(tx, accountId, id)
  await touchRecords(tx, accountId, sieveRun, [id])
}

/** Takes back what a run has done that is over. */
export async function undoRun(tx: Tx, house: House, accountId: AccountId, id: RecordId): Promise<void> {
  await lockAccounts(tx, [accountId])
  const begun = await tx.run(sql`
    update sieve_run set state = 'undoing', total = changed, done = 0, changed = 0, ended_at = null
    where account_id = ${accountId} and id = ${id} and state in ('done', 'stopped', 'failed')`)
  if (begun === 0) await refuseState(tx, accountId, id)
  await touchRecords(tx, accountId, sieveRun, [id])
  await planRun(tx, house, accountId, id)
}

async function refuseState(db: Queryable, accountId: AccountId, id: RecordId): Promise<never> {
  const run = await db.row<{ state: string }>(sql`
    select state from sieve_run where account_id = ${accountId} and id = ${id}`)
  if (!run) throw new Refused('notFound', 'there is no such run')
  throw new Refused('notPossible', `the run is ${run.state}`)
}

/** Forgotten, and called off where it goes on. */
export async function destroyRuns(
  tx: Tx,
  accountId: AccountId,
  ids: readonly RecordId[],
): Promise<RecordId[]> {
  await lockAccounts(tx, [accountId])
  await tx.run(sql`delete from sieve_run_email where account_id = ${accountId} and run_id in ${among(ids)}`)
  return deleteRecords(tx, accountId, sieveRun, ids)
}
