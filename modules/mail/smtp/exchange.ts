import type { SMTPServerSession } from 'smtp-server'
import type { SMTPConnection } from 'smtp-server/lib/smtp-connection.js'
import type { Actor } from '../../../core/actor.ts'
import type { House } from '../../../core/house.ts'
import type { Coming } from '../../../core/login/login.ts'
import { readInitial, readSaslLine } from '../../../wire/sasl/line.ts'
import type { Entrance, Mechanism } from '../sasl/exchange.ts'
import { MECHANISMS } from '../sasl/mechanisms.ts'
import { type Refusal, refusalOf } from './refusal.ts'

// smtp-server has PLAIN and LOGIN; the others go through its own seam, the handler of the line that comes next.

/** Opens to the client, by its mechanism. Throws Refused or Malformed. */
type Open = (house: House, coming: Coming) => Promise<Entrance>

/** Who comes in, in the manner of the library's own hooks. */
export type OnExchange = (
  open: Open,
  session: SMTPServerSession,
  callback: (error?: Error | null, actor?: Actor) => void,
) => void

const { PLAIN, ...OURS } = MECHANISMS
/** The mechanisms of AUTH, the strongest first. */
export const AUTH_NAMES = [...Object.keys(OURS), 'PLAIN', 'LOGIN']

const AUTH = /^AUTH +([A-Z0-9_-]{1,20})(?: +(\S+))?$/i

/** Begins an exchange; false when the mechanism is not one of ours. RFC 4954 §4 */
export function beginExchange(
  connection: SMTPConnection,
  command: Buffer,
  next: () => void,
  onExchange: OnExchange,
): boolean {
  const [, name = '', initial] = AUTH.exec(command.toString('latin1').trim()) ?? []
  const mechanism = new Map<string, Mechanism>(Object.entries(OURS)).get(name.toUpperCase())
  if (!mechanism) return false
  let go = next
  const challenge = async (octets: Buffer | string): Promise<Buffer> => {
    connection.send(334, Buffer.from(octets).toString('base64'))
    const line = new Promise<string>(resolve => {
      connection._nextHandler = (heard, callback) => {
        go = callback
        resolve(String(heard).trim())
      }
    })
    go()
    return readSaslLine(await line)
  }
  const conclude = async (octets: string) => void (await challenge(octets))
  const first = async () => (initial === undefined ? challenge('') : firstOf(initial))
  const open: Open = async (house, coming) => mechanism({ house, coming, challenge, conclude }, await first())
  onExchange(open, connection.session, (error, actor) => {
    if (actor) admit(connection, actor)
    else refuse(connection, refusalOf(error))
    go()
  })
  return true
}

function admit(connection: SMTPConnection, actor: Actor): void {
  connection.session.user = actor
  connection.session.transmissionType = connection._transmissionType()
  connection.send(235, 'Authentication successful')
}

const refuse = (connection: SMTPConnection, { responseCode, message }: Refusal) =>
  connection.send(responseCode, message)

const firstOf = (word: string): Buffer => readInitial(word) ?? readSaslLine(word)
