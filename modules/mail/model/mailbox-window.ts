import { Refused } from '../../../lib/errors.ts'
import type { RecordId } from '../../../lib/id.ts'
import type { Access } from '../../../store/access.ts'
import type { Queryable } from '../../../store/database.ts'
import type { QueryResult } from '../../../store/records/query.ts'
import { empty, raw, type Sql, sql } from '../../../store/sql.ts'
import type { EmailQuery } from './email-query.ts'

/** The emails of one mailbox, newest first, that fulfil what more the filter asks of them. */
export interface Listing {
  readonly mailboxId: RecordId
  readonly rest: Sql | null
  readonly visible: boolean
}

interface Entry {
  id: RecordId
  threadId: RecordId
  listedAt: Date
}

export async function readWindow(
  db: Queryable,
  access: Access,
  listing: Listing,
  query: EmailQuery,
): Promise<QueryResult> {
  if (!listing.visible && query.anchor === null)
    return { ids: [], position: 0, total: query.total ? 0 : null }
  if (listing.rest !== null && query.total && query.anchor === null && query.position >= 0)
    return readCounted(db, access, listing, listing.rest, query)
  const needsTotal = query.total || (query.anchor === null && query.position < 0)
  const total = needsTotal ? await countListing(db, access, listing, query.collapse) : null
  const position = await startOf(db, access, listing, query, total)
  const ids = query.collapse
    ? await collapsed(db, access, listing, position, query.limit)
    : (await page(db, access, listing, null, position, query.limit)).map(entry => entry.id)
  return { ids, position, total: query.total ? total : null }
}

/** What fulfils the rest is looked for once, for the window and for the number. */
async function readCounted(
  db: Queryable,
  access: Access,
  listing: Listing,
  rest: Sql,
  query: EmailQuery,
): Promise<QueryResult> {
  const { accountId } = access
  const { collapse, position, limit } = query
  const order = raw('m.listed_at desc, m.email_id desc')
  const rows = await db.rows<{ id: RecordId; total: number }>(sql`
    select id, count(*) over () as total from (
      select ${collapse ? raw('distinct on (m.thread_id)') : empty} m.email_id as id, m.listed_at from mailbox_email m
      join email t on t.account_id = m.account_id and t.id = m.email_id
      where m.account_id = ${accountId} and m.mailbox_id = ${listing.mailboxId} and ${rest}
      ${collapse ? sql`order by m.thread_id, ${order}` : empty}) found
    order by listed_at desc, id desc limit ${limit} offset ${position}`)
  const total = rows[0]?.total ?? (await untold(query, () => countListing(db, access, listing, collapse)))
  return { ids: rows.map(row => row.id), position, total }
}

/** How many there are when no row tells it: none, or the window lies beyond their end. */
export const untold = async (
  { position, limit }: EmailQuery,
  count: () => Promise<number>,
): Promise<number> => (position === 0 && limit > 0 ? 0 : count())

/** How many there are: told by the mailbox itself when nothing else is asked. */
export async function countListing(
  db: Queryable,
  { accountId }: Access,
  { mailboxId, rest }: Listing,
  collapse: boolean,
): Promise<number> {
  const kept = collapse ? raw('total_threads') : raw('total_emails')
  const counted = collapse ? raw('count(distinct m.thread_id)') : raw('count(*)')
  const row = await db.row<{ n: number }>(
    rest === null
      ? sql`select ${kept} as n from mailbox where account_id = ${accountId} and id = ${mailboxId}`
      : sql`select ${counted} as n from mailbox_email m
          join email t on t.account_id = m.account_id and t.id = m.email_id
          where m.account_id = ${accountId} and m.mailbox_id = ${mailboxId} and ${rest}`,
  )
  return row?.n ?? 0
}

/**
 * The places of these emails in the list; those that are not in it are left out. Only what stands above the lowest of
 * them is looked at, so that what has just come costs nothing.
 */
export async function placesInListing(
  db: Queryable,
  { accountId }: Access,
  { mailboxId, rest, visible }: Listing,
  collapse: boolean,
  ids: readonly RecordId[],
): Promise<{ id: RecordId; at: number }[]> {
  if (!visible) return []
  const nth = collapse
    ? raw('row_number() over (partition by e.thread_id order by e.listed_at desc, e.id desc)')
    : raw('1')
  return db.rows(sql`
    with lowest as (
      select listed_at, email_id from mailbox_email
      where account_id = ${accountId} and mailbox_id = ${mailboxId} and email_id = any(${ids}::bigint[])
      order by listed_at, email_id limit 1),
    entries as (
      select e.*, ${nth} as nth from lowest l, lateral (
        select m.email_id as id, m.thread_id, m.listed_at from mailbox_email m
        ${rest === null ? empty : raw('join email t on t.account_id = m.account_id and t.id = m.email_id')}
        where m.account_id = ${accountId} and m.mailbox_id = ${mailboxId} ${rest === null ? empty : sql`and ${rest}`}
          and (m.listed_at, m.email_id) >= (l.listed_at, l.email_id) offset 0) e)
    select id, at from (
      select id, row_number() over (order by listed_at desc, id desc) - 1 as at from entries where nth = 1) l
    where id = any(${ids}::bigint[]) order by at`)
}

