import type { AccountId, Digest, RecordId, Seq } from '../../../lib/id.ts'
import { fromBytes } from '../../../store/blobs/blobs.ts'
import type { Queryable } from '../../../store/database.ts'
import { empty, raw, type Sql, sql } from '../../../store/sql.ts'
import type { Envelope } from '../../../wire/mime/envelope.ts'
import { type PackedPart, unpackStructure } from '../../../wire/mime/pack.ts'
import type { Part } from '../../../wire/mime/part.ts'
import { wordsOf } from './keyword.ts'

/** A message as it stands in one mailbox: the list that IMAP reads. */
export interface Message {
  readonly uid: number
  readonly emailId: RecordId
  readonly threadId: RecordId
  /** MODSEQ. */
  readonly seq: Seq
  readonly keywords: readonly string[]
  readonly receivedAt: Date
  readonly size: number
  readonly digest: Digest
  /** On demand. */
  readonly envelope?: Envelope
  readonly structure?: Part
}

/** UIDs from `first` to `last`, both included; null: to the end. */
export interface UidRange {
  readonly first: number
  readonly last: number | null
}

export interface MessageWish {
  /** Ascending and apart; null: all. */
  readonly ranges?: readonly UidRange[] | null
  readonly changedSince?: Seq
  readonly envelope?: boolean
  readonly structure?: boolean
  readonly limit?: number
}

/** Plain texts and numbers: the driver reads an array or a date ten times slower. */
interface Row extends Omit<Message, 'digest' | 'keywords' | 'receivedAt' | 'structure'> {
  digest: Buffer
  keywords: string
  receivedAt: number
  structure?: PackedPart
}

/** Messages of a mailbox, in the order of their UIDs. */
export async function listMessages(
  db: Queryable,
  accountId: AccountId,
  mailboxId: RecordId,
  wish: MessageWish = {},
): Promise<Message[]> {
  const wantsContent = wish.envelope || wish.structure
  const rows = await db.rows<Row>(sql`
    select h.uid, e.id as "emailId", e.thread_id as "threadId", e.seq,
      array_to_string(e.keywords, ' ') as keywords, extract(epoch from e.received_at)::bigint as "receivedAt", e.size, e.blob_digest as digest
      ${wish.envelope ? raw(', c.envelope') : empty} ${wish.structure ? raw(', c.structure') : empty}
    from ${memberships(accountId, mailboxId, wish)}
    ${wantsContent ? raw('join email_content c on c.account_id = e.account_id and c.id = e.id') : empty}
    where h.account_id = ${accountId} and h.mailbox_id = ${mailboxId}
    order by h.uid ${wish.limit === undefined ? empty : sql`limit ${wish.limit}`}`)
  return rows.map(({ digest, keywords, receivedAt, structure, ...row }) => ({
    ...row,
    digest: fromBytes(digest),
    keywords: wordsOf(keywords),
    receivedAt: new Date(receivedAt * 1000),
    ...(structure && { structure: unpackStructure(structure) }),
  }))
}

/** What is told of a message whose flags change. */
export type Flagged = Pick<Message, 'uid' | 'emailId' | 'seq' | 'keywords'>

/** The flags of messages of a mailbox, in the order of their UIDs. */
export async function listFlags(
  db: Queryable,
  accountId: AccountId,
  mailboxId: RecordId,
  ranges: readonly UidRange[],
): Promise<Flagged[]> {
  const rows = await db.rows<Omit<Flagged, 'keywords'> & { keywords: string }>(sql`
    select h.uid, e.id as "emailId", e.seq, array_to_string(e.keywords, ' ') as keywords
    from ${memberships(accountId, mailboxId, { ranges })} order by h.uid`)
  return rows.map(({ keywords, ...row }) => ({ ...row, keywords: wordsOf(keywords) }))
}

/**
 * Memberships `h` with their emails `e`. What moved since is looked up by its number and then by its key, and each range
 * by its key: the fences (`offset 0`) keep a plan made for unknown values from walking the whole table.
 */
