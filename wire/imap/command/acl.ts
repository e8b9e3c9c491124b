import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

/** RFC 4314 §3.1: replaces the rights of an identifier, or with a sign changes some. */
export interface SetAclCommand {
  readonly name: 'setacl'
  readonly mailbox: string
  readonly identifier: string
  readonly action: 'replace' | 'add' | 'remove'
  /** One letter each. */
  readonly rights: string
}

/** RFC 4314 §3.2, §3.4 */
export interface AclCommand {
  readonly name: 'deleteacl' | 'listrights'
  readonly mailbox: string
  readonly identifier: string
}

const SIGNS = { replace: '', add: '+', remove: '-' } as const

export function readSetAcl(reader: Reader): SetAclCommand {
  const about = readAbout(reader)
  reader.space()
  const [, sign, rights] = /^([+-]?)([a-z0-9]*)$/.exec(reader.astring()) ?? reader.fail('Rights expected')
  const action = sign === '+' ? 'add' : sign === '-' ? 'remove' : 'replace'
  return { name: 'setacl', ...about, action, rights: rights! }
}

export function writeSetAcl(writer: Writer, command: SetAclCommand): void {
  writeAbout(writer, command)
  writer.text(' ').astring(SIGNS[command.action] + command.rights)
}

export function readAcl(name: AclCommand['name'], reader: Reader): AclCommand {
  return { name, ...readAbout(reader) }
}

export function writeAcl(writer: Writer, command: AclCommand): void {
  writeAbout(writer, command)
}

function readAbout(reader: Reader): { mailbox: string; identifier: string } {
  reader.space()
  const mailbox = reader.mailbox()
  reader.space()
  return { mailbox, identifier: reader.astring() }
}

function writeAbout(writer: Writer, { mailbox, identifier }: SetAclCommand | AclCommand): void {
  writer.text(' ').mailbox(mailbox).text(' ').astring(identifier)
}