/** Entries in order, from after one of them or from the top, without the first `skip`. */
const page = (
  db: Queryable,
  { accountId }: Access,
  { mailboxId, rest }: Listing,
  last: Entry | null,
  skip: number,
  limit: number,
): Promise<Entry[]> =>
  db.rows(sql`
    select m.email_id as id, m.thread_id as "threadId", m.listed_at as "listedAt" from mailbox_email m
    ${rest === null ? empty : raw('join email t on t.account_id = m.account_id and t.id = m.email_id')}
    where m.account_id = ${accountId} and m.mailbox_id = ${mailboxId} ${rest === null ? empty : sql`and ${rest}`}
      ${last === null ? empty : sql`and (m.listed_at, m.email_id) < (${last.listedAt}::timestamptz, ${last.id}::bigint)`}
    order by m.listed_at desc, m.email_id desc limit ${limit} offset ${skip}`)

const MIN_PAGE = 200
const MAX_PAGE = 10_000

/** The first email of each thread, walked in pages until the window is full. */
async function collapsed(
  db: Queryable,
  access: Access,
  listing: Listing,
  position: number,
  limit: number,
): Promise<RecordId[]> {
  const ids: RecordId[] = []
  for await (const entry of walkThreads(db, access, listing, position + limit)) {
    ids.push(entry.id)
    if (ids.length === position + limit) break
  }
  return ids.slice(position)
}

/** First emails of threads, in order. */
export async function* walkThreads(
  db: Queryable,
  access: Access,
  listing: Listing,
  expected: number,
): AsyncGenerator<Entry> {
  const seen = new Set<RecordId>()
  let last: Entry | null = null
  for (let size = Math.max(MIN_PAGE, Math.ceil(expected * 1.5)); ; size = Math.min(size * 2, MAX_PAGE)) {
    const entries: Entry[] = await page(db, access, listing, last, 0, size)
    for (const entry of entries) {
      if (seen.has(entry.threadId)) continue
      seen.add(entry.threadId)
      yield entry
    }
    if (entries.length < size) return
    last = entries.at(-1)!
  }
}

// RFC 8620 §5.5
async function startOf(
  db: Queryable,
  access: Access,
  listing: Listing,
  query: EmailQuery,
  total: number | null,
): Promise<number> {
  if (query.anchor === null) return query.position < 0 ? Math.max(0, total! + query.position) : query.position
  const at = listing.visible ? await indexOf(db, access, listing, query.anchor, query.collapse) : null
  if (at === null) throw new Refused('anchorNotFound', 'the anchor is not among the results')
  return Math.max(0, at + query.anchorOffset)
}

/** How many stand before an email of the list; null when it is not in it. */
export async function indexOf(
  db: Queryable,
  access: Access,
  listing: Listing,
  id: RecordId,
  collapse: boolean,
): Promise<number | null> {
  if (collapse) return indexOfThread(db, access, listing, id)
  const { mailboxId, rest } = listing
  const row = await db.row<{ at: number | null }>(sql`
    select (select count(*) from mailbox_email m
        ${rest === null ? empty : raw('join email t on t.account_id = m.account_id and t.id = m.email_id')}
        where m.account_id = a.account_id and m.mailbox_id = a.mailbox_id ${rest === null ? empty : sql`and ${rest}`}
          and (m.listed_at, m.email_id) > (a.listed_at, a.email_id)) as at
    from mailbox_email a join email t on t.account_id = a.account_id and t.id = a.email_id
    where a.account_id = ${access.accountId} and a.mailbox_id = ${mailboxId} and a.email_id = ${id}
      ${rest === null ? empty : sql`and ${rest}`}`)
  return row?.at ?? null
}

async function indexOfThread(
  db: Queryable,
  access: Access,
  listing: Listing,
  id: RecordId,
): Promise<number | null> {
  let at = 0
  for await (const entry of walkThreads(db, access, listing, 0)) {
    if (entry.id === id) return at
    at++
  }
  return null
}
