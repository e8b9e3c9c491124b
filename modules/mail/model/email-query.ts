import { Refused } from '../../../lib/errors.ts'
import type { Comparator } from '../../../lib/filter.ts'
import type { RecordId } from '../../../lib/id.ts'
import { type Access, mayClause } from '../../../store/access.ts'
import type { Queryable } from '../../../store/database.ts'
import type { Query, QueryResult } from '../../../store/records/query.ts'
import { all, empty, raw, type Sql, sql } from '../../../store/sql.ts'
import { email } from '../types.ts'
import { type Known, splitMailbox, treeClause } from './email-filter.ts'
import { NEWEST_FIRST, orderOf, sortsByContent, sortsByListing } from './email-sort.ts'
import { MAIL_TYPES } from './emails.ts'
import type { Order, OrderKept } from './kept-orders.ts'
import { countListing, type Listing, placesInListing, readWindow, untold } from './mailbox-window.ts'
import { findMailbox } from './mailboxes.ts'
import { holdsSnoozed } from './snooze.ts'

export interface EmailQuery extends Query {
  /** One email for each thread, the first in the order. RFC 8621 §4.4.3 */
  readonly collapse: boolean
  readonly known: Known
}

/**
 * One window of the emails that match. The list of one mailbox by date, which is what people look at, walks an index
 * and touches no more than it answers, however large the mailbox. Another is put in order once, if that may be kept.
 */
export async function queryEmails(
  db: Queryable,
  access: Access,
  query: EmailQuery,
  kept: OrderKept | null = null,
): Promise<QueryResult> {
  const listing = await listingOf(db, access, query)
  if (listing) return readWindow(db, access, listing, query)
  if (kept) return windowOf(await readOrder(db, access, query, kept), query)
  const matching = from(access, query)
  const countsFirst = query.anchor === null && query.position < 0
  const total = countsFirst ? await count(db, matching) : null
  const position = await startOf(db, matching, query, total)
  const counts = query.total && !countsFirst
  const rows = await db.rows<{ id: RecordId; total: number }>(sql`
    ${matching} select id, ${counts ? raw('count(*) over ()') : raw('0')} as total
    from ranked where ${once(query)} order by place limit ${query.limit} offset ${position}`)
  const ids = rows.map(row => row.id)
  if (!query.total) return { ids, position, total: null }
  const told = total ?? rows[0]?.total
  return { ids, position, total: told ?? (await untold({ ...query, position }, () => count(db, matching))) }
}

// RFC 8620 §5.5
export function windowOf(order: Order, query: EmailQuery): QueryResult {
  const { anchor, anchorOffset, limit } = query
  const anchored = anchor === null ? 0 : order.indexOf(anchor)
  if (anchored === -1) throw new Refused('anchorNotFound', NO_ANCHOR)
  const asked = anchor === null ? query.position : anchored + anchorOffset
  const position = anchor === null && asked < 0 ? order.length + asked : asked
  const from = Math.max(0, position)
  return {
    ids: Array.from(order.subarray(from, from + limit)) as RecordId[],
    position: from,
    total: query.total ? order.length : null,
  }
}

export interface Place {
  readonly id: RecordId
  readonly at: number
}

/** The places of these emails in the whole list, without those that are not in it, and how many it holds. */
export async function placesOf(
  db: Queryable,
  access: Access,
  query: EmailQuery,
  ids: readonly RecordId[],
  kept: OrderKept | null,
): Promise<{ places: Place[]; total: number | null }> {
  const listing = await listingOf(db, access, query)
  if (listing) return placesListed(db, access, query, ids, listing)
  const order = await readOrder(db, access, query, kept)
  const wanted = new Set<number>(ids)
  const places: Place[] = []
  for (const [at, id] of order.entries()) if (wanted.has(id)) places.push({ id: id as RecordId, at })
  return { places, total: query.total ? order.length : null }
}

async function placesListed(
  db: Queryable,
  access: Access,
  { collapse, total }: EmailQuery,
  ids: readonly RecordId[],
  listing: Listing,
) {
  const places = ids.length > 0 ? await placesInListing(db, access, listing, collapse, ids) : []
  if (!total) return { places, total: null }
  return { places, total: listing.visible ? await countListing(db, access, listing, collapse) : 0 }
}

/** In one row, as most of what many rows cost is that they are many. */
async function readOrder(
  db: Queryable,
  access: Access,
  query: EmailQuery,
  kept: OrderKept | null,
): Promise<Order> {
  if (kept?.found) return kept.found
  const row = await db.row<{ ids: string | null }>(sql`
    ${from(access, query)} select array_to_string(array_agg(id order by place), ' ') as ids from ranked where ${once(query)}`)
  const order = Float64Array.from(row!.ids?.split(' ') ?? [], Number)
  kept?.keep(order)
  return order
}

/** `ranked(id, place, nth)`: every match with its place, and which of its thread it is. */
function from(access: Access, query: EmailQuery): Sql {
  const order = orderOf(query.sort.length ? query.sort : NEWEST_FIRST)
  const nth = query.collapse ? sql`row_number() over (partition by thread_id order by place)` : sql`1`
  return sql`
    with matching as (
      select t.id, t.thread_id, row_number() over (order by ${order}) as place from email t
      ${sortsByContent(query.sort) ? raw('join email_content c on c.account_id = t.account_id and c.id = t.id') : empty}
      ${sortsByListing(query.sort) ? raw('left join snooze z on z.account_id = t.account_id and z.email_id = t.id') : empty}
      where ${all([
        sql`t.account_id = ${access.accountId}`,
        mayClause(email, MAIL_TYPES, access, 'mayReadItems'),
        query.filter === null ? sql`true` : treeClause(query.filter, query.known),
      ])}),
    ranked as (select id, place, ${nth} as nth from matching)`
}

const once = (query: EmailQuery): Sql => (query.collapse ? sql`nth = 1` : sql`true`)

async function count(db: Queryable, matching: Sql): Promise<number> {
  return (await db.row<{ n: number }>(sql`${matching} select count(*) as n from ranked where nth = 1`))!.n
}

const NO_ANCHOR = 'the anchor is not among the results'

// RFC 8620 §5.5
async function startOf(
  db: Queryable,
  matching: Sql,
  query: EmailQuery,
  total: number | null,
): Promise<number> {
  if (query.anchor === null) return query.position < 0 ? Math.max(0, total! + query.position) : query.position
  const row = await db.row<{ at: number }>(sql`
    ${matching} select at from (select id, row_number() over (order by place) - 1 as at from ranked where ${once(query)}) l
    where id = ${query.anchor}`)
  if (!row) throw new Refused('anchorNotFound', NO_ANCHOR)
  return Math.max(0, row.at + query.anchorOffset)
}

/** The query as the list of one mailbox, newest first, or null when it is another. */
export async function listingOf(db: Queryable, access: Access, query: EmailQuery): Promise<Listing | null> {
  const by = query.sort.length < 2 ? newestBy(query.sort[0]) : null
  const split = by && query.filter ? splitMailbox(query.filter) : null
  if (!split || (by === 'receivedAt' && (await holdsSnoozed(db, access.accountId, split.mailboxId))))
    return null
  const visible = access.owner || (await findMailbox(db, access, split.mailboxId)) !== null
  const rest = split.rest ? treeClause(split.rest, query.known) : null
  return { mailboxId: split.mailboxId, rest, visible }
}

function newestBy(first: Comparator = NEWEST_FIRST[0]!): string | null {
  const { property, isAscending } = first
  return isAscending === false && (property === 'receivedAt' || property === 'listedAt') ? property : null
}
