import type { House } from '../../../core/house.ts'
import type { AccountId, RecordId, Seq } from '../../../lib/id.ts'
import type { Access } from '../../../store/access.ts'
import { fromBytes } from '../../../store/blobs/blobs.ts'
import type { Tx } from '../../../store/database.ts'
import { lockAccounts, take } from '../../../store/sequence.ts'
import { sql } from '../../../store/sql.ts'
import { among } from './among.ts'
import { settleCounts, tally } from './counts.ts'
import { deleteMemberships, type Filed } from './membership-rows.ts'
import { heldEverywhere } from './rights.ts'
import { settleThreads } from './thread.ts'

interface Doomed {
  id: RecordId
  threadId: RecordId
  digest: Buffer
  size: number
}

/**
 * Destroys emails, wherever they are filed; the memberships that ended with them. Those on which the reader lacks
 * the right in some mailbox stay.
 */
export async function destroyEmails(
  tx: Tx,
  house: House,
  access: Access,
  ids: readonly RecordId[],
): Promise<Filed[]> {
  if (ids.length === 0) return []
  const { accountId } = access
  await lockAccounts(tx, [accountId])
  const held = await heldEverywhere(tx, access, ids, ['mayRemoveItems'])
  const doomed = await tx.rows<Doomed>(sql`
    select id, thread_id as "threadId", blob_digest as digest, size from email
    where account_id = ${accountId} and id in ${among([...held])} order by id`)
  if (doomed.length === 0) return []
  const threads = [...new Set(doomed.map(e => e.threadId))]
  const before = await tally(tx, accountId, threads)
  const first = (await take(tx, accountId, { Email: doomed.length })).Email
  const stamped = doomed.map(({ id }, i) => ({ id, seq: (first + i) as Seq }))
  const leaving = deleteMemberships(tx, accountId, null, stamped)
  deleteRows(tx, accountId, doomed, first)
  const [left, after] = await Promise.all([
    leaving,
    tally(tx, accountId, threads),
    settleThreads(tx, accountId, threads),
  ])
  await settleCounts(tx, accountId, before, after)
  house.blobs.release(
    tx,
    accountId,
    doomed.map(e => fromBytes(e.digest)),
  )
  return left
}

function deleteRows(tx: Tx, accountId: AccountId, doomed: readonly Doomed[], first: Seq): void {
  const ids = doomed.map(e => e.id)
  const size = doomed.reduce((sum, e) => sum + e.size, 0)
  tx.post(sql`
    with content as (
      delete from email_content where account_id = ${accountId} and id in ${among(ids)}),
    waiting as (
      delete from email_unindexed where account_id = ${accountId} and id in ${among(ids)}),
    unread as (
      delete from attachment_unread where account_id = ${accountId} and id in ${among(ids)}),
    attached as (
      delete from email_attachment where account_id = ${accountId} and id in ${among(ids)}),
    awaited as (
      delete from snooze where account_id = ${accountId} and email_id in ${among(ids)}),
    searched as (
      delete from search where account_id = ${accountId} and type = 'Email' and id in ${among(ids)}),
    marked as (
      insert into tombstone (account_id, type, seq, id)
      select ${accountId}::bigint, 'Email', ${first}::bigint + at - 1, id
      from unnest(${ids}::bigint[]) with ordinality r(id, at)),
    counted as (
      update account set used = greatest(0, used - ${size}::bigint) where account_id = ${accountId})
    delete from email where account_id = ${accountId} and id in ${among(ids)}`)
}
