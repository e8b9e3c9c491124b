import type { AccountId, RecordId } from '../../../lib/id.ts'
import type { Queryable } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'

/** When each of these emails came into the mailbox. RFC 8514 §3 */
export async function listSaveDates(
  db: Queryable,
  accountId: AccountId,
  mailboxId: RecordId,
  ids: readonly RecordId[],
): Promise<Map<RecordId, Date>> {
  const rows = await db.rows<{ id: RecordId; at: number }>(sql`
    select email_id as id, extract(epoch from saved_at)::bigint as at from mailbox_email
    where account_id = ${accountId} and mailbox_id = ${mailboxId} and email_id = any(${ids}::bigint[])`)
  return new Map(rows.map(({ id, at }) => [id, new Date(at * 1000)]))
}
