import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface LoginCommand {
  readonly name: 'login'
  readonly user: string
  readonly password: string
}

export interface AuthenticateCommand {
  readonly name: 'authenticate'
  /** In upper case. */
  readonly mechanism: string
  /** RFC 4959 §3: what the client says before it is asked. */
  readonly initial?: Buffer
}

/** RFC 9051 §6.2.3 */
export function readLogin(reader: Reader): LoginCommand {
  reader.space()
  const user = reader.astring()
  reader.space()
  return { name: 'login', user, password: reader.astring() }
}

export function writeLogin(writer: Writer, { user, password }: LoginCommand): void {
  writer.text(' ').astring(user).text(' ').astring(password)
}

/** RFC 9051 §6.2.2 */
export function readAuthenticate(reader: Reader): AuthenticateCommand {
  reader.space()
  const mechanism = reader.keyword('Mechanism')
  if (!reader.more()) return { name: 'authenticate', mechanism }
  const text = reader.need(/[^ ]+/y, 'Initial response')
  // RFC 4959 §3: `=` is an initial response of no octets.
  const initial = text === '=' ? Buffer.alloc(0) : decodeBase64(text)
  return {
    name: 'authenticate',
    mechanism,
    initial: initial ?? reader.fail('Initial response is not base64'),
  }
}

export function writeAuthenticate(writer: Writer, { mechanism, initial }: AuthenticateCommand): void {
  writer.text(` ${mechanism}`)
  if (initial) writer.text(` ${initial.toString('base64') || '='}`)
}

/** The client's line after a challenge; `cancelled` for `*`, undefined when it is not base64. */
export function readSaslLine(line: string): Buffer | 'cancelled' | undefined {
  return line === '*' ? 'cancelled' : decodeBase64(line)
}

export interface PlainCredentials {
  /** Whom to act as; empty for oneself. */
  readonly authorize: string
  readonly user: string
  readonly password: string
}

/** RFC 4616 §2: `[authzid] NUL authcid NUL passwd` */
export function readPlain(response: Buffer): PlainCredentials | undefined {
  const [authorize, user, password, ...rest] = response.toString('utf8').split('\0')
  if (!user || password === undefined || rest.length > 0) return undefined
  return { authorize: authorize!, user, password }
}

export function writePlain({ authorize, user, password }: PlainCredentials): Buffer {
  return Buffer.from([authorize, user, password].join('\0'))
}

function decodeBase64(text: string): Buffer | undefined {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0
    ? Buffer.from(text, 'base64')
    : undefined
}
