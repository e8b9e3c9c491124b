import type { AccountId, RecordId } from '../../../lib/id.ts'
import type { Queryable } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'

/** The first words of each of these emails. */
export async function listPreviews(
  db: Queryable,
  accountId: AccountId,
  ids: readonly RecordId[],
): Promise<Map<RecordId, string>> {
  const rows = await db.rows<{ id: RecordId; preview: string }>(sql`
    select id, preview from email_content where account_id = ${accountId} and id = any(${ids}::bigint[])`)
  return new Map(rows.map(row => [row.id, row.preview]))
}
