import type { AccountId, Digest, RecordId } from '../../../lib/id.ts'
import { toBytes } from '../../../store/blobs/blobs.ts'
import type { Queryable } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'

/** Emails of an account that are these bytes. Emails are looked through only where the account holds some of them. */
export async function listExisting(
  db: Queryable,
  accountId: AccountId,
  digests: readonly Digest[],
): Promise<RecordId[]> {
  const held = await db.rows<{ digest: Buffer }>(sql`
    select digest from blob
    where account_id = ${accountId} and refs > 0 and digest = any(${digests.map(toBytes)}::bytea[])`)
  if (held.length === 0) return []
  const rows = await db.rows<{ id: RecordId }>(sql`
    select id from email where account_id = ${accountId} and blob_digest = any(${held.map(({ digest }) => digest)}::bytea[])`)
  return rows.map(({ id }) => id)
}
