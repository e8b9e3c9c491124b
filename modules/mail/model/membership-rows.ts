import type { AccountId, RecordId, Seq } from '../../../lib/id.ts'
import type { Tx } from '../../../store/database.ts'
import { raw, type Sql, sql } from '../../../store/sql.ts'
import { among } from './among.ts'
import { withKeywords } from './keyword.ts'

/** Numbers of the mailboxes that hold any of these emails. */
export const mailboxesOf = (accountId: AccountId, ids: readonly RecordId[]): Sql => sql`
  select distinct mailbox_id from mailbox_email
  where account_id = ${accountId} and email_id in ${among(ids)}`

/** An email with the number that it has from now on. */
export interface Stamped {
  readonly id: RecordId
  readonly seq: Seq
}

export interface Filed {
  readonly emailId: RecordId
  readonly mailboxId: RecordId
  readonly uid: number
}

/** Puts emails into a mailbox that does not hold them; their UIDs follow the order of the list. */
export async function insertMemberships(
  tx: Tx,
  accountId: AccountId,
  mailboxId: RecordId,
  emails: readonly Stamped[],
): Promise<Filed[]> {
  if (emails.length === 0) return []
  const highest = emails.reduce((top, { seq }) => Math.max(top, seq), 0)
  return tx.rows(sql`
    with words as (
      select coalesce(array_agg(distinct k), '{}') as used from unnest(${emails.map(e => e.id)}::bigint[]) r(id)
      join email e on e.account_id = ${accountId} and e.id = r.id, unnest(e.keywords) k),
    box as (
      update mailbox b set uid_next = uid_next + ${emails.length}::int,
        highest_seq = greatest(highest_seq, ${highest}::bigint), keywords = ${withKeywords(raw('words.used'))}
      from words
      where account_id = ${accountId} and id = ${mailboxId} returning uid_next - ${emails.length}::int as first)
    insert into mailbox_email (account_id, mailbox_id, uid, email_id, thread_id, listed_at, added_seq)
    select e.account_id, ${mailboxId}::bigint, box.first + r.at - 1, e.id, e.thread_id, coalesce(z.until, e.received_at), r.seq
    from box, unnest(${emails.map(e => e.id)}::bigint[], ${emails.map(e => e.seq)}::bigint[]) with ordinality r(id, seq, at)
    join email e on e.account_id = ${accountId} and e.id = r.id
    left join snooze z on z.account_id = e.account_id and z.email_id = e.id
    order by r.at
    returning email_id as "emailId", mailbox_id as "mailboxId", uid`)
}

/** Takes emails out of mailboxes (null: of all), and leaves what IMAP and other readers learn it from. */
export async function deleteMemberships(
  tx: Tx,
  accountId: AccountId,
  mailboxes: readonly RecordId[] | null,
  emails: readonly Stamped[],
): Promise<Filed[]> {
  if (emails.length === 0 || mailboxes?.length === 0) return []
  return tx.rows(sql`
    with gone as (
      delete from mailbox_email h
      using unnest(${emails.map(e => e.id)}::bigint[], ${emails.map(e => e.seq)}::bigint[]) r(id, seq)
      where h.account_id = ${accountId} and h.email_id = r.id
        and ${mailboxes === null ? sql`true` : sql`h.mailbox_id = any(${mailboxes}::bigint[])`}
      returning h.mailbox_id, h.uid, h.email_id, h.thread_id, h.added_seq, r.seq),
    told as (
      insert into mailbox_gone (account_id, mailbox_id, uid, email_id, thread_id, added_seq, seq)
      select ${accountId}::bigint, mailbox_id, uid, email_id, thread_id, added_seq, seq from gone),
    raised as (
      update mailbox b set highest_seq = greatest(b.highest_seq, g.seq)
      from (select mailbox_id, max(seq) as seq from gone group by mailbox_id) g
      where b.account_id = ${accountId} and b.id = g.mailbox_id)
    select email_id as "emailId", mailbox_id as "mailboxId", uid from gone`)
}
