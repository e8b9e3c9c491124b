import type { House } from '../../../../core/house.ts'
import type { AccountId, Digest, RecordId } from '../../../../lib/id.ts'
import { fromBytes, toBytes } from '../../../../store/blobs/blobs.ts'
import type { Queryable, Tx } from '../../../../store/database.ts'
import { sql } from '../../../../store/sql.ts'
import { tokensOf } from './tokens.ts'

export const LEARN_JOB = 'mail.learnJunk'

/** What one move teaches at most; more of the same would say nothing new. */
const MAX_EMAILS = 200
/** Bytes of messages beyond this are not read to be learnt. */
const MAX_BYTES = 1024 * 1024
const MAX_KEPT_TOKENS = 60_000
const MAX_KEPT_LESSONS = 5_000

export interface Lesson {
  readonly accountId: AccountId
  readonly ids: readonly RecordId[]
  readonly isJunk: boolean
}

/** People moved emails to Junk, or out of it to where things are kept: learnt right after, in a job. */
export async function noteLessons(
  tx: Tx,
  house: House,
  accountId: AccountId,
  ids: readonly RecordId[],
  { add, remove }: { readonly add: readonly RecordId[]; readonly remove: readonly RecordId[] },
): Promise<void> {
  if (ids.length === 0 || (add.length === 0 && remove.length === 0)) return
  const rows = await tx.rows<{ id: RecordId; role: string }>(sql`
    select id, role from mailbox where account_id = ${accountId} and role in ('junk', 'trash')
      and id = any(${[...add, ...remove]}::bigint[])`)
  const has = (mailboxes: readonly RecordId[], role: string) =>
    rows.some(row => row.role === role && mailboxes.includes(row.id))
  const isJunk = has(add, 'junk')
  const isKept = has(remove, 'junk') && add.length > 0 && !has(add, 'trash')
  if (!isJunk && !isKept) return
  const lesson: Lesson = { accountId, ids: ids.slice(0, MAX_EMAILS), isJunk }
  await house.jobs.enqueue(tx, LEARN_JOB, lesson, { queue: `${LEARN_JOB}.${accountId}` })
}

/**
 * Learns emails. Junk alone teaches nothing, and few people say what is good: with each lesson of junk goes one of an
 * email that was read and kept.
 */
export async function learnJunk(house: House, { accountId, ids, isJunk }: Lesson): Promise<void> {
  const learnt = await learn(house, accountId, await digestsOf(house.db, accountId, ids), isJunk)
  if (isJunk && learnt > 0) await learn(house, accountId, await listKept(house.db, accountId, learnt), false)
}

async function learn(
  house: House,
  accountId: AccountId,
  digests: readonly Digest[],
  isJunk: boolean,
): Promise<number> {
  let learnt = 0
  for (const digest of digests) {
    const size = await house.blobs.size(house.db, accountId, digest)
    if (size === null || size > MAX_BYTES) continue
    const tokens = tokensOf(await house.blobs.read(digest))
    learnt += Number(await house.db.write(tx => learnOne(tx, accountId, digest, tokens, isJunk)))
  }
  return learnt
}

/** False when it was known as that already. */
async function learnOne(
  tx: Tx,
  accountId: AccountId,
  digest: Digest,
  tokens: readonly number[],
  isJunk: boolean,
): Promise<boolean> {
  const before = await tx.row<{ was: boolean }>(sql`
    select is_junk as was from junk_lesson where account_id = ${accountId} and blob_digest = ${toBytes(digest)}
    for update`)
  if (before?.was === isJunk) return false
  await tx.run(sql`
    insert into junk_lesson (account_id, blob_digest, is_junk, learnt_at)
    values (${accountId}, ${toBytes(digest)}, ${isJunk}, now())
    on conflict (account_id, blob_digest) do update set is_junk = excluded.is_junk, learnt_at = excluded.learnt_at`)
  const unlearnt = before ? 1 : 0
  const [junk, clean] = isJunk ? [1, -unlearnt] : [-unlearnt, 1]
  await tx.run(sql`
    insert into junk_token as t (account_id, token, junk, clean, seen_on)
    select ${accountId}::bigint, token, greatest(${junk}::int, 0), greatest(${clean}::int, 0), current_date
    from unnest(${tokens}::bigint[]) token order by token
    on conflict (account_id, token) do update set junk = greatest(t.junk + ${junk}::int, 0),
      clean = greatest(t.clean + ${clean}::int, 0), seen_on = current_date`)
  return true
}

async function digestsOf(db: Queryable, accountId: AccountId, ids: readonly RecordId[]): Promise<Digest[]> {
  const rows = await db.rows<{ digest: Buffer }>(sql`
    select distinct blob_digest as digest from email where account_id = ${accountId} and id = any(${ids}::bigint[])`)
  return rows.map(row => fromBytes(row.digest))
}

/** The newest that were read, came from somewhere, and are neither junk nor thrown away. */
async function listKept(db: Queryable, accountId: AccountId, count: number): Promise<Digest[]> {
  const rows = await db.rows<{ digest: Buffer }>(sql`
    select e.blob_digest as digest from email e join email_assessment a on a.account_id = e.account_id and a.id = e.id
    where e.account_id = ${accountId} and '$seen' = any(e.keywords)
      and not exists (select from junk_lesson l where l.account_id = e.account_id and l.blob_digest = e.blob_digest)
      and not exists (select from mailbox_email h join mailbox b on b.account_id = h.account_id and b.id = h.mailbox_id
        where h.account_id = e.account_id and h.email_id = e.id and b.role in ('junk', 'trash', 'drafts', 'sent'))
    order by e.id desc limit ${count}`)
  return rows.map(row => fromBytes(row.digest))
}

/** What was seen longest ago and least often is forgotten; memory has a bound for each account. */
export async function trimLessons(db: Queryable): Promise<void> {
  await db.run(sql`
    delete from junk_token t using (
      select account_id, token, row_number() over (partition by account_id order by seen_on desc, junk + clean desc) as at
      from junk_token) r
    where t.account_id = r.account_id and t.token = r.token and r.at > ${MAX_KEPT_TOKENS}`)
  await db.run(sql`
    delete from junk_lesson t using (
      select account_id, blob_digest, row_number() over (partition by account_id order by learnt_at desc) as at
      from junk_lesson) r
    where t.account_id = r.account_id and t.blob_digest = r.blob_digest and r.at > ${MAX_KEPT_LESSONS}`)
}
