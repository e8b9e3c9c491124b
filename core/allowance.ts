import type { AccountId } from '../lib/id.ts'
import type { Queryable, Tx } from '../store/database.ts'
import { sql } from '../store/sql.ts'

// What somebody may do so often in a day, whichever day it is: what was done is kept by the hour, and the last
// twenty-four of them count.

/** That it would be too much. */
export interface Overspent {
  /** Seconds until there is room for it; null when there never is. */
  readonly retryAfter: number | null
}

/** Uses so much of it, with whatever the transaction does; null when there was room. */
export async function spend(
  tx: Tx,
  accountId: AccountId,
  kind: string,
  count: number,
  most: number,
): Promise<Overspent | null> {
  // Two at once would each see the room that there was.
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`${kind} ${accountId}`}, 0))`)
  const row = await tx.row<{ spent: number; retryAfter: number | null }>(sql`
    with kept as (
      select hour, count, sum(count) over (order by hour) as through from allowance
      where account_id = ${accountId} and kind = ${kind} and hour > date_trunc('hour', now()) - interval '24 hours'),
    whole as (select coalesce(sum(count), 0)::int as spent from kept)
    select spent, (select ceil(extract(epoch from min(hour) + interval '24 hours' - now()))::int from kept
      where spent - through + ${count}::int <= ${most}::int) as "retryAfter"
    from whole`)
  const { spent, retryAfter } = row!
  if (spent + count > most) return { retryAfter: count > most ? null : retryAfter }
  await tx.run(sql`
    insert into allowance as a (account_id, kind, hour, count)
    values (${accountId}, ${kind}, date_trunc('hour', now()), ${count})
    on conflict (account_id, kind, hour) do update set count = a.count + excluded.count`)
  return null
}

/** True when it is worth telling that somebody has used it all: once a day. */
export async function isNewsThatSpent(tx: Tx, accountId: AccountId, kind: string): Promise<boolean> {
  const told = await tx.run(sql`
    insert into allowance (account_id, kind, hour, count, told_at)
    select ${accountId}, ${kind}, date_trunc('hour', now()), 0, now()
    where not exists (select from allowance
      where account_id = ${accountId} and kind = ${kind} and told_at > now() - interval '24 hours')
    on conflict (account_id, kind, hour) do update set told_at = excluded.told_at`)
  return told > 0
}

export const forgetAllowances = (db: Queryable): Promise<number> =>
  db.run(sql`delete from allowance where hour < now() - interval '26 hours'`)
