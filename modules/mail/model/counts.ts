import type { AccountId, RecordId, Seq } from '../../../lib/id.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import { take } from '../../../store/sequence.ts'
import { type Sql, sql } from '../../../store/sql.ts'
import { among } from './among.ts'

/**
 * The four counts of a mailbox are kept, not computed: a verb tallies the threads that it is about to touch, does
 * its work, tallies them again, and adds the difference. The lock of the account keeps both tallies true.
 */
export interface Count {
  readonly emails: number
  readonly unread: number
  readonly threads: number
  readonly unreadThreads: number
}
export type Tally = ReadonlyMap<RecordId, Count>

const NOTHING: Count = { emails: 0, unread: 0, threads: 0, unreadThreads: 0 }

/** What these threads add to each mailbox; null: all threads of the account. */
export async function tally(
  db: Queryable,
  accountId: AccountId,
  threads: readonly RecordId[] | null,
): Promise<Tally> {
  if (threads?.length === 0) return new Map()
  const rows = await db.rows<Count & { id: RecordId }>(tallySql(accountId, threads))
  return new Map(rows.map(({ id, ...count }) => [id, count]))
}

// RFC 8621 §2: a thread is unread when any of its emails is, but those in the trash count there alone.
const tallySql = (accountId: AccountId, threads: readonly RecordId[] | null): Sql => sql`
  select mailbox_id as id, count(*) as emails, count(*) filter (where unread) as unread,
    count(distinct thread_id) as threads,
    count(distinct thread_id) filter (where case when trash then in_trash else elsewhere end) as "unreadThreads"
  from (
    select mailbox_id, thread_id, unread, trash,
      bool_or(unread and trash) over (partition by thread_id) as in_trash,
      bool_or(unread and not trash) over (partition by thread_id) as elsewhere
    from (
      select h.mailbox_id, h.thread_id, not e.keywords && '{$seen,$draft}' as unread,
        b.role is not distinct from 'trash' as trash
      from mailbox_email h
      join email e on e.account_id = h.account_id and e.id = h.email_id
      join mailbox b on b.account_id = h.account_id and b.id = h.mailbox_id
      where h.account_id = ${accountId}
        and ${threads === null ? sql`true` : sql`h.thread_id in ${among(threads)}`}) held) m
  group by mailbox_id`

export interface Difference extends Count {
  readonly id: RecordId
}

/** Mailboxes whose counts move, and by how much. */
export function difference(before: Tally, after: Tally): Difference[] {
  const ids = new Set([...before.keys(), ...after.keys()])
  return Array.from(ids, id => minus(id, after.get(id) ?? NOTHING, before.get(id) ?? NOTHING)).filter(
    d => d.emails !== 0 || d.unread !== 0 || d.threads !== 0 || d.unreadThreads !== 0,
  )
}

const minus = (id: RecordId, a: Count, b: Count): Difference => ({
  id,
  emails: a.emails - b.emails,
  unread: a.unread - b.unread,
  threads: a.threads - b.threads,
  unreadThreads: a.unreadThreads - b.unreadThreads,
})

/** Adds the difference of two tallies to the counts. */
export async function settleCounts(tx: Tx, accountId: AccountId, before: Tally, after: Tally): Promise<void> {
  const moved = difference(before, after)
  if (moved.length === 0) return
  const first = (await take(tx, accountId, { Mailbox: moved.length })).Mailbox
  const rows = moved.map((d, i) => ({ ...d, seq: first + i }))
  await tx.run(sql`update mailbox b set ${countsMove}
    from jsonb_to_recordset(${JSON.stringify(rows)})
      as d(id bigint, seq bigint, emails int, unread int, threads int, "unreadThreads" int)
    where b.account_id = ${accountId} and b.id = d.id`)
}

/** Assignments of an update of mailbox `b` from `d`: the counts, and what remembers that only they moved. */
export const countsMove: Sql = sql`
  settings_seq = case when b.seq <> b.counts_seq then b.seq else b.settings_seq end,
  seq = d.seq, counts_seq = d.seq,
  total_emails = b.total_emails + d.emails, unread_emails = b.unread_emails + d.unread,
  total_threads = b.total_threads + d.threads, unread_threads = b.unread_threads + d."unreadThreads"`

/** Tells IMAP that emails of these mailboxes moved, up to this number. */
export async function raiseHighest(
  tx: Tx,
  accountId: AccountId,
  mailboxes: readonly RecordId[],
  seq: Seq,
): Promise<void> {
  if (mailboxes.length === 0) return
  await tx.run(sql`update mailbox set highest_seq = greatest(highest_seq, ${seq}::bigint)
    where account_id = ${accountId} and id = any(${mailboxes}::bigint[])`)
}
