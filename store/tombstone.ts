import type { Database } from './database.ts'
import { sql } from './sql.ts'

/** Days for which a client that was away can still follow changes. */
export const TOMBSTONE_KEPT_DAYS = 90

/** Trims old tombstones and raises the floor of their accounts, in one statement; rows that went. */
export const trimTombstones = (db: Database, keptDays = TOMBSTONE_KEPT_DAYS): Promise<number> =>
  db.run(sql`
    with gone as (
      delete from tombstone where at < now() - make_interval(days => ${keptDays}::int) returning account_id, seq),
    floors as (select account_id, max(seq) as seq from gone group by account_id),
    raised as (
      update account a set floor = greatest(a.floor, f.seq) from floors f where a.account_id = f.account_id)
    select from gone`)
