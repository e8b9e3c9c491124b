import type { Digest, RecordId, Seq } from '../../../lib/id.ts'
import { type Access, bitOf, mayClause, mayEverywhere } from '../../../store/access.ts'
import { fromBytes } from '../../../store/blobs/blobs.ts'
import type { Queryable } from '../../../store/database.ts'
import { empty, raw, type Sql, sql } from '../../../store/sql.ts'
import type { EmailAddress } from '../../../wire/mime/address.ts'
import { type PackedPart, unpackStructure } from '../../../wire/mime/pack.ts'
import type { Part } from '../../../wire/mime/part.ts'
import { email, mailbox } from '../types.ts'
import { among } from './among.ts'
import type { Snooze } from './snooze.ts'

/** An email whole: what moves, and what its message says. */
export interface EmailRow {
  readonly id: RecordId
  readonly seq: Seq
  readonly threadId: RecordId
  readonly digest: Digest
  readonly size: number
  readonly receivedAt: Date
  /** Where lists have it: when it was received, or that until which it was put off. */
  readonly listedAt: Date
  /** How it is put off, while it is. */
  readonly snooze: Snooze | null
  readonly keywords: readonly string[]
  readonly hasAttachment: boolean
  /** Those that the reader sees. */
  readonly mailboxIds: readonly RecordId[]
  readonly content: EmailContent | null
}

export interface EmailContent {
  readonly sentAt: string | null
  readonly subject: string | null
  readonly baseSubject: string
  readonly messageId: readonly string[] | null
  readonly inReplyTo: readonly string[] | null
  readonly references: readonly string[] | null
  readonly sender: readonly EmailAddress[] | null
  readonly from: readonly EmailAddress[] | null
  readonly to: readonly EmailAddress[] | null
  readonly cc: readonly EmailAddress[] | null
  readonly bcc: readonly EmailAddress[] | null
  readonly replyTo: readonly EmailAddress[] | null
  readonly preview: string
  readonly structure: Part | null
}

/** What is read beside the narrow row: of the content nothing, what lists show, all but the parts, all. */
export type Depth = 'narrow' | 'summary' | 'content' | 'structure'

/** Types whose rights emails stand under. */
export const MAIL_TYPES = new Map([[mailbox.name, mailbox]])

/** Plain texts and numbers: the driver reads an array or a date ten times slower. */
interface Row
  extends Omit<
      EmailRow,
      'digest' | 'receivedAt' | 'listedAt' | 'snooze' | 'keywords' | 'mailboxIds' | 'content'
    >,
    Omit<EmailContent, 'structure'> {
  listedAt: number
  awaited: { moveTo: RecordId | null; keywords: Record<string, boolean> } | null
  digest: Buffer
  receivedAt: number
  keywords: string
  mailboxes: string | null
  structure?: PackedPart
}

/** Emails by number; null: any, up to `limit`. What the reader may not see is not found. */
export async function readEmails(
  db: Queryable,
  access: Access,
  ids: readonly RecordId[] | null,
  depth: Depth,
  limit: number = Number.MAX_SAFE_INTEGER,
): Promise<EmailRow[]> {
  const rows = await db.rows<Row>(sql`
    select t.id, t.seq, t.thread_id as "threadId", t.blob_digest as digest, t.size,
      extract(epoch from t.received_at)::bigint as "receivedAt",
      extract(epoch from coalesce(z.until, t.received_at))::bigint as "listedAt",
      case when not z.is_over then jsonb_build_object('moveTo', z.move_to, 'keywords', z.keywords) end as awaited,
      array_to_string(t.keywords, ' ') as keywords, t.has_attachment as "hasAttachment",
      (select string_agg(h.mailbox_id::text, ',' order by h.mailbox_id) from mailbox_email h
        where h.account_id = t.account_id and h.email_id = t.id and ${seesMailbox(access)}) as mailboxes
      ${CONTENT[depth]}
    from email t left join snooze z on z.account_id = t.account_id and z.email_id = t.id ${depth === 'narrow' ? empty : raw('join email_content c on c.account_id = t.account_id and c.id = t.id')}
    where t.account_id = ${access.accountId} and ${ids === null ? sql`true` : sql`t.id = any(${ids}::bigint[])`}
      and ${mayClause(email, MAIL_TYPES, access, 'mayReadItems')}
    order by t.id limit ${limit}`)
  return rows.map(row => whole(row, depth))
}

