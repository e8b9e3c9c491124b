import { setTimeout as delay } from 'node:timers/promises'
import { findActor } from '../../../core/access.ts'
import { Refused } from '../../../lib/errors.ts'
import { readPlain } from '../../../wire/imap/command/auth.ts'
import type { Request } from '../../../wire/managesieve/request.ts'
import { writeLine, writeString } from '../../../wire/managesieve/response.ts'
import { type Answer, no, ok } from './answer.ts'
import type { Session } from './session.ts'

const LOGIN_MS = 3 * 60_000
const FAILED_LOGIN_MS = 400
const MAX_FAILED_LOGINS = 4

// RFC 5804 §2.1
export async function authenticate(session: Session, given: Request['arguments']): Promise<Answer> {
  const [mechanism, initial] = given
  // RFC 5804 §5: no password where it can be overheard.
  if (!session.peer.isPrivate) return no('Use STARTTLS first', 'ENCRYPT-NEEDED')
  if (String(mechanism).toUpperCase() !== 'PLAIN') return no('Only PLAIN is known here')
  const response = initial === undefined ? await ask(session) : String(initial)
  if (response === null) return no('Cancelled')
  const isBase64 = /^[A-Za-z0-9+/]*={0,2}$/.test(response)
  const credentials = isBase64 ? readPlain(Buffer.from(response, 'base64')) : undefined
  if (!credentials) return no('This is not a response of PLAIN')
  const { authorize, user, password } = credentials
  if (authorize !== '' && authorize !== user) return no('Nobody acts as another')
  return enter(session, user, password)
}

/** Null when the client thinks better of it. */
async function ask(session: Session): Promise<string | null> {
  await session.peer.write(writeLine(writeString('')))
  const { name, arguments: given } = await session.peer.read(LOGIN_MS)
  const [said] = given
  return name !== '' || typeof said !== 'string' || said === '*' ? null : said
}

async function enter(session: Session, user: string, password: string): Promise<Answer> {
  const { house, peer } = session
  try {
    const actor = await house.login.verifyPassword(user, password, { ip: peer.ip, door: 'imap' })
    if (!house.registry.isOn(actor.organisationId, 'mail'))
      return no('Mail is switched off for your organisation')
    const found = await findActor(house.db, actor.organisationId, actor.principalId, actor.scope, actor.ip)
    if (!found) return no('This login no longer stands')
    session.actor = found.actor
    session.secrets = found.secrets
    return ok('Logged in')
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return fail(session, error)
  }
}

/** Each failure waits longer than the one before, and the last is the last. */
async function fail(session: Session, { code, message }: Refused): Promise<Answer> {
  session.failedLogins += 1
  await delay(FAILED_LOGIN_MS * session.failedLogins)
  session.ended = session.failedLogins >= MAX_FAILED_LOGINS
  return session.ended
    ? { ending: 'BYE', text: 'Too many failed logins' }
    : no(message, code === 'tooManyAttempts' ? 'TRYLATER' : undefined)
}
