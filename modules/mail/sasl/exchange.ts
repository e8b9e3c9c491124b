import type { Actor } from '../../../core/actor.ts'
import type { House } from '../../../core/house.ts'
import type { Coming } from '../../../core/login/login.ts'
import { Malformed, Refused } from '../../../lib/errors.ts'

/** A client that says who it is: what a mechanism needs of the door that it stands at. RFC 4422 §3 */
export interface Exchange {
  readonly house: House
  readonly coming: Coming
  /** Says this, and hears what the client says to it. Throws Malformed when it calls off, or cannot be read. */
  challenge(octets: Buffer | string): Promise<Buffer>
  /** What is said with the success, where the door has a place for it; elsewhere a challenge more. RFC 4422 §5 */
  conclude(octets: string): Promise<void>
}

/** Who came in, and how to look again whether what they came in by still opens. */
export interface Entrance {
  readonly actor: Actor
  /** The actor as they are now; null when the login no longer stands. */
  readonly stands: () => Promise<Actor | null>
}

/** One exchange, from the client's first words on. Throws Refused or Malformed. */
export type Mechanism = (exchange: Exchange, first: Buffer) => Promise<Entrance>

export const wrong = (mechanism: string): never => {
  throw new Malformed(`This is not a response of ${mechanism}`)
}

export const notAsAnother = (): never => {
  throw new Refused('forbidden', 'Nobody acts as another', { type: 'AUTHORIZATIONFAILED' })
}
