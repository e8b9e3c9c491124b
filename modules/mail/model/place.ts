import type { House } from '../../../core/house.ts'
import { Refused } from '../../../lib/errors.ts'
import type { AccountId, RecordId, Seq } from '../../../lib/id.ts'
import { toBytes } from '../../../store/blobs/blobs.ts'
import type { Tx } from '../../../store/database.ts'
import { take } from '../../../store/sequence.ts'
import { sql } from '../../../store/sql.ts'
import type { Role } from '../types.ts'
import {
  type Count,
  countColumns,
  countsMove,
  difference,
  NOTHING,
  plus,
  type Tally,
  tally,
} from './counts.ts'
import { furnishRole } from './furnish.ts'
import { isUnread, withKeywords } from './keyword.ts'
import type { Prepared } from './prepare.ts'
import { wakeIndexer } from './unindexed.ts'

/** Where and how a message is put into an account. */
export interface Placement {
  /** Mailboxes by number, or the one that has a role. */
  readonly mailboxes: readonly RecordId[] | Role
  readonly keywords: readonly string[]
  readonly receivedAt: Date
}

export interface Placed {
  readonly emailId: RecordId
  readonly threadId: RecordId
  readonly seq: Seq
  readonly uids: ReadonlyMap<RecordId, number>
}

/**
 * Writes a prepared message into an account, whose lock the caller holds: the hot path of every delivery, three
 * statements and what keeps the blob.
 */
export async function place(
  tx: Tx,
  house: House,
  accountId: AccountId,
  message: Prepared,
  placement: Placement,
): Promise<Placed> {
  const found = await lookUp(tx, accountId, message, placement)
  if (found.quota !== null && found.used + message.size > found.quota)
    throw new Refused('overQuota', 'the mailbox is full')
  const before = found.thread_id === null ? EMPTY : await tally(tx, accountId, [found.thread_id])
  const moved = difference(before, after(before, found, countOf(message, placement)))
  const first = await take(tx, accountId, { Email: 1, Thread: 1, Mailbox: moved.length })
  const threadId = found.thread_id ?? (first.Thread as number as RecordId)
  const emailId = first.Email as number as RecordId
  const inside = new Set(found.targets)
  const mailboxes = moved.map((d, i) => ({ ...d, seq: first.Mailbox + i, placed: Number(inside.has(d.id)) }))
  await message.hold(tx, accountId)
  const uids = await tx.rows<{ mailbox: RecordId; uid: number }>(sql`
    with moved as (
      update mailbox b set ${countsMove}, uid_next = b.uid_next + d.placed,
        highest_seq = case when d.placed = 1 then ${emailId}::bigint else b.highest_seq end,
        keywords = case when d.placed = 1 then ${withKeywords(sql`${placement.keywords}::text[]`)} else b.keywords end
      from jsonb_to_recordset(${JSON.stringify(mailboxes)})
        as d(id bigint, placed int, ${countColumns})
      where b.account_id = ${accountId} and b.id = d.id
      returning b.id, b.uid_next - 1 as uid, d.placed),
    written as (
      insert into email (account_id, id, seq, thread_id, blob_digest, size, received_at, keywords, has_attachment)
      values (${accountId}, ${emailId}, ${emailId}, ${threadId}, ${toBytes(message.digest)}, ${message.size},
        ${wholeSecond(placement.receivedAt)}, ${placement.keywords}, ${message.projection.hasAttachment})),
    content as (
      insert into email_content select c.* from jsonb_populate_record(null::email_content,
        ${message.content}::jsonb || jsonb_build_object('account_id', ${accountId}::bigint, 'id', ${emailId}::bigint)) c),
    threaded as (
      insert into thread (account_id, id, seq) values (${accountId}, ${threadId}, ${first.Thread})
      on conflict (account_id, id) do update set seq = excluded.seq),
    known as (
      insert into thread_message (account_id, message_hash, subject_hash, thread_id)
      select ${accountId}::bigint, hash, ${message.thread.subject}::bigint, ${threadId}::bigint
      from unnest(${message.thread.messages}::bigint[]) hash on conflict do nothing),
    waiting as (
      insert into email_unindexed (account_id, id) values (${accountId}, ${emailId})),
    counted as (
      update account set used = used + ${message.size} where account_id = ${accountId})
    insert into mailbox_email (account_id, mailbox_id, uid, email_id, thread_id, received_at, added_seq)
    select ${accountId}::bigint, id, uid, ${emailId}::bigint, ${threadId}::bigint,
      ${wholeSecond(placement.receivedAt)}::timestamptz, ${emailId}::bigint
    from moved where placed = 1
    returning mailbox_id as mailbox, uid`)
  if (!found.waiting) await wakeIndexer(tx, house, accountId)
  return { emailId, threadId, seq: first.Email, uids: new Map(uids.map(row => [row.mailbox, row.uid])) }
}

