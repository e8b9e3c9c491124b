import type { AccountId, RecordId, Seq } from '../../../lib/id.ts'
import { type Access, mayClause } from '../../../store/access.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import { touchRecords } from '../../../store/records/write.ts'
import { take } from '../../../store/sequence.ts'
import { sql } from '../../../store/sql.ts'
import { email, thread } from '../types.ts'
import { among } from './among.ts'
import { MAIL_TYPES } from './emails.ts'

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
  tx.post(sql`
    with marked as (
      insert into tombstone (account_id, type, seq, id)
      select ${accountId}::bigint, 'Thread', ${first}::bigint + at - 1, id
      from unnest(${ids}::bigint[]) with ordinality r(id, at)),
    forgotten as (
      delete from thread_message where account_id = ${accountId} and thread_id in ${among(ids)})
    delete from thread where account_id = ${accountId} and id in ${among(ids)}`)
}

/** Emails that stand in the threads of these, or in those that the ones destroyed since then were in. */
export async function listSiblings(
  db: Queryable,
  access: Access,
  ids: readonly RecordId[],
  destroyed: readonly RecordId[],
  since: Seq,
): Promise<RecordId[]> {
  const rows = await db.rows<{ id: RecordId }>(sql`
    select t.id from email t
    where t.account_id = ${access.accountId} and ${mayClause(email, MAIL_TYPES, access, 'mayReadItems')}
      and t.thread_id in (
        select thread_id from email where account_id = ${access.accountId} and id in ${among(ids)}
        union
        select thread_id from mailbox_gone where account_id = ${access.accountId} and seq > ${since}
          and email_id = any(${destroyed}::bigint[]))`)
  return rows.map(row => row.id)
}
