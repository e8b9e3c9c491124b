import type { House } from '../../../core/house.ts'
import { Refused } from '../../../lib/errors.ts'
import type { AccountId, RecordId } from '../../../lib/id.ts'
import { type Access, mayEverywhere } from '../../../store/access.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import { lockAccounts, take } from '../../../store/sequence.ts'
import { sql } from '../../../store/sql.ts'
import { type MailboxRight, mailbox } from '../types.ts'
import { among } from './among.ts'
import { MAIL_TYPES } from './emails.ts'
import { furnishRole } from './furnish.ts'
import { findRole } from './mailboxes.ts'
import { mailboxesOf } from './membership-rows.ts'
import { heldEverywhere, requireMailboxes } from './rights.ts'

/** How an email is put off: until when, where it goes then, and which keywords it gets and loses. */
export interface Snooze {
  readonly until: Date
  /** Null: the inbox. */
  readonly moveTo: RecordId | null
  readonly keywords: Readonly<Record<string, boolean>>
}

export const WAKE_JOB = 'mail.wake'

/** The mailbox of what is put off; made for whoever may file everywhere, null for others where there is none. */
export async function findOrFurnishSnoozed(tx: Tx, access: Access): Promise<RecordId | null> {
  const standing = await findRole(tx, access, 'snoozed')
  if (standing !== null || access.readOnly || !mayEverywhere(mailbox, MAIL_TYPES, access, 'mayAddItems'))
    return standing
  await lockAccounts(tx, [access.accountId])
  return furnishRole(tx, access.accountId, 'snoozed')
}

/** How emails are put off, and the mailbox that holds them meanwhile. */
export interface Held extends Snooze {
  readonly heldIn: RecordId
}

/** Refuses unless the reader may do now all that will be done then. */
export async function requireWaking(
  db: Queryable,
  access: Access,
  ids: readonly RecordId[],
  { heldIn, moveTo, keywords }: Held,
): Promise<void> {
  await requireMailboxes(db, access, [heldIn], 'mayRemoveItems')
  const target = moveTo ?? (await findRole(db, access, 'inbox'))
  if (target !== null) await requireMailboxes(db, access, [target], 'mayAddItems')
  const words = Object.keys(keywords)
  const rights: MailboxRight[] = [
    ...(words.includes('$seen') ? (['maySetSeen'] as const) : []),
    ...(words.some(word => word !== '$seen') ? (['maySetKeywords'] as const) : []),
  ]
  if (rights.length > 0 && (await heldEverywhere(db, access, ids, rights)).size < ids.length)
    throw new Refused('forbidden', 'you may not change these keywords', { properties: ['snoozed'] })
}

/** Puts off emails that lie in the mailbox for it; the job that brings them back is planned in the same transaction. */
export async function snoozeEmails(
  tx: Tx,
  house: House,
  accountId: AccountId,
  ids: readonly RecordId[],
  { heldIn, until, moveTo, keywords }: Held,
): Promise<void> {
  if (ids.length === 0) return
  await lockAccounts(tx, [accountId])
  await tx.run(sql`
    with put as (
      insert into snooze (account_id, email_id, until, held_in, move_to, keywords)
      select ${accountId}::bigint, id, ${until}::timestamptz, ${heldIn}::bigint, ${moveTo}::bigint, ${JSON.stringify(keywords)}::jsonb
      from unnest(${ids}::bigint[]) r(id)
      on conflict (account_id, email_id) do update set until = excluded.until, held_in = excluded.held_in,
        move_to = excluded.move_to, keywords = excluded.keywords, is_over = false)
    update mailbox_email set listed_at = ${until}::timestamptz where account_id = ${accountId} and email_id in ${among(ids)}`)
  await touchEmails(tx, accountId, ids)
  await planWaking(tx, house, accountId)
}

/** An email that another date is given moves, as one does that is filed elsewhere. */
async function touchEmails(tx: Tx, accountId: AccountId, ids: readonly RecordId[]): Promise<void> {
  const first = (await take(tx, accountId, { Email: ids.length })).Email
  await tx.run(sql`
    with raised as (
      update mailbox set highest_seq = greatest(highest_seq, ${first}::bigint + ${ids.length - 1}::int)
      where account_id = ${accountId} and id in (${mailboxesOf(accountId, ids)}))
    update email e set seq = ${first}::bigint + r.at - 1
    from unnest(${ids}::bigint[]) with ordinality r(id, at)
    where e.account_id = ${accountId} and e.id = r.id`)
}

/** One job an account, for the first that is to come back. */
export async function planWaking(tx: Tx, house: House, accountId: AccountId): Promise<void> {
  const row = await tx.row<{ at: Date | null }>(sql`
    select min(until) as at from snooze where account_id = ${accountId} and not is_over`)
  if (!row?.at) return
  await house.jobs.enqueue(tx, WAKE_JOB, { accountId }, { at: row.at, key: `${WAKE_JOB}.${accountId}` })
}

/** What was filed elsewhere is put off no longer, and what left where it came back stands again where it was received. */
export async function endSnoozes(tx: Tx, accountId: AccountId, ids: readonly RecordId[]): Promise<void> {
  await tx.run(sql`
    with ended as (
      delete from snooze z where z.account_id = ${accountId} and z.email_id in ${among(ids)}
        and not exists (select from mailbox_email h
          where h.account_id = z.account_id and h.email_id = z.email_id and h.mailbox_id = z.held_in)
      returning z.email_id)
    update mailbox_email h set listed_at = e.received_at
    from ended join email e on e.account_id = ${accountId} and e.id = ended.email_id
    where h.account_id = ${accountId} and h.email_id = e.id`)
}

/** Whether the list of a mailbox is another than that by date of reception. */
export async function holdsSnoozed(
  db: Queryable,
  accountId: AccountId,
  mailboxId: RecordId,
): Promise<boolean> {
  const row = await db.row(sql`
    select from snooze z join mailbox_email h on h.account_id = z.account_id and h.email_id = z.email_id
    where z.account_id = ${accountId} and h.mailbox_id = ${mailboxId} limit 1`)
  return row !== null
}
