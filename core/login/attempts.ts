import { Refused } from '../../lib/errors.ts'
import type { Queryable } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'
import { digestOf } from './token.ts'

// Attempts are counted in the database, so that several processes allow no more than one. The count of one address
// from one place locks early; that of an address from everywhere much later, so that a stranger cannot easily lock
// somebody out. What is remembered or holds a session is not counted, and writes nothing.

const WINDOW_SECONDS = 15 * 60
export const FAILURES_OF_PAIR = 10
const FAILURES_OF_ADDRESS = 100
const FAILURES_OF_PLACE = 100

export interface Attempts {
  /** Counts an attempt before it is made, so that many at once gain nothing; refuses when there were too many. */
  begin(address: string, ip: string): Promise<void>
  /** Takes the count back after a success. */
  succeed(address: string, ip: string): Promise<void>
}

/** What the attempts are at: each is counted for itself. */
export type Purpose = 'login' | 'change'

export function countAttempts(db: Queryable, purpose: Purpose): Attempts {
  return {
    async begin(address, ip) {
      const retryAfter = await count(db, countersOf(purpose, address, ip))
      if (retryAfter !== null)
        throw new Refused('tooManyAttempts', `too many attempts; try again in ${retryAfter} seconds`, {
          retryAfter,
        })
    },
    succeed: (address, ip) => takeBack(db, countersOf(purpose, address, ip)),
  }
}

interface Counter {
  readonly digest: Buffer
  readonly most: number
}

interface Counters {
  readonly pair: Counter
  readonly address: Counter
  readonly place: Counter
}

function countersOf(purpose: Purpose, address: string, ip: string): Counters {
  const place = placeOf(ip)
  const counter = (most: number, ...parts: readonly string[]): Counter => ({
    digest: digestOf(JSON.stringify([purpose, ...parts])),
    most,
  })
  return {
    pair: counter(FAILURES_OF_PAIR, 'pair', address, place),
    address: counter(FAILURES_OF_ADDRESS, 'address', address),
    place: counter(FAILURES_OF_PLACE, 'place', place),
  }
}

/**
 * Seconds to wait, or null to go on. What is already spent counts no further: who hammers at one pair does not lock the
 * address for everybody. Rows are taken in the order of their digests, so that nobody waits in a circle.
 */
async function count(db: Queryable, counters: Counters): Promise<number | null> {
  const all = Object.values(counters) as Counter[]
  const row = await db.row<{ seconds: number | null }>(sql`
    with asked as (
      select digest, most from unnest(${all.map(one => one.digest)}::bytea[], ${all.map(one => one.most)}::int[])
        as asked(digest, most)),
    spent as (
      select l.until from login_attempt l join asked using (digest)
      where l.account_id = 0 and l.until > now() and l.attempts >= asked.most),
    counted as (
      insert into login_attempt as l (account_id, digest, attempts, until)
      select 0, digest, 1, now() + make_interval(secs => ${WINDOW_SECONDS}) from asked
      where not exists (select from spent) order by digest
      on conflict (account_id, digest) do update set
        attempts = case when l.until > now() then l.attempts + 1 else 1 end,
        until = case when l.until > now() then l.until else excluded.until end
      returning digest, attempts, until)
    select ceil(extract(epoch from max(until) - now()))::int as seconds from (
      select until from spent
      union all
      select counted.until from counted join asked using (digest) where counted.attempts > asked.most) over_it`)
  return row?.seconds ?? null
}

async function takeBack(db: Queryable, { pair, address, place }: Counters): Promise<void> {
  const digests = [pair, address, place].map(one => one.digest)
  await db.run(sql`
    with held as (
      select digest from login_attempt where account_id = 0 and digest = any(${digests}::bytea[])
      order by digest for update)
    update login_attempt l
    set attempts = case when l.digest = ${pair.digest} then 0 else greatest(l.attempts - 1, 0) end
    from held where l.account_id = 0 and l.digest = held.digest`)
}

/** Forgets the counts whose time is over; a job does it daily. */
export const sweepAttempts = (db: Queryable): Promise<number> =>
  db.run(sql`delete from login_attempt where until <= now()`)

/** One subscriber holds a whole /64 of IPv6. */
function placeOf(ip: string): string {
  if (!ip.includes(':') || ip.includes('.')) return ip
  const [head = '', tail = ''] = ip.split('::')
  const left = head.split(':').filter(group => group !== '')
  const right = tail.split(':').filter(group => group !== '')
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  return [...left, ...zeros, ...right].slice(0, 4).join(':')
}
