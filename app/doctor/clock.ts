import type { Outgoing } from '../../core/outgoing/outgoing.ts'
import type { Config } from '../../lib/config.ts'
import type { Database } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'
import { attention, type Finding, good, said } from './finding.ts'

/** A signature of mail, a token and a certificate bear little more. */
const MOST_MS = 60_000
const TIMEOUT_MS = 5000

/** This machine's clock beside those that are at hand: the database's, and the authority's where one is asked anyway. */
export async function clockFindings(
  db: Database,
  outgoing: Outgoing,
  { acme }: Pick<Config, 'acme'>,
): Promise<Finding[]> {
  const skews = [
    await skewOf(async () => (await db.row<{ at: Date }>(sql`select clock_timestamp() as at`))!.at),
  ]
  if (acme.enabled)
    skews.push(
      await skewOf(async () => {
        const { headers } = await outgoing.fetch(acme.directory!, { timeoutMs: TIMEOUT_MS })
        return new Date(headers.get('date') ?? Number.NaN)
      }).catch(() => Number.NaN),
    )
  const known = skews.filter(skew => !Number.isNaN(skew))
  return known.length === 0 ? [] : [clockFinding(known.reduce((a, b) => (Math.abs(a) > Math.abs(b) ? a : b)))]
}

/** How far it is ahead of us; half of the way there and back is not its fault. */
async function skewOf(ask: () => Promise<Date>): Promise<number> {
  const asked = Date.now()
  const theirs = await ask()
  return theirs.getTime() - (asked + Date.now()) / 2
}

export function clockFinding(skew: number): Finding {
  if (Math.abs(skew) < MOST_MS) return good(said('L’horloge est à l’heure.', 'The clock is right.'))
  const seconds = Math.round(Math.abs(skew) / 1000)
  return attention(
    said(
      `L’horloge de cette machine diffère de ${seconds} s de celle d’une autre.`,
      `The clock of this machine differs from that of another by ${seconds} s.`,
    ),
    said(
      'Réglez-la par NTP (timedatectl set-ntp true) : signatures et connexions en dépendent.',
      'Set it by NTP (timedatectl set-ntp true): signatures and logins depend on it.',
    ),
  )
}
