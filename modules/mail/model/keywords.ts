import { Refused } from '../../../lib/errors.ts'
import type { RecordId, Seq } from '../../../lib/id.ts'
import type { Access } from '../../../store/access.ts'
import type { Tx } from '../../../store/database.ts'
import { lockAccounts, take } from '../../../store/sequence.ts'
import { type Sql, sql } from '../../../store/sql.ts'
import { MAX_KEYWORDS, type MailboxRight } from '../types.ts'
import { among } from './among.ts'
import { settleCounts, tally } from './counts.ts'
import { readKeywords, withKeywords } from './keyword.ts'
import { mailboxesOf } from './membership-rows.ts'
import { heldEverywhere } from './rights.ts'

/** What happens to the keywords of some emails, the same for all. */
export type KeywordChange =
  | { readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly set: readonly string[] }

export interface KeywordOutcome {
  /** Emails that changed, with their new seq. */
  readonly changed: ReadonlyMap<RecordId, Seq>
  /** Emails that moved after `unchangedSince`, and were left alone. RFC 7162 §3.1.3 */
  readonly stale: readonly RecordId[]
  /** Emails whose reader lacks the right. */
  readonly forbidden: readonly RecordId[]
}

interface Candidate {
  id: RecordId
  threadId: RecordId
  seq: Seq
  changes: boolean
  flips: boolean
  size: number
}

/** Changes the keywords of any number of emails in a fixed number of statements. */
export async function setKeywords(
  tx: Tx,
  access: Access,
  ids: readonly RecordId[],
  change: KeywordChange,
  unchangedSince: Seq | null = null,
): Promise<KeywordOutcome> {
  await lockAccounts(tx, [access.accountId])
  const next = nextKeywords(change)
  const held = await heldEverywhere(tx, access, ids, rightsFor(change))
  const candidates = await listCandidates(tx, access, [...held], change)
  const isStale = (c: Candidate) => unchangedSince !== null && c.seq > unchangedSince
  const moving = candidates.filter(c => c.changes && !isStale(c))
  if (moving.some(c => c.size > MAX_KEYWORDS))
    throw new Refused('tooMany', `more than ${MAX_KEYWORDS} keywords`, { type: 'tooManyKeywords' })
  return {
    changed: await write(tx, access, moving, next, 'set' in change ? change.set : change.add),
    stale: candidates.filter(isStale).map(c => c.id),
    forbidden: ids.filter(id => !held.has(id)),
  }
}

/** The keywords after the change, as it writes them. */
export function changed(keywords: readonly string[], change: KeywordChange): string[] {
  if ('set' in change) return readKeywords(change.set)
  const gone = new Set(change.remove.map(word => word.toLowerCase()))
  return readKeywords([...keywords.filter(word => !gone.has(word)), ...change.add])
}

/** Whether the change would leave the keywords as they are. */
export function stands(keywords: readonly string[], change: KeywordChange): boolean {
  const words = new Set(keywords)
  const next = changed(keywords, change)
  return next.length === words.size && next.every(word => words.has(word))
}

/** The keywords of `e` after the change, as SQL. */
function nextKeywords(change: KeywordChange): Sql {
  if ('set' in change) return sql`${readKeywords(change.set)}::text[]`
  const add = readKeywords(change.add)
  const gone = change.remove.map(word => word.toLowerCase()).filter(word => !add.includes(word))
  return sql`(select coalesce(array_agg(distinct k order by k), '{}')
    from unnest(e.keywords || ${add}::text[]) k where k <> all(${gone}::text[]))`
}

// RFC 8621 §2: $seen has a right of its own.
function rightsFor(change: KeywordChange): MailboxRight[] {
  if ('set' in change) return ['maySetSeen', 'maySetKeywords']
  const words = new Set([...change.add, ...change.remove].map(word => word.toLowerCase()))
  const others = [...words].some(word => word !== '$seen')
  return [
    ...(words.has('$seen') ? (['maySetSeen'] as const) : []),
    ...(others ? (['maySetKeywords'] as const) : []),
  ]
}

/** Told without computing the new keywords, which is dear for a hundred thousand emails. */
function listCandidates(
  tx: Tx,
  access: Access,
  ids: readonly RecordId[],
  change: KeywordChange,
): Promise<Candidate[]> {
  const { changes, counts, size } = effectOf(change)
  return tx.rows(sql`
    select e.id, e.thread_id as "threadId", e.seq, ${changes} as changes, ${size} as size, ${counts} as flips
    from email e
    where e.account_id = ${access.accountId} and e.id in ${among(ids)}
    order by e.id`)
}

/** Words that some count of a mailbox looks at. */
const COUNTED = ['$seen', '$draft', '$deleted']

/** Whether `e` changes, whether a count does, and how many keywords it has afterwards at most. */
function effectOf(change: KeywordChange): { changes: Sql; counts: Sql; size: Sql } {
  if ('set' in change) {
    const words = readKeywords(change.set)
    const [set, gone] = [
      COUNTED.filter(word => words.includes(word)),
      COUNTED.filter(w => !words.includes(w)),
    ]
    return {
      changes: sql`not (e.keywords @> ${words}::text[] and e.keywords <@ ${words}::text[])`,
      counts: moves(set, gone),
      size: sql`${words.length}::int`,
    }
  }
  const [add, remove] = [readKeywords(change.add), change.remove.map(word => word.toLowerCase())]
  const gone = remove.filter(word => !add.includes(word))
  const counted = (words: readonly string[]) => words.filter(word => COUNTED.includes(word))
  return {
    changes: moves(add, gone),
    counts: moves(counted(add), counted(gone)),
    size: sql`cardinality(e.keywords) + ${add.length}::int`,
  }
}

/** Whether `e` lacks one of those, or has one of these. */
const moves = (add: readonly string[], gone: readonly string[]): Sql =>
  sql`(not e.keywords @> ${add}::text[] or e.keywords && ${gone}::text[])`

async function write(
  tx: Tx,
  { accountId }: Access,
  moving: readonly Candidate[],
  next: Sql,
  fresh: readonly string[],
): Promise<Map<RecordId, Seq>> {
  if (moving.length === 0) return new Map()
  const ids = moving.map(c => c.id)
  const threads = [...new Set(moving.filter(c => c.flips).map(c => c.threadId))]
  const before = await tally(tx, accountId, threads)
  const first = (await take(tx, accountId, { Email: ids.length })).Email
  const last = (first + ids.length - 1) as Seq
  tx.post(sql`
    update email e set seq = ${first}::bigint + r.at - 1, keywords = ${next}
    from unnest(${ids}::bigint[]) with ordinality r(id, at)
    where e.account_id = ${accountId} and e.id = r.id`)
  tx.post(sql`
    update mailbox b set highest_seq = ${last}, keywords = ${withKeywords(sql`${readKeywords(fresh)}::text[]`)}
    where account_id = ${accountId} and id in (${mailboxesOf(accountId, ids)})`)
  await settleCounts(tx, accountId, before, await tally(tx, accountId, threads))
  return new Map(ids.map((id, i) => [id, (first + i) as Seq]))
}
