import { accountsOf, type Reachable } from '../../core/access.ts'
import type { Actor } from '../../core/actor.ts'
import type { House } from '../../core/house.ts'
import type { Access } from '../../store/access.ts'
import { typeState, typeStateOf } from '../../store/records/changes.ts'

/**
 * How the accounts of an actor stand, looked up once for several calls of a request. A state is then older, never newer,
 * than what is read after it, and whoever follows it is told of something twice at worst (RFC 8620 §5.1).
 */
export class Standing {
  #accounts: Promise<readonly Reachable[]> | null = null
  readonly #house: House
  readonly #actor: Actor

  constructor(house: House, actor: Actor) {
    this.#house = house
    this.#actor = actor
  }

  accounts(): Promise<readonly Reachable[]> {
    this.#accounts ??= accountsOf(this.#house.db, this.#actor)
    return this.#accounts
  }

  async state(access: Access, type: string): Promise<string> {
    const known = (await this.accounts()).find(one => one.access.accountId === access.accountId)
    return known ? typeStateOf(known.state, access, type) : typeState(this.#house.db, access, type)
  }

  /** After a call that may have written. */
  forget(): void {
    this.#accounts = null
  }
}
