import type { AccountId, RecordId, Seq } from '../../../lib/id.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import { take } from '../../../store/sequence.ts'
import { type Sql, sql } from '../../../store/sql.ts'
import { among } from './among.ts'

/**
 * The counts of a mailbox are kept, not computed: a verb tallies the threads that it is about to touch, does its work,
 * tallies them again, and adds the difference. The lock of the account keeps both tallies true.
 */
export interface Count {
  readonly emails: number
  readonly unread: number
  readonly threads: number
  readonly unreadThreads: number
  /** What IMAP counts beside: without `$seen`, with `$deleted`, and bytes. */
  readonly unseen: number
  readonly deleted: number
  readonly size: number
}
export type Tally = ReadonlyMap<RecordId, Count>

export const NOTHING: Count = {
  emails: 0,
  unread: 0,
  threads: 0,
  unreadThreads: 0,
  unseen: 0,
  deleted: 0,
  size: 0,
}
const NAMES = Object.keys(NOTHING) as (keyof Count)[]

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
    count(distinct thread_id) filter (where case when trash then in_trash else elsewhere end) as "unreadThreads",
    count(*) filter (where unseen) as unseen, count(*) filter (where deleted) as deleted, sum(size)::bigint as size
  from (
    select mailbox_id, thread_id, unread, unseen, deleted, size, trash,
      bool_or(unread and trash) over (partition by thread_id) as in_trash,
      bool_or(unread and not trash) over (partition by thread_id) as elsewhere
    from (
      select h.mailbox_id, h.thread_id, not e.keywords && '{$seen,$draft}' as unread,
        not e.keywords && '{$seen}' as unseen, e.keywords && '{$deleted}' as deleted, e.size,
        b.role is not distinct from 'trash' as trash
      from mailbox_email h
      join email e on e.account_id = h.account_id and e.id = h.email_id
      join mailbox b on b.account_id = h.account_id and b.id = h.mailbox_id
      where h.account_id = ${accountId}
        and ${threads === null ? sql`true` : sql`h.thread_id in ${among(threads)}`}) held) m
  group by mailbox_id`

/** The counts as they are kept, of the mailboxes that hold anything. */
export async function keptCounts(db: Queryable, accountId: AccountId): Promise<Tally> {
  const rows = await db.rows<Count & { id: RecordId }>(sql`
    select id, total_emails as emails, unread_emails as unread, total_threads as threads,
      unread_threads as "unreadThreads", unseen_emails as unseen, deleted_emails as deleted, size
    from mailbox where account_id = ${accountId} and (total_emails, unread_emails, total_threads, unread_threads,
      unseen_emails, deleted_emails, size) <> (0, 0, 0, 0, 0, 0, 0)
    order by id`)
  return new Map(rows.map(({ id, ...count }) => [id, count]))
}

export interface Difference extends Count {
  readonly id: RecordId
}

/** Mailboxes whose counts move, and by how much. */
export function difference(before: Tally, after: Tally): Difference[] {
  const ids = new Set([...before.keys(), ...after.keys()])
  return Array.from(ids, id => ({
    id,
    ...minus(after.get(id) ?? NOTHING, before.get(id) ?? NOTHING),
  })).filter(d => NAMES.some(name => d[name] !== 0))
}

const minus = (a: Count, b: Count): Count => combine(a, b, (x, y) => x - y)
export const plus = (a: Count, b: Count): Count => combine(a, b, (x, y) => x + y)

function combine(a: Count, b: Count, with_: (a: number, b: number) => number): Count {
  return {
    emails: with_(a.emails, b.emails),
    unread: with_(a.unread, b.unread),
    threads: with_(a.threads, b.threads),
    unreadThreads: with_(a.unreadThreads, b.unreadThreads),
    unseen: with_(a.unseen, b.unseen),
    deleted: with_(a.deleted, b.deleted),
    size: with_(a.size, b.size),
  }
}

/** Whether a property of the Mailbox moves, so that it takes a number; what IMAP counts is none. */
export const isTold = ({ emails, unread, threads, unreadThreads }: Count): boolean =>
  emails !== 0 || unread !== 0 || threads !== 0 || unreadThreads !== 0

/** Adds the difference of two tallies to the counts. */
export async function settleCounts(tx: Tx, accountId: AccountId, before: Tally, after: Tally): Promise<void> {
  const moved = difference(before, after)
  if (moved.length === 0) return
  const told = moved.filter(isTold)
  const { Mailbox: first = 0 as Seq } = await take(tx, accountId, { Mailbox: told.length })
  const rows = moved.map(d => ({ ...d, seq: isTold(d) ? first + told.indexOf(d) : null }))
  tx.post(sql`update mailbox b set ${countsMove}
    from jsonb_to_recordset(${JSON.stringify(rows)}) as d(id bigint, ${countColumns})
    where b.account_id = ${accountId} and b.id = d.id`)
}

/** Columns of `d`, for the assignments below. */
export const countColumns: Sql = sql`seq bigint, emails int, unread int, threads int, "unreadThreads" int,
  unseen int, deleted int, size bigint`

/** Assignments of an update of mailbox `b` from `d`: the counts, and what remembers that only they moved. */
export const countsMove: Sql = sql`
  settings_seq = case when d.seq is not null and b.seq <> b.counts_seq then b.seq else b.settings_seq end,
  seq = coalesce(d.seq, b.seq), counts_seq = coalesce(d.seq, b.counts_seq),
  total_emails = b.total_emails + d.emails, unread_emails = b.unread_emails + d.unread,
  total_threads = b.total_threads + d.threads, unread_threads = b.unread_threads + d."unreadThreads",
  unseen_emails = b.unseen_emails + d.unseen, deleted_emails = b.deleted_emails + d.deleted, size = b.size + d.size`
