import { createHmac, randomBytes } from 'node:crypto'
import type { AccountId, PrincipalId } from '../../lib/id.ts'
import type { Door } from '../actor.ts'

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

/**
 * Pairs that were verified a short while ago, so that Basic on every request costs no argon2 each. Held under a keyed
 * digest whose key dies with the process.
 */
export class VerifiedPairs {
  readonly #key = randomBytes(32)
  readonly #kept = new Map<string, { verified: Verified; until: number }>()

  digest(address: string, password: string): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([address, password]))
      .digest('base64')
  }

  find(digest: string): Verified | null {
    const kept = this.#kept.get(digest)
    if (!kept) return null
    if (kept.until > Date.now()) return kept.verified
    this.#kept.delete(digest)
    return null
  }

  keep(digest: string, verified: Verified): void {
    this.#kept.delete(digest)
    this.#kept.set(digest, { verified, until: Date.now() + KEPT_MS })
    if (this.#kept.size > MAX_KEPT) this.#kept.delete(this.#kept.keys().next().value!)
  }

  drop(digest: string): void {
    this.#kept.delete(digest)
  }
}
