import type { House } from '../../../core/house.ts'
import { Refused } from '../../../lib/errors.ts'
import type { AccountId, RecordId, Seq } from '../../../lib/id.ts'
import type { Access } from '../../../store/access.ts'
import type { Tx } from '../../../store/database.ts'
import { lockAccounts, take } from '../../../store/sequence.ts'
import { sql } from '../../../store/sql.ts'
import { EMAIL_DELIVERY } from '../types.ts'
import { settleCounts, tally } from './counts.ts'
import { insertMemberships, type Stamped } from './membership-rows.ts'
import { requireMailboxes } from './rights.ts'
import { touchThreads } from './thread.ts'
import { wakeIndexer } from './unindexed.ts'

/** An email and the UID of its copy. */
export interface Duplicate {
  readonly from: RecordId
  readonly uid: number
}

interface Original extends Stamped {
  readonly from: RecordId
  readonly threadId: RecordId
  readonly size: number
}

/**
 * Makes a second email of each, with keywords of its own, in a mailbox of the same account: IMAP's COPY, after which
 * the two go separate ways. The bytes are kept once.
 */
export async function duplicateEmails(
  tx: Tx,
  house: House,
  access: Access,
  ids: readonly RecordId[],
  mailboxId: RecordId,
): Promise<Duplicate[]> {
  const { accountId } = access
  await lockAccounts(tx, [accountId])
  await requireMailboxes(tx, access, [mailboxId], 'mayAddItems')
  const originals = await number(tx, accountId, ids)
  if (originals.length === 0) return []
  await makeRoom(tx, accountId, originals)
  const threads = [...new Set(originals.map(o => o.threadId))]
  const before = await tally(tx, accountId, threads)
  await insertRows(tx, accountId, originals)
  const filed = await insertMemberships(tx, accountId, mailboxId, originals)
  await touchThreads(tx, accountId, threads)
  await settleCounts(tx, accountId, before, await tally(tx, accountId, threads))
  await wakeIndexer(tx, house, accountId)
  const sources = new Map(originals.map(o => [o.id, o.from]))
  return filed.map(({ emailId, uid }) => ({ from: sources.get(emailId)!, uid }))
}

async function number(tx: Tx, accountId: AccountId, ids: readonly RecordId[]): Promise<Original[]> {
  const rows = await tx.rows<{ from: RecordId; threadId: RecordId; size: number }>(sql`
    select e.id as "from", e.thread_id as "threadId", e.size
    from unnest(${ids}::bigint[]) with ordinality r(id, at)
    join email e on e.account_id = ${accountId} and e.id = r.id order by r.at`)
  if (rows.length === 0) return []
  const first = (await take(tx, accountId, { Email: rows.length, [EMAIL_DELIVERY]: 1 })).Email
  return rows.map((row, i) => ({ ...row, id: (first + i) as number as RecordId, seq: (first + i) as Seq }))
}

async function makeRoom(tx: Tx, accountId: AccountId, originals: readonly Original[]): Promise<void> {
  const size = originals.reduce((sum, original) => sum + original.size, 0)
  const fits = await tx.run(sql`
    update account set used = used + ${size}::bigint
    where account_id = ${accountId} and (quota is null or used + ${size}::bigint <= quota)`)
  if (fits === 0) throw new Refused('overQuota', 'the mailbox is full')
}

async function insertRows(tx: Tx, accountId: AccountId, originals: readonly Original[]): Promise<void> {
  const pairs = sql`unnest(${originals.map(o => o.from)}::bigint[], ${originals.map(o => o.id)}::bigint[]) r(old, new)`
  await tx.run(sql`
    with made as (
      insert into email (account_id, id, seq, thread_id, blob_digest, size, received_at, keywords, has_attachment)
      select e.account_id, r.new, r.new, e.thread_id, e.blob_digest, e.size, e.received_at, e.keywords, e.has_attachment
      from ${pairs} join email e on e.account_id = ${accountId} and e.id = r.old
      returning blob_digest),
    held as (
      update blob b set refs = b.refs + m.n, touched_at = now()
      from (select blob_digest, count(*)::int as n from made group by blob_digest) m
      where b.account_id = ${accountId} and b.digest = m.blob_digest),
    waiting as (
      insert into email_unindexed (account_id, id) select ${accountId}::bigint, r.new from ${pairs})
    insert into email_content
    select copied.* from ${pairs} join email_content c on c.account_id = ${accountId} and c.id = r.old,
      lateral jsonb_populate_record(c, jsonb_build_object('id', r.new)) copied`)
}