const SUMMARY = `, c.subject, c.base_subject as "baseSubject", c.from_list as "from", c.to_list as "to", c.preview`
const COLUMNS = `${SUMMARY}, c.sent_at as "sentAt", c.message_id as "messageId", c.in_reply_to as "inReplyTo",
  c.reference_ids as "references", c.sender_list as sender, c.cc_list as cc, c.bcc_list as bcc,
  c.reply_to_list as "replyTo"`
const CONTENT: Record<Depth, Sql> = {
  narrow: empty,
  summary: raw(SUMMARY),
  content: raw(COLUMNS),
  structure: raw(`${COLUMNS}, c.structure`),
}

/** That the reader sees the mailbox of the membership `h`. */
const seesMailbox = (access: Access): Sql =>
  mayEverywhere(mailbox, MAIL_TYPES, access, 'mayReadItems')
    ? sql`true`
    : sql`exists (select from share s where s.account_id = h.account_id and s.type = 'Mailbox'
        and s.container_id = h.mailbox_id and s.principal_id = any(${access.principals}::bigint[])
        and s.rights & ${bitOf(mailbox, 'mayReadItems')}::int <> 0)`

function whole(row: Row, depth: Depth): EmailRow {
  const { id, seq, threadId, size, hasAttachment } = row
  const receivedAt = new Date(row.receivedAt * 1000)
  const listedAt = new Date(row.listedAt * 1000)
  const snooze = row.awaited && { ...row.awaited, until: listedAt }
  const keywords = row.keywords === '' ? [] : row.keywords.split(' ')
  const mailboxIds = (row.mailboxes ?? '').split(',').filter(Boolean).map(Number) as RecordId[]
  const record = {
    id,
    seq,
    threadId,
    size,
    receivedAt,
    listedAt,
    snooze,
    keywords,
    hasAttachment,
    mailboxIds,
  }
  return { ...record, digest: fromBytes(row.digest), content: depth === 'narrow' ? null : contentOf(row) }
}

const contentOf = (row: Row): EmailContent => ({
  sentAt: row.sentAt,
  subject: row.subject,
  baseSubject: row.baseSubject,
  messageId: row.messageId,
  inReplyTo: row.inReplyTo,
  references: row.references,
  sender: row.sender,
  from: row.from,
  to: row.to,
  cc: row.cc,
  bcc: row.bcc,
  replyTo: row.replyTo,
  preview: row.preview,
  structure: row.structure ? unpackStructure(row.structure) : null,
})

/** Emails of threads, oldest first, as far as the reader sees them. RFC 8621 §3 */
export async function listThreadEmails(
  db: Queryable,
  access: Access,
  threads: readonly RecordId[],
): Promise<ReadonlyMap<RecordId, RecordId[]>> {
  const rows = await db.rows<{ threadId: RecordId; id: RecordId }>(sql`
    select t.thread_id as "threadId", t.id from email t
    where t.account_id = ${access.accountId} and t.thread_id in ${among(threads)}
      and ${mayClause(email, MAIL_TYPES, access, 'mayReadItems')}
    order by t.received_at, t.id`)
  const byThread = new Map<RecordId, RecordId[]>()
  for (const { threadId, id } of rows) {
    const ids = byThread.get(threadId)
    if (ids) ids.push(id)
    else byThread.set(threadId, [id])
  }
  return byThread
}
