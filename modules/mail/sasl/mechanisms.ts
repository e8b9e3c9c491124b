import { refuseTemporary } from '../../../core/actor.ts'
import { findSession } from '../../../core/login/session.ts'
import { Refused } from '../../../lib/errors.ts'
import { readBearer, writeBearerFailure } from '../../../wire/sasl/oauthbearer.ts'
import { readPlain } from '../../../wire/sasl/plain.ts'
import { byPassword } from './entrance.ts'
import { type Entrance, type Exchange, type Mechanism, notAsAnother, wrong } from './exchange.ts'
import { scram } from './scram.ts'

/** By what one may say who one is, at each of the doors, the strongest first. */
export const MECHANISMS = {
  'SCRAM-SHA-256': scram,
  OAUTHBEARER: bearer,
  PLAIN: plain,
} as const satisfies Readonly<Record<string, Mechanism>>

export const MECHANISM_NAMES = Object.keys(MECHANISMS) as readonly (keyof typeof MECHANISMS)[]

/** Null for one that is not known. */
export function findMechanism(name: string): Mechanism | null {
  const known = MECHANISM_NAMES.find(one => one === name.toUpperCase())
  return known ? MECHANISMS[known] : null
}

// RFC 4616 §2
async function plain({ house, coming }: Exchange, first: Buffer): Promise<Entrance> {
  const { authorize, user, password } = readPlain(first) ?? wrong('PLAIN')
  if (authorize !== '' && authorize !== user) notAsAnother()
  return byPassword(house, user, password, coming)
}

// RFC 7628 §3.1: the tokens are those of the house's own bearer sessions.
async function bearer(exchange: Exchange, first: Buffer): Promise<Entrance> {
  const { authorize, token } = readBearer(first) ?? wrong('OAUTHBEARER')
  const entrance = await byToken(exchange, token)
  if (!entrance) {
    // RFC 7628 §3.2.3: the client hears why, says something back, and is refused.
    await exchange.challenge(writeBearerFailure())
    throw new Refused('notAuthenticated', 'the token is not valid')
  }
  if (authorize !== '' && authorize.toLowerCase() !== entrance.actor.address) notAsAnother()
  return entrance
}

async function byToken({ house, coming }: Exchange, token: string): Promise<Entrance | null> {
  const find = async () => {
    const found = await findSession(house.db, token, coming.ip)
    return found?.kind === 'bearer' ? found.actor : null
  }
  const actor = await find()
  if (!actor) return null
  refuseTemporary(actor)
  return { actor, stands: find }
}
