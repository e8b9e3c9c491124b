import { setTimeout as delay } from 'node:timers/promises'
import { Malformed, Refused } from '../../../lib/errors.ts'
import type { Request } from '../../../wire/managesieve/request.ts'
import { writeLine, writeString } from '../../../wire/managesieve/response.ts'
import { readSaslLine } from '../../../wire/sasl/line.ts'
import { refuseWithoutMail } from '../sasl/entrance.ts'
import type { Exchange, Mechanism } from '../sasl/exchange.ts'
import { findMechanism, MECHANISM_NAMES } from '../sasl/mechanisms.ts'
import { type Answer, no, ok } from './answer.ts'
import type { Session } from './session.ts'

const LOGIN_MS = 3 * 60_000
const FAILED_LOGIN_MS = 400
const MAX_FAILED_LOGINS = 4

// RFC 5804 §2.1
export async function authenticate(session: Session, given: Request['arguments']): Promise<Answer> {
  const [name, initial] = given
  // RFC 5804 §5: no password where it can be overheard.
  if (!session.peer.isPrivate) return no('Use STARTTLS first', 'ENCRYPT-NEEDED')
  const mechanism = findMechanism(String(name))
  if (!mechanism) return no(`Only ${MECHANISM_NAMES.join(', ')} are known here`)
  try {
    return await enter(session, mechanism, initial)
  } catch (error) {
    if (error instanceof Malformed) return no(error.message)
    if (!(error instanceof Refused)) throw error
    return fail(session, error)
  }
}

async function enter(
  session: Session,
  mechanism: Mechanism,
  initial: string | number | undefined,
): Promise<Answer> {
  const { house, peer } = session
  let said = ''
  const exchange: Exchange = {
    house,
    coming: { ip: peer.ip, door: 'imap' },
    challenge: octets => ask(session, octets),
    async conclude(octets) {
      said = `SASL ${writeString(Buffer.from(octets).toString('base64'))}`
    },
  }
  const first = initial === undefined ? await exchange.challenge('') : readSaslLine(String(initial))
  const entrance = await mechanism(exchange, first)
  refuseWithoutMail(house, entrance.actor)
  session.entrance = entrance
  return ok('Logged in', '', said || undefined)
}

async function ask({ peer }: Session, octets: Buffer | string): Promise<Buffer> {
  await peer.write(writeLine(writeString(Buffer.from(octets).toString('base64'))))
  const { name, arguments: given } = await peer.read(LOGIN_MS)
  const [said] = given
  return readSaslLine(name === '' && typeof said === 'string' ? said : '*')
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
