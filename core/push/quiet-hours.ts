import type { AccountId } from '../../lib/id.ts'
import type { Queryable, Tx } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'
import type { House } from '../house.ts'
import { enqueuePush } from './enqueue.ts'
import type { QuietHours } from './quiet.ts'
import { listSubscribed } from './subscription.ts'

/** Null: a person is told at any time. */
export async function findQuietHours(db: Queryable, accountId: AccountId): Promise<QuietHours | null> {
  const row = await db.row<
    { from: number | null; to: number | null } & Pick<QuietHours, 'days' | 'timeZone'>
  >(
    sql`select from_minute as "from", to_minute as "to", days, time_zone as "timeZone"
      from quiet_hours where account_id = ${accountId}`,
  )
  if (!row) return null
  const { from, to, days, timeZone } = row
  return { daily: from === null || to === null ? null : { from, to }, days, timeZone }
}

/** What had waited for the quiet to end is looked at anew. */
export async function setQuietHours(
  tx: Tx,
  { jobs }: House,
  accountId: AccountId,
  { daily, days, timeZone }: QuietHours,
): Promise<void> {
  await tx.run(sql`
    insert into quiet_hours (account_id, from_minute, to_minute, days, time_zone)
    values (${accountId}, ${daily?.from ?? null}, ${daily?.to ?? null}, ${days}::smallint[], ${timeZone})
    on conflict (account_id) do update set from_minute = excluded.from_minute, to_minute = excluded.to_minute,
      days = excluded.days, time_zone = excluded.time_zone`)
  for (const whose of await listSubscribed(tx, accountId)) await enqueuePush(tx, jobs, whose)
}
