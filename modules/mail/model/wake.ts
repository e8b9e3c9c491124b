import type { House } from '../../../core/house.ts'
import { Refused } from '../../../lib/errors.ts'
import type { AccountId, RecordId } from '../../../lib/id.ts'
import type { Tx } from '../../../store/database.ts'
import { lockAccounts, take } from '../../../store/sequence.ts'
import { type Sql, sql } from '../../../store/sql.ts'
import { EMAIL_ARRIVAL } from '../types.ts'
import { among } from './among.ts'
import { furnishRole } from './furnish.ts'
import { setKeywords } from './keywords.ts'
import { findRole } from './mailboxes.ts'
import { setMailboxes } from './membership.ts'
import { asOwner } from './rights.ts'
import { planWaking, WAKE_JOB } from './snooze.ts'

/** Every few minutes, for what a job was lost for. */
export const WAKE_SWEEP_JOB = 'mail.wake.sweep'

/** Emails that come back in one transaction. */
const AT_ONCE = 500

/** The job of an account: brings back what is due, and plans the next. Run twice, it finds nothing due. */
export async function wakeDue(house: House, { accountId }: { accountId: AccountId }): Promise<void> {
  await house.db.write(async tx => {
    await lockAccounts(tx, [accountId])
    await wake(
      tx,
      house,
      accountId,
      sql`z.until <= ${house.now()}::timestamptz order by z.until limit ${AT_ONCE}`,
    )
    await planWaking(tx, house, accountId)
  })
}

export async function wakeOverdue(house: House): Promise<void> {
  const accounts = await house.db.rows<{ accountId: AccountId }>(sql`
    select account_id as "accountId" from snooze where not is_over
    group by account_id having min(until) <= ${house.now()}::timestamptz`)
  for (const { accountId } of accounts)
    await house.db.write(tx =>
      house.jobs.enqueue(tx, WAKE_JOB, { accountId }, { key: `${WAKE_JOB}.${accountId}` }),
    )
}

/** An answer has come: the rest of its thread comes back with it. What is junk is no answer. */
export const wakeAnswered = (
  tx: Tx,
  house: House,
  accountId: AccountId,
  arrived: readonly RecordId[],
): Promise<void> =>
  wake(
    tx,
    house,
    accountId,
    sql`exists (
      select from mailbox_email n join mailbox b on b.account_id = n.account_id and b.id = n.mailbox_id
      where n.account_id = z.account_id and n.email_id in ${among(arrived)} and n.thread_id = e.thread_id
        and coalesce(b.role, '') not in ('junk', 'trash'))`,
  )

interface Sleeper {
  id: RecordId
  heldIn: RecordId
  target: RecordId
  keywords: Record<string, boolean>
}

async function wake(tx: Tx, house: House, accountId: AccountId, which: Sql): Promise<void> {
  const owner = asOwner(accountId)
  const inbox = (await findRole(tx, owner, 'inbox')) ?? (await furnishRole(tx, accountId, 'inbox'))
  const sleepers = await tx.rows<Sleeper>(sql`
    select z.email_id as id, z.held_in as "heldIn", coalesce(b.id, ${inbox}::bigint) as target, z.keywords
    from snooze z join email e on e.account_id = z.account_id and e.id = z.email_id
    left join mailbox b on b.account_id = z.account_id and b.id = z.move_to
    where z.account_id = ${accountId} and not z.is_over and ${which}`)
  if (sleepers.some(({ target }) => target === inbox)) await take(tx, accountId, { [EMAIL_ARRIVAL]: 1 })
  for (const group of Map.groupBy(sleepers, ({ id: _, ...way }) => JSON.stringify(way)).values())
    await wakeAlike(
      tx,
      house,
      accountId,
      group.map(({ id }) => id),
      group[0]!,
    )
}

/** They stand in lists where they come back, at the top, however late it is. */
async function wakeAlike(
  tx: Tx,
  house: House,
  accountId: AccountId,
  ids: readonly RecordId[],
  { heldIn, target, keywords }: Sleeper,
): Promise<void> {
  const owner = asOwner(accountId)
  await tx.run(sql`
    with put as (
      update snooze set is_over = true, held_in = ${target}, until = date_trunc('second', ${house.now()}::timestamptz)
      where account_id = ${accountId} and email_id in ${among(ids)} returning email_id, until)
    update mailbox_email h set listed_at = put.until from put
    where h.account_id = ${accountId} and h.email_id = put.email_id`)
  const words = (on: boolean) => Object.keys(keywords).filter(word => keywords[word] === on)
  try {
    await setKeywords(tx, owner, ids, { add: words(true), remove: words(false) })
  } catch (error) {
    // One that has no room for another keyword comes back without it.
    if (!(error instanceof Refused)) throw error
  }
  await setMailboxes(tx, house, owner, ids, { add: [target], remove: [heldIn] })
}
