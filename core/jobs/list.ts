import { Refused } from '../../lib/errors.ts'
import type { AccountId } from '../../lib/id.ts'
import type { Queryable } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'

/** A job as the administration shows it; never its payload, which is somebody's data. */
export interface ListedJob {
  readonly id: string
  readonly name: string
  readonly state: 'running' | 'waiting' | 'retrying' | 'failed'
  readonly runAt: string
  readonly attempts: number
  readonly maxAttempts: number
  readonly lastError: string | null
}

const MAX_LISTED = 500

/** Of a job `j`. The queue is the house's: what is about an account of another organisation is no business of this one. */
export const isOthers = (organisationId: AccountId) => sql`exists (
  select from graphile_worker._private_jobs p
  join account a on a.account_id = coalesce(p.payload->>'accountId', p.payload->'accounts'->>0)::bigint
  where p.id = j.id and a.organisation_id <> ${organisationId})`

/** What has yet to run, the failed first. */
export const listJobs = (db: Queryable, organisationId: AccountId): Promise<ListedJob[]> =>
  db.rows<ListedJob>(sql`
    select id::text, task_identifier as name,
      case when locked_at is not null then 'running' when attempts >= max_attempts then 'failed'
        when attempts > 0 then 'retrying' else 'waiting' end as state,
      to_char(run_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "runAt",
      attempts, max_attempts as "maxAttempts", left(last_error, 2000) as "lastError"
    from graphile_worker.jobs j where not ${isOthers(organisationId)}
    order by attempts < max_attempts, attempts = 0, run_at, id limit ${MAX_LISTED}`)

/** Runs a job now, with all its attempts before it again. */
export async function retryJob(db: Queryable, organisationId: AccountId, id: string): Promise<void> {
  const retried = await db.run(sql`
    select from graphile_worker.jobs j,
      lateral graphile_worker.reschedule_jobs(array[j.id], run_at => now(), attempts => 0)
    where j.id = ${id}::bigint and not ${isOthers(organisationId)}`)
  if (retried === 0) throw new Refused('notFound', 'there is no such job, or it is running')
}
