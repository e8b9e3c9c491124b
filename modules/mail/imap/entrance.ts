import { setTimeout as delay } from 'node:timers/promises'
import { Refused } from '../../../lib/errors.ts'
import { writeUntagged } from '../../../wire/imap/response/status.ts'
import { refuseWithoutMail } from '../sasl/entrance.ts'
import type { Entrance } from '../sasl/exchange.ts'
import { capabilitiesOf } from './capability.ts'
import { FAILED_LOGIN_MS, MAX_FAILED_LOGINS } from './limits.ts'
import { type Outcome, ok, type Session } from './session.ts'

export async function letIn(session: Session, open: () => Promise<Entrance>): Promise<Outcome> {
  try {
    const entrance = await open()
    const { actor } = entrance
    refuseWithoutMail(session.house, actor)
    const full = session.admit(actor)
    if (full) return full
    session.stands = () => entrance.stands()
    await trust(session)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return fail(session, error)
  }
  session.log.info('logged in', { address: session.who.address })
  return ok('Logged in', { code: 'CAPABILITY', capabilities: capabilitiesOf(session) })
}

/** Each failure waits longer than the one before, and the last is the last. */
export async function fail(session: Session, error: Refused): Promise<Outcome> {
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
  session.doubted = false
  refuseWithoutMail(session.house, session.who)
  const actor = await session.stands()
  if (!actor) throw new Refused('notAuthenticated', 'this login no longer stands')
  session.actor = actor
  session.trustedAt = Date.now()
}
