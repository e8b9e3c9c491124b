import type { Queryable } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'
import { placeOf } from '../place.ts'
import type { Vault } from '../vault.ts'
import { digestOf } from './token.ts'

// What is counted is guesses, not attempts: a device that comes with the same wrong password every minute has guessed
// once. Counts stand in the database, so that several processes allow no more than one.
//
//   pair     an address from one place    locks early
//   address  it, from everywhere          locks much later, so that a stranger cannot easily lock somebody out
//   place    whatever is guessed there    stops who tries one password at thousands of addresses
//
// Whoever's own password was right at that place within a month is at home there: the count of the address does not lock
// them, and that of the place only when it has gone up by one more for each who is at home. What is remembered or holds a
// session is not counted, and writes nothing.

const WINDOW_SECONDS = 15 * 60
const HOME_DAYS = 30
export const GUESSES_OF_PAIR = 10
export const GUESSES_OF_ADDRESS = 100
export const GUESSES_OF_PLACE = 100
/** As many as are at home at a place, and no more, may err there beyond that. */
const MAX_AT_HOME = 1000

/** Somebody who tries to enter. */
export interface Guess {
  readonly address: string
  readonly ip: string
  /** What is tried; null where it cannot be known again (a proof). */
  readonly secret: string | null
  /** How often what lets them in has changed (access.ts): what was guessed before that counts for nothing any more. */
  readonly secrets: number | null
}

/** What locks. */
export type Locked = 'pair' | 'address' | 'place'

/** That there were too many. */
export interface Lock {
  readonly locked: Locked
  /** For so long. */
  readonly seconds: number
  /** What locks and had refused nobody yet. */
  readonly news: readonly Locked[]
}

export interface Attempts {
  /**
   * Counts a guess before it is looked at, so that many at once gain nothing. `known` was wrong a moment ago, and still
   * is.
   */
  begin(guess: Guess): Promise<'new' | 'known' | Lock>
  /** Takes the count back, and is at home there from now on. */
  succeed(guess: Guess): Promise<void>
  /** Remembers that it was wrong. */
  fail(guess: Guess): Promise<void>
}

/** What the attempts are at: each is counted for itself. */
export type Purpose = 'login' | 'change'

export function countAttempts(db: Queryable, vault: Vault, purpose: Purpose): Attempts {
  const markOf = ({ address, secret, secrets }: Guess): Buffer | null =>
    secret === null ? null : vault.digest(JSON.stringify([purpose, address, secrets, secret]))
  return {
    begin: guess => count(db, countersOf(purpose, guess), homeOf(guess), markOf(guess)),
    async succeed(guess) {
      await takeBack(db, countersOf(purpose, guess))
      await settle(db, homeOf(guess))
    },
    async fail(guess) {
      const mark = markOf(guess)
      if (mark) await note(db, countersOf(purpose, guess), mark)
    },
  }
}

interface Counter {
  readonly digest: Buffer
  readonly most: number
}

type Counters = Readonly<Record<Locked, Counter>>

function countersOf(purpose: Purpose, { address, ip, secrets }: Guess): Counters {
  const place = placeOf(ip)
  const counter = (most: number, ...parts: readonly unknown[]): Counter => ({
    digest: digestOf(JSON.stringify([purpose, ...parts])),
    most,
  })
  return {
    pair: counter(GUESSES_OF_PAIR, 'pair', address, secrets, place),
    address: counter(GUESSES_OF_ADDRESS, 'address', address, secrets),
    place: counter(GUESSES_OF_PLACE, 'place', place),
  }
}

interface Home {
  readonly place: Buffer
  readonly address: Buffer
}

const homeOf = ({ address, ip }: Guess): Home => ({
  place: digestOf(placeOf(ip)),
  address: digestOf(address),
})

/**
 * What is already spent counts no further: who hammers at one pair does not lock the address for everybody. Rows are
 * taken in the order of their digests, so that nobody waits in a circle.
 */
