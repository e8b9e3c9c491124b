import type { AccountId } from '../../../lib/id.ts'
import type { Queryable } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'

/** Whether none of these accounts has room for anything. */
export async function haveNoRoom(db: Queryable, accounts: readonly AccountId[]): Promise<boolean> {
  const row = await db.row<{ full: boolean }>(sql`
    select coalesce(bool_and(quota is not null and used >= quota), false) as full
    from account where account_id = any(${accounts}::bigint[])`)
  return row!.full
}

/** Addresses of those who administer the organisation of a domain; of the first one where no domain is said. */
export async function listAdministrators(db: Queryable, domain: string | null): Promise<string[]> {
  const rows = await db.rows<{ email: string }>(sql`
    select p.email from principal p
    where p.role = 'administrator' and p.disabled_at is null and p.email is not null and p.account_id = (
      select d.account_id from domain d where ${domain}::text is null or d.name = ${domain} order by d.account_id limit 1)
    order by p.id`)
  return rows.map(row => row.email)
}
