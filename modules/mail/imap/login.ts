import { setTimeout as delay } from 'node:timers/promises'
import { findActor } from '../../../core/access.ts'
import { Refused } from '../../../lib/errors.ts'
import {
  type AuthenticateCommand,
  type LoginCommand,
  readPlain,
  readSaslLine,
} from '../../../wire/imap/command/auth.ts'
import { writeContinuation, writeUntagged } from '../../../wire/imap/response/status.ts'
import { capabilitiesOf } from './capability.ts'
import { FAILED_LOGIN_MS, LOGIN_MS, MAX_FAILED_LOGINS } from './limits.ts'
import { bad, no, type Outcome, ok, type Session } from './session.ts'

const MAIL_IS_OFF = 'Mail is switched off for your organisation'

// RFC 9051 §6.2.3
export async function login(session: Session, { user, password }: LoginCommand): Promise<Outcome> {
  return refuseOpenly(session) ?? enter(session, user, password)
}

// RFC 9051 §6.2.2, RFC 4422 §3
export async function authenticate(session: Session, command: AuthenticateCommand): Promise<Outcome> {
  const refused = refuseOpenly(session)
  if (refused) return refused
  if (command.mechanism !== 'PLAIN') return no('Only PLAIN is known here', 'CANNOT')
  const response = command.initial ?? (await ask(session))
  if (response === 'cancelled') return bad('Cancelled')
  const credentials = response && readPlain(response)
  if (!credentials) return bad('This is not a response of PLAIN')
  const { authorize, user, password } = credentials
  if (authorize !== '' && authorize !== user) return no('Nobody acts as another', 'AUTHORIZATIONFAILED')
  return enter(session, user, password)
}

async function ask(session: Session): Promise<Buffer | 'cancelled' | undefined> {
  writeContinuation(session.writer, '')
  session.connection.stream.expectLine()
  await session.flush()
  for (;;) {
    const event = await session.connection.read(LOGIN_MS)
    if (event !== 'woken' && event.kind === 'line') return readSaslLine(event.text)
  }
}

/** RFC 9051 §11.1: no password where it can be overheard. */
function refuseOpenly({ connection }: Session): Outcome | null {
  return connection.private ? null : no('Use STARTTLS first', 'PRIVACYREQUIRED')
}

async function enter(session: Session, user: string, password: string): Promise<Outcome> {
  const { house, connection } = session
  try {
    const actor = await house.login.verifyPassword(user, password, { ip: connection.ip, door: 'imap' })
    if (!house.registry.isOn(actor.organisationId, 'mail')) return no(MAIL_IS_OFF, 'CONTACTADMIN')
    const full = session.admit(actor)
    if (full) return full
    await trust(session)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return fail(session, error)
  }
  session.log.info('logged in', { address: session.who.address })
  return ok('Logged in', { code: 'CAPABILITY', capabilities: capabilitiesOf(session) })
}

/** Each failure waits longer than the one before, and the last is the last. */
async function fail(session: Session, error: Refused): Promise<Outcome> {
  session.failedLogins += 1
  await delay(FAILED_LOGIN_MS * session.failedLogins)
  if (session.failedLogins >= MAX_FAILED_LOGINS) {
    writeUntagged(session.writer, 'BYE', 'Too many failed logins')
    session.ended = true
  }
  throw error
}

/** Looks whether the login still stands: who was disabled, whose password changed or who lost mail is let out. */
export async function trust(session: Session): Promise<void> {
  const { organisationId, principalId, scope, ip } = session.who
  session.doubted = false
  if (!session.house.registry.isOn(organisationId, 'mail')) throw new Refused('moduleOff', MAIL_IS_OFF)
  const found = await findActor(session.house.db, organisationId, principalId, scope, ip)
  if (!found || (session.secrets ?? found.secrets) !== found.secrets)
    throw new Refused('notAuthenticated', 'this login no longer stands')
  session.actor = found.actor
  session.secrets = found.secrets
  session.trustedAt = Date.now()
}
