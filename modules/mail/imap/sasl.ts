import { refuseTemporary } from '../../../core/actor.ts'
import { findSession } from '../../../core/login/session.ts'
import { Refused } from '../../../lib/errors.ts'
import { readPlain } from '../../../wire/imap/command/auth.ts'
import { readBearer, writeBearerFailure } from '../../../wire/sasl/oauthbearer.ts'
import type { SASL } from './capability.ts'
import { challenge } from './challenge.ts'
import { byPassword, type Entrance, fail, letIn } from './entrance.ts'
import { scram } from './scram.ts'
import { bad, no, type Outcome, type Session } from './session.ts'

/** One exchange, from the client's first words, which may have come with the command. RFC 4959 §3 */
type Mechanism = (session: Session, first: Buffer) => Promise<Outcome>

/** The mechanisms by which one may say who one is, as CAPABILITY tells them. */
export const MECHANISMS: Readonly<Record<(typeof SASL)[number], Mechanism>> = {
  'SCRAM-SHA-256': scram,
  PLAIN: plain,
  OAUTHBEARER: bearer,
}

// RFC 4616 §2
async function plain(session: Session, first: Buffer): Promise<Outcome> {
  const credentials = readPlain(first)
  if (!credentials) return bad('This is not a response of PLAIN')
  const { authorize, user, password } = credentials
  if (authorize !== '' && authorize !== user) return no('Nobody acts as another', 'AUTHORIZATIONFAILED')
  return letIn(session, () => byPassword(session, user, password))
}

// RFC 7628 §3.1: the tokens are those of the house's own bearer sessions.
async function bearer(session: Session, first: Buffer): Promise<Outcome> {
  const credentials = readBearer(first)
  if (!credentials) return bad('This is not a response of OAUTHBEARER')
  const { authorize, token } = credentials
  const entrance = await byToken(session, token)
  if (!entrance) {
    // RFC 7628 §3.2.3: the client hears why, says something back, and is refused.
    await challenge(session, writeBearerFailure())
    return fail(session, new Refused('notAuthenticated', 'the token is not valid'))
  }
  if (authorize !== '' && authorize.toLowerCase() !== entrance.actor.address)
    return no('Nobody acts as another', 'AUTHORIZATIONFAILED')
  return letIn(session, async () => entrance)
}

async function byToken({ house, connection }: Session, token: string): Promise<Entrance | null> {
  const find = async () => {
    const found = await findSession(house.db, token, connection.ip)
    return found?.kind === 'bearer' ? found.actor : null
  }
  const actor = await find()
  if (!actor) return null
  refuseTemporary(actor)
  return { actor, stands: find }
}
