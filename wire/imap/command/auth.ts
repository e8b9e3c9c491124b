import { readInitial } from '../../sasl/line.ts'
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
  const initial = readInitial(text)
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
