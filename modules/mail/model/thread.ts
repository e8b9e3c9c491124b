import type { AccountId, RecordId } from '../../../lib/id.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import { touchRecords } from '../../../store/records/write.ts'
import { take } from '../../../store/sequence.ts'
import { sql } from '../../../store/sql.ts'
import { thread } from '../types.ts'

/** Whether somebody else sees mailboxes of the account: only for them a thread changes when its emails move. */
export async function isShared(db: Queryable, accountId: AccountId): Promise<boolean> {
  const row = await db.row<{ is: boolean }>(sql`
    select exists (select from share where account_id = ${accountId} and type = 'Mailbox') as is`)
  return row!.is
}

export const touchThreads = (tx: Tx, accountId: AccountId, ids: readonly RecordId[]): Promise<void> =>
  touchRecords(tx, accountId, thread, ids)

/** After emails were destroyed: threads without any go too, the others have changed. */
export async function settleThreads(tx: Tx, accountId: AccountId, ids: readonly RecordId[]): Promise<void> {
  const rows = await tx.rows<{ id: RecordId }>(sql`
    select r.id from unnest(${ids}::bigint[]) r(id)
    where exists (select from email e where e.account_id = ${accountId} and e.thread_id = r.id)`)
  const standing = new Set(rows.map(row => row.id))
  await touchThreads(tx, accountId, [...standing])
  await deleteThreads(
    tx,
    accountId,
    ids.filter(id => !standing.has(id)),
  )
}

async function deleteThreads(tx: Tx, accountId: AccountId, ids: readonly RecordId[]): Promise<void> {
  if (ids.length === 0) return
  const first = (await take(tx, accountId, { Thread: ids.length })).Thread
  await tx.run(sql`
    with marked as (
      insert into tombstone (account_id, type, seq, id)
      select ${accountId}::bigint, 'Thread', ${first}::bigint + at - 1, id
      from unnest(${ids}::bigint[]) with ordinality r(id, at)),
    forgotten as (
      delete from thread_message where account_id = ${accountId} and thread_id = any(${ids}::bigint[]))
    delete from thread where account_id = ${accountId} and id = any(${ids}::bigint[])`)
}
