import type { AccountId } from '../../../lib/id.ts'
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