function memberships(
  accountId: AccountId,
  mailboxId: RecordId,
  { ranges = null, changedSince }: MessageWish,
): Sql {
  const emails = sql`email e on e.account_id = h.account_id and e.id = h.email_id`
  if (changedSince !== undefined)
    return sql`(select m.* from email m where m.account_id = ${accountId} and m.seq > ${changedSince} offset 0) e,
      lateral (select m.* from mailbox_email m where m.account_id = ${accountId} and m.email_id = e.id
        and m.mailbox_id = ${mailboxId} and ${isWithin(ranges)} offset 0) h`
  if (ranges === null) return sql`mailbox_email h join ${emails}`
  return sql`${spans(ranges)},
    lateral (select m.* from mailbox_email m where m.account_id = ${accountId} and m.mailbox_id = ${mailboxId}
      and m.uid between r.first and r.last offset 0) h join ${emails}`
}

const isWithin = (ranges: readonly UidRange[] | null): Sql =>
  ranges === null
    ? sql`true`
    : sql`m.uid <@ (select range_agg(int8range(first, last, '[]')) from ${spans(ranges)})`

const spans = (ranges: readonly UidRange[]): Sql =>
  sql`unnest(${ranges.map(r => r.first)}::bigint[], ${ranges.map(r => r.last ?? MAX_UID)}::bigint[]) r(first, last)`

// RFC 9051 §2.3.1.1
const MAX_UID = 0xffffffff

/** What message numbers stand for: every UID, in order, with its email. */
export const listUids = (
  db: Queryable,
  accountId: AccountId,
  mailboxId: RecordId,
): Promise<{ uid: number; emailId: RecordId }[]> =>
  db.rows(sql`select uid, email_id as "emailId" from mailbox_email
    where account_id = ${accountId} and mailbox_id = ${mailboxId} order by uid`)

/** What happened to a mailbox since then. */
export interface Movements {
  /** Up to which number of the account. */
  readonly seq: Seq
  /** UIDs that left. */
  readonly vanished: readonly number[]
  /** Messages that came or changed, in the order of their UIDs. */
  readonly moved: readonly Flagged[]
}

/** One statement, so that all of it is of the same moment; null when that was too long ago to know. */
export async function listMovements(
  db: Queryable,
  accountId: AccountId,
  mailboxId: RecordId,
  since: Seq,
): Promise<Movements | null> {
  const rows = await db.rows<{
    uid: number | null
    emailId: RecordId | null
    seq: Seq
    keywords: string
  }>(sql`
    select null::bigint as uid, null::bigint as "emailId", 
      case when floor <= ${since} or coalesce((states->>'Email')::bigint, 0) <= ${since} then seq end as seq, null as keywords
    from account where account_id = ${accountId}
    union all
    select uid, null, seq, null from mailbox_gone
    where account_id = ${accountId} and seq > ${since} and mailbox_id = ${mailboxId}
    union all
    select h.uid, e.id, e.seq, array_to_string(e.keywords, ' ')
    from ${memberships(accountId, mailboxId, { changedSince: since })}`)
  const seq = rows.find(({ uid }) => uid === null)?.seq ?? null
  if (seq === null) return null
  const byUid = rows
    .flatMap(row => (row.uid === null ? [] : [{ ...row, uid: row.uid }]))
    .sort((a, b) => a.uid - b.uid)
  return {
    seq,
    vanished: byUid.flatMap(({ uid, emailId }) => (emailId === null ? [uid] : [])),
    moved: byUid.flatMap(({ emailId, keywords, ...row }) =>
      emailId === null ? [] : [{ ...row, emailId, keywords: wordsOf(keywords) }],
    ),
  }
}

/** UIDs that left a mailbox since then; null when that was too long ago to know. */
// RFC 7162 §3.2.10
export async function listVanished(
  db: Queryable,
  accountId: AccountId,
  mailboxId: RecordId,
  since: Seq,
): Promise<number[] | null> {
  const account = await db.row<{ floor: Seq }>(sql`select floor from account where account_id = ${accountId}`)
  if (!account || since < account.floor) return null
  const rows = await db.rows<{ uid: number }>(sql`
    select uid from mailbox_gone where account_id = ${accountId} and seq > ${since} and mailbox_id = ${mailboxId}
    order by uid`)
  return rows.map(row => row.uid)
}
