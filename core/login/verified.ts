import { createHmac, randomBytes } from 'node:crypto'
import type { AccountId, PrincipalId } from '../../lib/id.ts'
import type { Door } from '../actor.ts'
import { placeOf } from '../place.ts'

/** What a verified pair of address and password stands for. */
export interface Verified {
  readonly organisationId: AccountId
  readonly principalId: PrincipalId
  /** The principal's count of changed secrets at that moment (access.ts); under another, it is void. */
  readonly secrets: number
  readonly scope: readonly Door[] | 'all'
}

const KEPT_MS = 10 * 60_000
const MAX_KEPT = 20_000

/** Where a pair was verified: an address at a place, and what it was verified with. Keyed digests all. */
export interface Pair {
  readonly place: string
  readonly secret: string
}

/**
 * Pairs that were verified a short while ago, so that Basic on every request costs no argon2 each. Held under keyed
 * digests whose key dies with the process, and only for the place where they came from: elsewhere they would be a way to
 * try passwords that nobody counts.
 */
export class VerifiedPairs {
  readonly #key = randomBytes(32)
  readonly #kept = new Map<string, Map<string, { verified: Verified; until: number }>>()

  digest(address: string, password: string, ip: string): Pair {
    const place = this.#digest(address, placeOf(ip))
    return { place, secret: this.#digest(place, password) }
  }

  find({ place, secret }: Pair): Verified | null {
    const kept = this.#kept.get(place)?.get(secret)
    return kept && kept.until > Date.now() ? kept.verified : null
  }

  keep({ place, secret }: Pair, verified: Verified): void {
    const now = Date.now()
    const still = Array.from(this.#kept.get(place) ?? []).filter(([, { until }]) => until > now)
    this.#kept.delete(place)
    this.#kept.set(place, new Map([...still, [secret, { verified, until: now + KEPT_MS }]]))
    if (this.#kept.size > MAX_KEPT) this.#kept.delete(this.#kept.keys().next().value!)
  }

  /** Whatever was verified of the address at the place: nothing is tried there for a while. */
  drop({ place }: Pair): void {
    this.#kept.delete(place)
  }

  #digest(...parts: readonly string[]): string {
    return createHmac('sha256', this.#key).update(JSON.stringify(parts)).digest('base64')
  }
}
