import type { House } from '../../../core/house.ts'
import type { AccountId, RecordId, Seq } from '../../../lib/id.ts'
import type { Access } from '../../../store/access.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import { lockAccounts, take } from '../../../store/sequence.ts'
import { sql } from '../../../store/sql.ts'
import { settleCounts, tally } from './counts.ts'
import { destroyEmails } from './destroy.ts'
import { noteLessons } from './junk/learn.ts'
import { deleteMemberships, type Filed, insertMemberships, type Stamped } from './membership-rows.ts'
import { requireMailboxes } from './rights.ts'
import { endSnoozes } from './snooze.ts'
import { isShared, touchThreads } from './thread.ts'

/** Mailboxes that some emails come into and leave, the same for all. */
export interface MailboxChange {
  readonly add: readonly RecordId[]
  readonly remove: readonly RecordId[]
}

export interface Moved {
  /** Memberships that were made, in the order of the emails given. */
  readonly filed: readonly Filed[]
  readonly left: readonly Filed[]
  /** Emails that changed and still stand, with their new seq. */
  readonly changed: ReadonlyMap<RecordId, Seq>
  /** Emails that no mailbox held any longer. */
  readonly destroyed: readonly RecordId[]
}

interface Standing {
  id: RecordId
  threadId: RecordId
  mailboxes: RecordId[]
}

/**
 * Files any number of emails in some mailboxes and out of others. What is in no mailbox afterwards is destroyed:
 * this is also IMAP's EXPUNGE, COPY and MOVE.
 */
export async function setMailboxes(
  tx: Tx,
  house: House,
  access: Access,
  ids: readonly RecordId[],
  change: MailboxChange,
): Promise<Moved> {
  const { accountId } = access
  // Sent together, obeyed in this order: what is read is read under the lock.
  const [, , , standing] = await Promise.all([
    lockAccounts(tx, [accountId]),
    requireMailboxes(tx, access, change.add, 'mayAddItems'),
    requireMailboxes(tx, access, change.remove, 'mayRemoveItems'),
    listStanding(tx, accountId, ids),
  ])
  const { moving, doomed } = sort(standing, change)
  const moved = await move(tx, accountId, moving, change)
  await noteLessons(
    tx,
    house,
    accountId,
    moving.map(e => e.id),
    change,
  )
  const destroyed = doomed.map(e => e.id)
  const left = await destroyEmails(tx, house, access, destroyed)
  return { ...moved, left: [...moved.left, ...left], destroyed }
}

async function listStanding(
  db: Queryable,
  accountId: AccountId,
  ids: readonly RecordId[],
): Promise<Standing[]> {
  const rows = await db.rows<{ id: RecordId; threadId: RecordId; mailboxes: string }>(sql`
    select r.id, min(h.thread_id) as "threadId", string_agg(h.mailbox_id::text, ',') as mailboxes
    from unnest(${ids}::bigint[]) with ordinality r(id, at)
    join mailbox_email h on h.account_id = ${accountId} and h.email_id = r.id
    group by r.id order by min(r.at)`)
  return rows.map(row => ({ ...row, mailboxes: row.mailboxes.split(',').map(id => Number(id) as RecordId) }))
}

/** Those that change and stay, and those that nothing will hold. */
function sort(emails: readonly Standing[], { add, remove }: MailboxChange) {
  const comesIn = (e: Standing) => add.some(id => !e.mailboxes.includes(id))
  const leaves = (e: Standing) => remove.some(id => e.mailboxes.includes(id) && !add.includes(id))
  const changed = emails.filter(e => comesIn(e) || leaves(e))
  const isDoomed = (e: Standing) => add.length === 0 && e.mailboxes.every(id => remove.includes(id))
  return { moving: changed.filter(e => !isDoomed(e)), doomed: changed.filter(isDoomed) }
}

async function move(
  tx: Tx,
  accountId: AccountId,
  moving: readonly Standing[],
  change: MailboxChange,
): Promise<Omit<Moved, 'destroyed'>> {
  if (moving.length === 0) return { filed: [], left: [], changed: new Map() }
  const ids = moving.map(e => e.id)
  const threads = [...new Set(moving.map(e => e.threadId))]
  const before = await tally(tx, accountId, threads)
  const stamped = await stamp(tx, accountId, moving)
  const remove = change.remove.filter(id => !change.add.includes(id))
  const left = await deleteMemberships(tx, accountId, remove, stamped)
  const filed = await addAll(tx, accountId, moving, stamped, change.add)
  await endSnoozes(tx, accountId, ids)
  if (await isShared(tx, accountId)) await touchThreads(tx, accountId, threads)
  await settleCounts(tx, accountId, before, await tally(tx, accountId, threads))
  return { filed, left, changed: new Map(stamped.map(({ id, seq }) => [id, seq])) }
}

async function stamp(tx: Tx, accountId: AccountId, moving: readonly Standing[]): Promise<Stamped[]> {
  const first = (await take(tx, accountId, { Email: moving.length })).Email
  const stamped = moving.map(({ id }, i) => ({ id, seq: (first + i) as Seq }))
  tx.post(sql`
    update email e set seq = ${first}::bigint + r.at - 1
    from unnest(${stamped.map(e => e.id)}::bigint[]) with ordinality r(id, at)
    where e.account_id = ${accountId} and e.id = r.id`)
  return stamped
}

async function addAll(
  tx: Tx,
  accountId: AccountId,
  moving: readonly Standing[],
  stamped: readonly Stamped[],
  add: readonly RecordId[],
): Promise<Filed[]> {
  const filed: Filed[] = []
  for (const mailboxId of add) {
    const strangers = stamped.filter((_, i) => !moving[i]!.mailboxes.includes(mailboxId))
    filed.push(...(await insertMemberships(tx, accountId, mailboxId, strangers)))
  }
  return filed
}
