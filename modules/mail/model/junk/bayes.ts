import type { AccountId } from '../../../../lib/id.ts'
import type { Queryable } from '../../../../store/database.ts'
import { sql } from '../../../../store/sql.ts'

// Robinson's and Fisher's combination of what each token says: near 1 for junk, near 0 for what is wanted, 0.5 for what
// nobody can tell.

/** With fewer lessons of either kind an account has no opinion. */
const LESSONS = 5
/** Only the tokens that say most count. */
const MAX_TELLING = 150
/** A token that was seen rarely says little: it begins at 0.5, with the weight of half a sighting. */
const STRENGTH = 0.5
const MIN_DEVIATION = 0.1

interface Row {
  accountId: AccountId
  junk: number
  clean: number
  junkLessons: number
  cleanLessons: number
}

/** How much a message looks like what each account has called junk; accounts without an opinion are left out. */
export async function listOpinions(
  db: Queryable,
  accounts: readonly AccountId[],
  tokens: readonly number[],
): Promise<ReadonlyMap<AccountId, number>> {
  const rows = await db.rows<Row>(sql`
    with lessons as materialized (
      select account_id, count(*) filter (where is_junk)::int as junk, count(*) filter (where not is_junk)::int as clean
      from junk_lesson where account_id = any(${accounts}::bigint[]) group by account_id)
    select t.account_id as "accountId", t.junk, t.clean, l.junk as "junkLessons", l.clean as "cleanLessons"
    from lessons l join junk_token t on t.account_id = l.account_id and t.token = any(${tokens}::bigint[])
    where l.junk >= ${LESSONS} and l.clean >= ${LESSONS}`)
  const byAccount = Map.groupBy(rows, row => row.accountId)
  return new Map(Array.from(byAccount, ([accountId, found]) => [accountId, combine(found.map(probability))]))
}

function probability({ junk, clean, junkLessons, cleanLessons }: Row): number {
  const inJunk = junk / junkLessons
  const inClean = clean / cleanLessons
  const seen = junk + clean
  const raw = inJunk + inClean === 0 ? 0.5 : inJunk / (inJunk + inClean)
  return (STRENGTH * 0.5 + seen * raw) / (STRENGTH + seen)
}

export function combine(probabilities: readonly number[]): number {
  const telling = probabilities
    .filter(p => Math.abs(p - 0.5) >= MIN_DEVIATION)
    .sort((a, b) => Math.abs(b - 0.5) - Math.abs(a - 0.5))
    .slice(0, MAX_TELLING)
  if (telling.length === 0) return 0.5
  const against = chiSquare(-2 * telling.reduce((sum, p) => sum + Math.log(1 - p), 0), telling.length)
  const inFavour = chiSquare(-2 * telling.reduce((sum, p) => sum + Math.log(p), 0), telling.length)
  return (1 + inFavour - against) / 2
}

/** How likely so much or more is by chance, with 2n degrees of freedom. */
function chiSquare(value: number, n: number): number {
  const half = value / 2
  let term = Math.exp(-half)
  let sum = term
  for (let i = 1; i < n; i++) {
    term *= half / i
    sum += term
  }
  return Math.min(sum, 1)
}
