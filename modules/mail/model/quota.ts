import type { AccountId, RecordId } from '../../../lib/id.ts'
import type { Queryable } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'

export interface Quota {
  readonly used: number
  /** Null: no limit. */
  readonly quota: number | null
}

export async function findQuota(db: Queryable, accountId: AccountId): Promise<Quota> {
  const row = await db.row<Quota>(sql`select used, quota from account where account_id = ${accountId}`)
  return row ?? { used: 0, quota: 0 }
}

/** Octets that an expunge of the mailbox would give back. RFC 9208 §4.1.4 */
export async function findDeletedSize(
  db: Queryable,
  accountId: AccountId,
  mailboxId: RecordId,
): Promise<number> {
  const row = await db.row<{ size: number }>(sql`
    select coalesce(sum(e.size), 0)::bigint as size
    from mailbox_email h join email e on e.account_id = h.account_id and e.id = h.email_id
    where h.account_id = ${accountId} and h.mailbox_id = ${mailboxId} and e.keywords && '{$deleted}'`)
  return row!.size
}
