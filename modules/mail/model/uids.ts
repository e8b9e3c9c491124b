import type { AccountId, RecordId } from '../../../lib/id.ts'
import type { Queryable } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'

/** Every UID of a mailbox, as runs without a gap, rising: a million rows travel as a few. */
export async function listUidRuns(
  db: Queryable,
  accountId: AccountId,
  mailboxId: RecordId,
): Promise<[first: number, last: number][]> {
  const rows = await db.rows<{ first: number; last: number }>(sql`
    select min(uid) as first, max(uid) as last from (
      select uid, uid - row_number() over (order by uid) as run from mailbox_email
      where account_id = ${accountId} and mailbox_id = ${mailboxId}) numbered
    group by run order by first`)
  return rows.map(({ first, last }) => [first, last])
}
