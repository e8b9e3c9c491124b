import type { AccountId, Digest, RecordId, Seq } from '../../../lib/id.ts'
import type { Tx } from '../../../store/database.ts'
import { raw, sql } from '../../../store/sql.ts'
import { countColumns, countsMove, type Difference } from './counts.ts'
import { withKeywords } from './keyword.ts'

/** What messages that land write, decided in place.ts. */
export interface LandingRows {
  readonly accounts: AccountRow[]
  readonly mailboxes: MailboxRow[]
  readonly emails: EmailRow[]
  readonly memberships: MembershipRow[]
  readonly threads: { account: AccountId; id: RecordId; seq: Seq }[]
  /** Hashes in decimal, as they have 64 bits. */
  readonly ids: { account: AccountId; message: string; subject: string; thread: RecordId }[]
}

export interface AccountRow {
  readonly account: AccountId
  /** Numbers, and bytes. */
  readonly taken: number
  readonly used: number
  readonly states: Readonly<Record<string, Seq>>
}

export interface MailboxRow extends Difference {
  readonly account: AccountId
  /** Null when no property of JMAP moves. */
  readonly seq: Seq | null
  /** Emails that come into it, the highest of their numbers, and their keywords. */
  readonly placed: number
  readonly highest: Seq
  readonly words: readonly string[]
}

export interface EmailRow {
  readonly account: AccountId
  readonly id: RecordId
  readonly thread: RecordId
  readonly digest: Digest
  readonly size: number
  /** Seconds since 1970. */
  readonly at: number
  readonly keywords: readonly string[]
  readonly attachment: boolean
  /** Row of email_content but for its key, as JSON. */
  readonly content: string
}

export interface MembershipRow {
  readonly account: AccountId
  readonly mailbox: RecordId
  readonly uid: number
  readonly email: RecordId
  readonly thread: RecordId
  readonly at: number
}

/** One statement, however many there are. */
export const writeRows = (tx: Tx, rows: LandingRows): void =>
  tx.post(sql`
  with accounts as (
    update account a set seq = a.seq + d.taken, states = a.states || d.states, used = a.used + d.used
    from jsonb_to_recordset(${JSON.stringify(rows.accounts)}) as d(account bigint, taken bigint, used bigint, states jsonb)
    where a.account_id = d.account),
  mailboxes as (
    update mailbox b set ${countsMove}, uid_next = b.uid_next + d.placed,
      highest_seq = greatest(b.highest_seq, d.highest), keywords = ${withKeywords(raw('d.words'))}
    from jsonb_to_recordset(${JSON.stringify(rows.mailboxes)})
      as d(account bigint, id bigint, placed int, highest bigint, words text[], ${countColumns})
    where b.account_id = d.account and b.id = d.id),
  contents as (
    insert into email_content select c.* from jsonb_populate_recordset(null::email_content, ${contentsOf(rows.emails)}) c),
  threads as (
    insert into thread (account_id, id, seq)
    select account, id, seq from jsonb_to_recordset(${JSON.stringify(rows.threads)}) as t(account bigint, id bigint, seq bigint)
    on conflict (account_id, id) do update set seq = excluded.seq),
  ids as (
    insert into thread_message (account_id, message_hash, subject_hash, thread_id)
    select account, message, subject, thread
    from jsonb_to_recordset(${JSON.stringify(rows.ids)}) as i(account bigint, message bigint, subject bigint, thread bigint)
    on conflict do nothing),
  emails as (
    insert into email (account_id, id, seq, thread_id, blob_digest, size, received_at, keywords, has_attachment)
    select account, id, id, thread, decode(digest, 'hex'), size, to_timestamp(at), keywords, attachment
    from jsonb_to_recordset(${JSON.stringify(rows.emails.map(narrow))})
      as e(account bigint, id bigint, thread bigint, digest text, size bigint, at bigint, keywords text[], attachment boolean)
    returning account_id, id),
  waiting as (
    insert into email_unindexed (account_id, id) select account_id, id from emails)
  insert into mailbox_email (account_id, mailbox_id, uid, email_id, thread_id, listed_at, added_seq)
  select account, mailbox, uid, email, thread, to_timestamp(at), email
  from jsonb_to_recordset(${JSON.stringify(rows.memberships)})
    as m(account bigint, mailbox bigint, uid bigint, email bigint, thread bigint, at bigint)`)

/** The texts are JSON already, each an object that is not empty: its key is written into it. */
const contentsOf = (emails: readonly EmailRow[]): string =>
  `[${emails.map(({ account, id, content }) => `{"account_id":${account},"id":${id},${content.slice(1)}`).join(',')}]`

const narrow = ({ content: _, ...email }: EmailRow): Omit<EmailRow, 'content'> => email
