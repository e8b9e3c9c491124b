import type { House } from '../../../core/house.ts'
import { fold } from '../../../lib/filter.ts'
import { type AccountId, type Digest, type RecordId, readId, type Seq } from '../../../lib/id.ts'
import { fromBytes } from '../../../store/blobs/blobs.ts'
import { all, any, empty, join, raw, type Sql, sql } from '../../../store/sql.ts'
import { email, thread } from '../types.ts'
import { holdsText } from './email-filter.ts'
import { hasWord } from './keyword.ts'
import { type MessageSort, orderOf, sortsByContent } from './message-sort.ts'
import { isBodyKey, matchBytes, type TextKey } from './message-text.ts'
import type { UidRange } from './messages.ts'
import { together } from './together.ts'

/** What is looked for in one mailbox, as IMAP says it; numbers and flags are already UIDs and keywords. */
export type Wanted =
  | { readonly key: 'all' | 'none' }
  | { readonly key: 'and' | 'or'; readonly of: readonly Wanted[] }
  | { readonly key: 'not'; readonly of: Wanted }
  | { readonly key: 'keyword'; readonly keyword: string }
  | { readonly key: 'uid'; readonly ranges: readonly UidRange[] }
  | {
      readonly key: 'received' | 'saved' | 'sent'
      readonly is: 'before' | 'on' | 'since'
      readonly day: string
    }
  | { readonly key: 'age'; readonly is: 'older' | 'younger'; readonly at: Date }
  | { readonly key: 'larger' | 'smaller'; readonly size: number }
  | { readonly key: 'seq'; readonly from: Seq }
  | { readonly key: 'emailid' | 'threadid'; readonly id: string }
  | TextKey

export type { MessageSort }

export interface FoundMessage {
  readonly uid: number
  readonly seq: Seq
}

/** Messages read at once to look into them. */
const BATCH = 50

/**
 * Messages of a mailbox that fit. All that columns can tell is decided in SQL, and only what remains open is read:
 *
 *   wanted ──▶ SQL for each part that columns decide ──▶ rows that may still fit ──▶ bytes, for the other parts
 */
export async function searchMessages(
  house: House,
  accountId: AccountId,
  mailboxId: RecordId,
  wanted: Wanted,
  sort: readonly MessageSort[] = [],
): Promise<FoundMessage[]> {
  const decided: Sql[] = []
  const plan = planOf(wanted, decided)
  const query = (more: Sql) => sql`
    select h.uid, e.seq${more}
    from mailbox_email h join email e on e.account_id = h.account_id and e.id = h.email_id
    ${asksContent(wanted) || sortsByContent(sort) ? raw('join email_content c on c.account_id = e.account_id and c.id = e.id') : empty}
    where h.account_id = ${accountId} and h.mailbox_id = ${mailboxId} and ${possible(plan, decided)}
    order by ${orderOf(sort)}`
  if (!readsBytes(plan)) return listFound(house, query(empty))
  const more = sql`, e.blob_digest as digest, e.size, ${flagsOf(decided)} as decided`
  return look(house, await house.db.rows<Row>(query(more)), plan)
}

/** In one row, as most of what many rows cost is that they are many. */
async function listFound({ db }: House, query: Sql): Promise<FoundMessage[]> {
  const row = await db.row<{ uids: string | null; seqs: string | null }>(sql`
    select array_to_string(array_agg(uid), ' ') as uids, array_to_string(array_agg(seq), ' ') as seqs from (${query}) f`)
  const { uids, seqs } = row!
  if (uids === null || seqs === null) return []
  const numbers = seqs.split(' ')
  return uids.split(' ').map((uid, at) => ({ uid: Number(uid), seq: Number(numbers[at]) as Seq }))
}

interface Row extends FoundMessage {
  readonly digest: Buffer
  readonly size: number
  readonly decided: readonly boolean[]
}

/** A search whose leaves are a column of `decided`, or a text to look for in the bytes. */
type Plan =
  | { readonly op: 'decided'; readonly at: number }
  | { readonly op: 'look'; readonly key: TextKey }
  | { readonly op: 'and' | 'or'; readonly of: readonly Plan[] }
  | { readonly op: 'not'; readonly of: Plan }

function planOf(wanted: Wanted, decided: Sql[]): Plan {
  const clause = clauseOf(wanted)
  if (clause) return { op: 'decided', at: decided.push(clause) - 1 }
  switch (wanted.key) {
    case 'and':
    case 'or':
      return { op: wanted.key, of: wanted.of.map(part => planOf(part, decided)) }
    case 'not':
      return { op: 'not', of: planOf(wanted.of, decided) }
    default:
      return { op: 'look', key: wanted as TextKey }
  }
}

const flagsOf = (decided: readonly Sql[]): Sql =>
  sql`array[${join(
    decided.map(clause => sql`coalesce(${clause}, false)`),
    ', ',
  )}]::boolean[]`

/** Whether what never changes of an email must be read. */
function asksContent(wanted: Wanted): boolean {
  if (wanted.key === 'and' || wanted.key === 'or') return wanted.of.some(asksContent)
  if (wanted.key === 'not') return asksContent(wanted.of)
  return wanted.key === 'header' || wanted.key === 'sent'
}

/** What a message must fulfil, whatever its bytes say. */
function possible(plan: Plan, decided: readonly Sql[]): Sql {
  switch (plan.op) {
    case 'decided':
      return sql`(${decided[plan.at]})`
    case 'and':
      return all(plan.of.map(part => possible(part, decided)))
    case 'or':
      return any(plan.of.map(part => possible(part, decided)))
    case 'not':
      return plan.of.op === 'decided' ? sql`not coalesce(${decided[plan.of.at]}, false)` : sql`true`
    case 'look':
      return sql`true`
  }
}

