import type { Queryable } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'

/** Addresses of those who administer the organisation of a domain; of the first one where no domain is said. */
export async function listAdministrators(db: Queryable, domain: string | null): Promise<string[]> {
  const rows = await db.rows<{ email: string }>(sql`
    select p.email from principal p
    where p.role = 'administrator' and p.disabled_at is null and p.email is not null and p.account_id = (
      select d.account_id from domain d where ${domain}::text is null or d.name = ${domain} order by d.account_id limit 1)
    order by p.id`)
  return rows.map(row => row.email)
}
