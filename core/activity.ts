import type { AccountId } from '../lib/id.ts'
import type { Queryable } from '../store/database.ts'
import { sql } from '../store/sql.ts'
import type { House } from './house.ts'

// How much passes: announcements that a module counts (module.ts), by day. They are counted in memory and added to the
// table now and then, so that counting costs the counted nothing; a crash loses the last half minute of it.

const FLUSH_MS = 30_000

export interface Activity {
  /** Adds to the table what was counted since the last time. */
  flush(): Promise<void>
  close(): Promise<void>
}

export function followActivity({ db, log, registry, now }: House): Activity {
  const kinds = new Map(registry.modules.flatMap(({ counts = {} }) => Object.entries(counts)))
  let counted = new Map<string, Counted>()
  db.onCommit(({ announcements }) => {
    for (const { kind, accountId } of announcements) {
      const counts = kinds.get(kind)
      if (counts !== undefined) count(counted, accountId as AccountId, dayOf(now()), counts)
    }
  })
  const flush = async (): Promise<void> => {
    const due = [...counted.values()]
    counted = new Map()
    if (due.length > 0) await add(db, due)
  }
  const timer = setInterval(() => {
    flush().catch(error => log.warn('the activity of a moment could not be noted', { error }))
  }, FLUSH_MS).unref()
  return {
    flush,
    async close() {
      clearInterval(timer)
      await flush()
    },
  }
}

interface Counted {
  readonly account: AccountId
  readonly day: string
  readonly kind: string
  count: number
}

function count(counted: Map<string, Counted>, account: AccountId, day: string, kind: string): void {
  const key = `${account} ${day} ${kind}`
  const known = counted.get(key)
  if (known) known.count++
  else counted.set(key, { account, day, kind, count: 1 })
}

/** In the time zone of the machine: the days of those who look at them. */
function dayOf(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

async function add(db: Queryable, counted: readonly Counted[]): Promise<void> {
  await db.run(sql`
    insert into activity as known (account_id, on_date, kind, count)
    select a.organisation_id, c.day, c.kind, sum(c.count)
    from jsonb_to_recordset(${JSON.stringify(counted)}) as c(account bigint, day date, kind text, count bigint)
    join account a on a.account_id = c.account
    group by 1, 2, 3 order by 1, 2, 3
    on conflict (account_id, on_date, kind) do update set count = known.count + excluded.count`)
}

/** One day of it. */
export interface Day {
  readonly on: string
  readonly counts: Readonly<Record<string, number>>
}

/** The last days, today's at the end; those on which nothing passed are there too. */
export function listActivity(
  db: Queryable,
  organisationId: AccountId,
  now: Date,
  days: number,
): Promise<Day[]> {
  return db.rows<Day>(sql`
    select to_char(d, 'YYYY-MM-DD') as on,
      coalesce(jsonb_object_agg(a.kind, a.count) filter (where a.kind is not null), '{}') as counts
    from generate_series(${dayOf(now)}::date - ${days - 1}::int, ${dayOf(now)}::date, interval '1 day') d
    left join activity a on a.account_id = ${organisationId} and a.on_date = d::date
    group by d order by d`)
}
