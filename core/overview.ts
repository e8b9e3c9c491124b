import type { AccountId } from '../lib/id.ts'
import { writeId } from '../lib/id.ts'
import type { Queryable } from '../store/database.ts'
import { sql } from '../store/sql.ts'
import { type Day, listActivity } from './activity.ts'
import { type By, mustAdminister } from './actor.ts'
import { isOthers } from './jobs/list.ts'
import { principal } from './types.ts'

/** What an administrator looks at in the morning. */
export interface Overview extends Numbers {
  readonly days: readonly Day[]
  /** Accounts that are nearly full, the fullest first. */
  readonly full: readonly Full[]
}

export interface Numbers {
  readonly people: number
  readonly disabled: number
  readonly administrators: number
  /** Have a password that they still have to replace. */
  readonly temporary: number
  /** May enter, and never have. */
  readonly neverIn: number
  readonly groups: number
  readonly resources: number
  readonly domains: number
  readonly used: number
  readonly failedLogins: number
  readonly jobsWaiting: number
  readonly jobsFailed: number
}

export interface Full {
  readonly id: string
  readonly name: string
  readonly used: number
  readonly quota: number
}

const DAYS = 14
const MOST_FULL = 5
const NEARLY = 0.9

export async function readOverview(
  db: Queryable,
  by: By,
  organisationId: AccountId,
  now: Date,
): Promise<Overview> {
  mustAdminister(by, organisationId)
  return {
    ...(await readNumbers(db, organisationId)),
    days: await listActivity(db, organisationId, now, DAYS),
    full: await listFull(db, organisationId),
  }
}

async function readNumbers(db: Queryable, organisationId: AccountId): Promise<Numbers> {
  return (await db.row<Numbers>(sql`
    select p.*,
      (select count(*) from domain where account_id = ${organisationId})::int as domains,
      (select coalesce(sum(used), 0) from account where organisation_id = ${organisationId} and deleted_at is null)::float8
        as used,
      (select count(*) from audit_entry where account_id = ${organisationId} and action = 'loginFailed'
        and at > now() - interval '1 day')::int as "failedLogins",
      j.*
    from (
      select count(*) filter (where kind = 'individual')::int as people,
        count(*) filter (where kind = 'individual' and disabled_at is not null)::int as disabled,
        count(*) filter (where role = 'administrator' and disabled_at is null)::int as administrators,
        count(*) filter (where kind = 'individual' and disabled_at is null and c.is_temporary)::int as temporary,
        count(*) filter (where kind = 'individual' and disabled_at is null and last_login_at is null)::int as "neverIn",
        count(*) filter (where kind = 'group')::int as groups,
        count(*) filter (where kind in ('resource', 'location'))::int as resources
      from principal p left join credential c on c.account_id = p.account_id and c.principal_id = p.id
      where p.account_id = ${organisationId}) p,
    (select count(*) filter (where attempts < max_attempts)::int as "jobsWaiting",
        count(*) filter (where attempts >= max_attempts)::int as "jobsFailed"
      from graphile_worker.jobs j where not ${isOthers(organisationId)}) j`))!
}

async function listFull(db: Queryable, organisationId: AccountId): Promise<Full[]> {
  const rows = await db.rows<{ id: number; name: string; used: number; quota: number }>(sql`
    select principal_id as id, name, used::float8 as used, quota::float8 as quota from account
    where organisation_id = ${organisationId} and deleted_at is null and principal_id is not null
      and quota > 0 and used >= quota * ${NEARLY}::float8
    order by used::float8 / quota desc limit ${MOST_FULL}`)
  return rows.map(row => ({ ...row, id: writeId(principal.prefix, row.id) }))
}