/** SQL for a part of the search that columns decide alone; null when bytes must be read. */
function clauseOf(wanted: Wanted): Sql | null {
  switch (wanted.key) {
    case 'and':
    case 'or': {
      const parts = wanted.of.map(clauseOf)
      if (parts.some(part => part === null)) return null
      return wanted.key === 'and' ? all(parts as Sql[]) : any(parts as Sql[])
    }
    case 'not': {
      if (wanted.of.key === 'keyword') return sql`not ${columnClause(wanted.of)}`
      const part = clauseOf(wanted.of)
      return part && sql`not coalesce(${part}, false)`
    }
    case 'text':
    case 'header':
      return textClause(wanted)
    default:
      return columnClause(wanted)
  }
}

type ColumnKey = Exclude<Wanted, { key: 'and' | 'or' | 'not' | 'text' | 'header' }>

function columnClause(wanted: ColumnKey): Sql {
  switch (wanted.key) {
    case 'all':
      return sql`true`
    case 'none':
      return sql`false`
    case 'keyword':
      return hasWord('e', wanted.keyword)
    case 'uid':
      return uidClause(wanted.ranges)
    // RFC 9051 §6.4.4: the day as INTERNALDATE tells it, which is in UTC here.
    case 'received':
      return dayClause(sql`(e.received_at at time zone 'UTC')::date`, wanted)
    // RFC 8514 §4.3
    case 'saved':
      return dayClause(sql`(h.saved_at at time zone 'UTC')::date`, wanted)
    // RFC 9051 §6.4.4: the day as the sender wrote it, whatever the zone.
    case 'sent':
      return dayClause(sql`to_date(left(c.sent_at, 10), 'YYYY-MM-DD')`, wanted)
    case 'age':
      return wanted.is === 'older' ? sql`e.received_at <= ${wanted.at}` : sql`e.received_at >= ${wanted.at}`
    case 'larger':
      return sql`e.size > ${wanted.size}::bigint`
    case 'smaller':
      return sql`e.size < ${wanted.size}::bigint`
    case 'seq':
      return sql`e.seq >= ${wanted.from}::bigint`
    case 'emailid':
      return sql`e.id = ${readId(email.prefix, wanted.id)}::bigint`
    case 'threadid':
      return sql`e.thread_id = ${readId(thread.prefix, wanted.id)}::bigint`
  }
}

function dayClause(day: Sql, { is, day: asked }: { is: 'before' | 'on' | 'since'; day: string }): Sql {
  if (is === 'on') return sql`${day} = ${asked}::date`
  return is === 'before' ? sql`${day} < ${asked}::date` : sql`${day} >= ${asked}::date`
}

function uidClause(ranges: readonly UidRange[]): Sql {
  if (ranges.length === 0) return sql`false`
  const [only] = ranges
  if (ranges.length === 1)
    return sql`h.uid between ${only!.first}::bigint and ${only!.last ?? MAX_UID}::bigint`
  const firsts = ranges.map(range => range.first)
  const lasts = ranges.map(range => range.last ?? MAX_UID)
  // Many ranges are read once, as one multirange that is asked for each row.
  return sql`(select range_agg(int8range(first, last, '[]')) from unnest(${firsts}::bigint[], ${lasts}::bigint[]) r(first, last))
    @> h.uid`
}

const MAX_UID = 0xffffffff

/** Folded already: folded.ts. */
const COLUMNS = {
  from: 'from_text',
  to: 'to_text',
  cc: 'cc_text',
  bcc: 'bcc_text',
  subject: 'subject_text',
} as const
const HEADERS = {
  date: 'date',
  'message-id': 'messageId',
  'in-reply-to': 'inReplyTo',
} as const

/** RFC 9051 §6.4.4: a substring, in any letter case; of decoded text. */
function textClause(key: TextKey): Sql | null {
  if (isBodyKey(key)) return null
  const field = key.field.toLowerCase()
  if (Object.hasOwn(COLUMNS, field)) return contains(raw(`c.${COLUMNS[field as keyof typeof COLUMNS]}`), key)
  if (!Object.hasOwn(HEADERS, field)) return null
  return contains(sql`fold(c.envelope->>${HEADERS[field as keyof typeof HEADERS]})`, key)
}

/** RFC 9051 §6.4.4: an empty text asks whether the field is there. */
const contains = (folded: Sql, { value: text }: TextKey): Sql =>
  text === '' ? sql`${folded} is not null` : holdsText(folded, text)

const readsBytes = (plan: Plan): boolean => {
  if (plan.op === 'look') return true
  if (plan.op === 'decided') return false
  return plan.op === 'not' ? readsBytes(plan.of) : plan.of.some(readsBytes)
}

async function look(house: House, rows: readonly Row[], plan: Plan): Promise<FoundMessage[]> {
  const found: FoundMessage[] = []
  for (const batch of together(rows, BATCH)) {
    const digests = batch.map(row => fromBytes(row.digest))
    const contents = await house.blobs.readMany([...new Set<Digest>(digests)])
    batch.forEach((row, i) => {
      const bytes = contents.get(digests[i]!)
      if (bytes && holds(plan, row, matchBytes(bytes))) found.push({ uid: row.uid, seq: row.seq })
    })
  }
  return found
}

function holds(plan: Plan, row: Row, matches: (key: TextKey, needle: string) => boolean): boolean {
  switch (plan.op) {
    case 'decided':
      return row.decided[plan.at]!
    case 'and':
      return plan.of.every(part => holds(part, row, matches))
    case 'or':
      return plan.of.some(part => holds(part, row, matches))
    case 'not':
      return !holds(plan.of, row, matches)
    case 'look':
      return matches(plan.key, fold(plan.key.value))
  }
}
