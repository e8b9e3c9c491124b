import { setTimeout as delay } from 'node:timers/promises'
import { findActor } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import { Refused } from '../../../lib/errors.ts'
import { writeUntagged } from '../../../wire/imap/response/status.ts'
import { capabilitiesOf } from './capability.ts'
import { FAILED_LOGIN_MS, MAX_FAILED_LOGINS } from './limits.ts'
import { no, type Outcome, ok, type Session } from './session.ts'

/** Who came in, and how to look again whether what they came in by still opens. */
export interface Entrance {
  readonly actor: Actor
  /** The actor as they are now; null when the login no longer stands. */
  stands(): Promise<Actor | null>
}

const MAIL_IS_OFF = 'Mail is switched off for your organisation'

export async function byPassword(session: Session, user: string, password: string): Promise<Entrance> {
  const { house, connection } = session
  const actor = await house.login.verifyPassword(user, password, { ip: connection.ip, door: 'imap' })
  return entranceOf(session, actor)
}

/** Of a login that a change of any of the person's secrets ends. */
export async function entranceOf({ house }: Session, actor: Actor): Promise<Entrance> {
  const { organisationId, principalId, scope, ip } = actor
  const find = () => findActor(house.db, organisationId, principalId, scope, ip)
  const secrets = (await find())?.secrets
  return {
    actor,
    async stands() {
      const found = await find()
      return found && found.secrets === secrets ? found.actor : null
    },
  }
}

export async function letIn(session: Session, open: () => Promise<Entrance>): Promise<Outcome> {
  try {
    const entrance = await open()
    const { actor } = entrance
    if (!session.house.registry.isOn(actor.organisationId, 'mail')) return no(MAIL_IS_OFF, 'CONTACTADMIN')
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
  if (!session.house.registry.isOn(session.who.organisationId, 'mail'))
    throw new Refused('moduleOff', MAIL_IS_OFF)
  const actor = await session.stands()
  if (!actor) throw new Refused('notAuthenticated', 'this login no longer stands')
  session.actor = actor
  session.trustedAt = Date.now()
}
