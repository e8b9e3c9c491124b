import type { AccountId, RecordId } from '../../../lib/id.ts'
import type { Queryable } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'

/** UIDs without a gap between them. */
export type Run = [first: number, last: number]

/**
 * Every UID of a mailbox, as runs, rising: a million rows travel as a few. They are read only when some are missing
 * between the first and the last, which the kept count of emails tells; both are of one snapshot.
 */
export async function listUidRuns(
  db: Queryable,
  accountId: AccountId,
  mailboxId: RecordId,
  count: number,
): Promise<Run[]> {
  if (count === 0) return []
  const whole = await db.row<{ first: number; last: number }>(sql`
    select min(uid) as first, max(uid) as last from mailbox_email
    where account_id = ${accountId} and mailbox_id = ${mailboxId}`)
  const { first, last } = whole!
  return last - first + 1 === count ? [[first, last]] : readRuns(db, accountId, mailboxId)
}

async function readRuns(db: Queryable, accountId: AccountId, mailboxId: RecordId): Promise<Run[]> {
  const rows = await db.rows<{ first: number; last: number }>(sql`
    select min(uid) as first, max(uid) as last from (
      select uid, uid - row_number() over (order by uid) as run from mailbox_email
      where account_id = ${accountId} and mailbox_id = ${mailboxId}) numbered
    group by run order by first`)
  return rows.map(({ first, last }) => [first, last])
}
