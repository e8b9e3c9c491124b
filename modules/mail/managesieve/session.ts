import type { Actor } from '../../../core/actor.ts'
import type { House } from '../../../core/house.ts'
import { Refused } from '../../../lib/errors.ts'
import { Unreadable } from '../../../wire/managesieve/request.ts'
import { writeEnding } from '../../../wire/managesieve/response.ts'
import { refuseWithoutMail } from '../sasl/entrance.ts'
import type { Entrance } from '../sasl/exchange.ts'
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
  entrance: Entrance | null = null
  failedLogins = 0
  ended = false

  constructor(house: House, peer: Peer) {
    this.house = house
    this.peer = peer
  }

  get actor(): Actor | null {
    return this.entrance?.actor ?? null
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
    if (session.entrance && !(await stillStands(session.house, session.entrance)))
      return peer.write(writeEnding('BYE', 'This login no longer stands'))
    const isDone = await obey(session, request)
    wrong = isDone ? 0 : wrong + 1
    if (wrong >= MAX_WRONG) return peer.write(writeEnding('BYE', 'Too many commands that cannot be done'))
  }
}

/** Who was disabled, or whose password changed, or whose mail was switched off, is let out. */
async function stillStands(house: House, { actor, stands }: Entrance): Promise<boolean> {
  try {
    refuseWithoutMail(house, actor)
    return (await stands()) !== null
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}
