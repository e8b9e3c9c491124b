import { findActor } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { House } from '../../../core/house.ts'
import { Refused } from '../../../lib/errors.ts'
import { Unreadable } from '../../../wire/managesieve/request.ts'
import { writeEnding } from '../../../wire/managesieve/response.ts'
import { capabilitiesOf } from './capability.ts'
import { obey } from './commands.ts'
import { Gone, type Peer } from './peer.ts'

const LOGIN_MS = 3 * 60_000
/** RFC 5804 §1.2 asks for 30 minutes at least. */
const IDLE_MS = 30 * 60_000
const MAX_WRONG = 20

/** One client, and who it is. */
export class Session {
  readonly house: House
  readonly peer: Peer
  actor: Actor | null = null
  /** Of the login: it no longer stands once they have changed. */
  secrets: number | null = null
  failedLogins = 0
  ended = false

  constructor(house: House, peer: Peer) {
    this.house = house
    this.peer = peer
  }
}

/** One connection from its greeting to its end. */
export async function serve(session: Session): Promise<void> {
  const { peer, house } = session
  try {
    await peer.write(capabilitiesOf(session) + writeEnding('OK', 'Bastide is ready'))
    await converse(session)
  } catch (error) {
    if (error instanceof Gone) return
    if (error instanceof Unreadable) await peer.write(writeEnding('BYE', error.message)).catch(() => {})
    else {
      house.log.error('a connection failed', { door: 'managesieve', error })
      await peer.write(writeEnding('BYE', 'Something went wrong here; it was noted')).catch(() => {})
    }
  } finally {
    peer.close()
  }
}

async function converse(session: Session): Promise<void> {
  const { peer } = session
  let wrong = 0
  while (!session.ended) {
    const request = await peer.read(session.actor ? IDLE_MS : LOGIN_MS)
    if (session.actor && !(await stillStands(session)))
      return peer.write(writeEnding('BYE', 'This login no longer stands'))
    const isDone = await obey(session, request)
    wrong = isDone ? 0 : wrong + 1
    if (wrong >= MAX_WRONG) return peer.write(writeEnding('BYE', 'Too many commands that cannot be done'))
  }
}

/** Who was disabled, or whose password changed, or whose mail was switched off, is let out. */
async function stillStands(session: Session): Promise<boolean> {
  const { organisationId, principalId, scope, ip } = session.actor!
  if (!session.house.registry.isOn(organisationId, 'mail')) return false
  try {
    const found = await findActor(session.house.db, organisationId, principalId, scope, ip)
    return found !== null && found.secrets === session.secrets
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}