interface Found {
  readonly used: number
  readonly quota: number | null
  readonly targets: readonly RecordId[]
  /** Trash of the account, whose unread emails count there alone. */
  readonly trash: RecordId | null
  readonly thread_id: RecordId | null
  /** Others wait for the index already, and a job for them. */
  readonly waiting: boolean
}

/** RFC 8621 §3: the oldest thread with which it shares a message id and the base subject. */
async function lookUp(
  tx: Tx,
  accountId: AccountId,
  message: Prepared,
  { mailboxes }: Placement,
): Promise<Found> {
  const role = typeof mailboxes === 'string' ? mailboxes : null
  const ids = typeof mailboxes === 'string' ? [] : mailboxes
  const found = await tx.row<Found>(sql`
    select a.used, a.quota,
      (select coalesce(json_agg(b.id), '[]') from mailbox b where b.account_id = a.account_id
        and (b.id = any(${ids}::bigint[]) or b.role = ${role})) as targets,
      (select b.id from mailbox b where b.account_id = a.account_id and b.role = 'trash') as trash,
      (select min(m.thread_id) from thread_message m where m.account_id = a.account_id
        and m.message_hash = any(${message.thread.messages}::bigint[])
        and m.subject_hash = ${message.thread.subject}::bigint) as thread_id,
      exists (select from email_unindexed u where u.account_id = a.account_id) as waiting
    from account a where a.account_id = ${accountId}`)
  if (!found) throw new Refused('accountNotFound', 'the account does not exist')
  if (role && found.targets.length === 0) {
    const made = await furnishRole(tx, accountId, role)
    return { ...found, targets: [made], trash: role === 'trash' ? made : found.trash }
  }
  if (found.targets.length < new Set(ids).size)
    throw new Refused('notFound', 'the mailbox does not exist', { properties: ['mailboxIds'] })
  return found
}

const EMPTY: Tally = new Map()

/** What one email adds to its mailbox, but for its thread. */
const countOf = ({ size }: Prepared, { keywords }: Placement): Count => ({
  ...NOTHING,
  emails: 1,
  unread: Number(isUnread(keywords)),
  unseen: Number(!keywords.includes('$seen')),
  deleted: Number(keywords.includes('$deleted')),
  size,
})

/** The tally of one thread once an email more is in these mailboxes. */
function after(before: Tally, { targets, trash }: Found, added: Count): Tally {
  const counts = new Map<RecordId, Count>(before)
  for (const id of targets) {
    const count = counts.get(id) ?? NOTHING
    counts.set(id, { ...plus(count, added), threads: 1 })
  }
  const elsewhere = [...counts].some(([id, count]) => id !== trash && count.unread > 0)
  for (const [id, count] of counts) {
    const isUnreadThere = id === trash ? count.unread > 0 : elsewhere
    counts.set(id, { ...count, unreadThreads: Number(isUnreadThere) })
  }
  return counts
}

/** Instants in rows hold whole seconds. */
export const wholeSecond = (instant: Date): Date => new Date(Math.floor(instant.getTime() / 1000) * 1000)