async function count(
  db: Queryable,
  counters: Counters,
  { place, address }: Home,
  mark: Buffer | null,
): Promise<'new' | 'known' | Lock> {
  const all = Object.values(counters) as Counter[]
  const row = await db.row<{ isKnown: boolean; locked: Locked | null; seconds: number; news: Locked[] }>(sql`
    with home as (
      select exists (select from login_place
        where account_id = 0 and place = ${place} and address = ${address} and until > now()) as here,
        (select count(*)::int from (select from login_place
          where account_id = 0 and place = ${place} and until > now() limit ${MAX_AT_HOME}) there) as heads),
    asked as (
      select digest, locked, case
        when not here or locked = 'pair' then most
        when locked = 'place' then most + heads end as most
      from home, unnest(${all.map(one => one.digest)}::bytea[], ${all.map(one => one.most)}::int[],
        ${Object.keys(counters)}::text[]) as given(digest, most, locked)),
    known as (
      select from login_attempt where account_id = 0 and digest = ${mark}::bytea and until > now()),
    spent as (
      select l.digest, asked.locked, l.until from login_attempt l join asked using (digest)
      where l.account_id = 0 and l.until > now() and l.attempts >= asked.most),
    counted as (
      insert into login_attempt as l (account_id, digest, attempts, until)
      select 0, digest, 1, now() + make_interval(secs => ${WINDOW_SECONDS}) from asked
      where not exists (select from spent) and not exists (select from known) order by digest
      on conflict (account_id, digest) do update set
        attempts = case when l.until > now() then l.attempts + 1 else 1 end,
        until = case when l.until > now() then l.until else excluded.until end,
        told = l.told and l.until > now()
      returning digest, attempts, until),
    told as (
      update login_attempt l set told = true from spent
      where l.account_id = 0 and l.digest = spent.digest and not l.told returning spent.locked),
    over as (
      select locked, until from spent
      union all
      select asked.locked, counted.until from counted join asked using (digest) where counted.attempts > asked.most)
    select exists (select from known) as "isKnown", o.locked, array(select locked from told) as news,
      ceil(extract(epoch from o.until - now()))::int as seconds
    from (values (0)) one left join (select locked, until from over order by until desc limit 1) o on true`)
  const { isKnown, locked, seconds, news } = row!
  if (locked !== null) return { locked, seconds, news }
  return isKnown ? 'known' : 'new'
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

/** Written once a day. */
const settle = (db: Queryable, { place, address }: Home): Promise<number> =>
  db.run(sql`
    insert into login_place as l (account_id, place, address, until)
    values (0, ${place}, ${address}, now() + make_interval(days => ${HOME_DAYS}))
    on conflict (account_id, place, address) do update set until = excluded.until
    where l.until < excluded.until - interval '1 day'`)

/** The same guess, made twice at once, has been counted twice. */
async function note(db: Queryable, counters: Counters, mark: Buffer): Promise<void> {
  await db.run(sql`
    with noted as (
      insert into login_attempt as l (account_id, digest, attempts, until)
      values (0, ${mark}, 1, now() + make_interval(secs => ${WINDOW_SECONDS}))
      on conflict (account_id, digest) do update set until = excluded.until where l.until <= now()
      returning digest),
    held as (
      select digest from login_attempt where account_id = 0
        and digest = any(${Object.values(counters).map(one => one.digest)}::bytea[])
        and not exists (select from noted)
      order by digest for update)
    update login_attempt l set attempts = greatest(l.attempts - 1, 0)
    from held where l.account_id = 0 and l.digest = held.digest`)
}

/** Forgets the counts whose time is over, and who has not been where they were at home. */
export async function sweepAttempts(db: Queryable): Promise<void> {
  await db.run(sql`delete from login_place where until <= now()`)
  await db.run(sql`delete from login_attempt where until <= now()`)
}

export const SWEEP_ATTEMPTS = 'core.sweepAttempts'
