import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

/** Commands that name one mailbox and nothing else. */
export const NAMING = ['delete', 'subscribe', 'unsubscribe', 'getquotaroot', 'getacl', 'myrights'] as const

export interface NamingCommand {
  readonly name: (typeof NAMING)[number]
  readonly mailbox: string
}

export interface CreateCommand {
  readonly name: 'create'
  readonly mailbox: string
  /** RFC 6154 §3: `\Archive`, `\Sent`… */
  readonly use?: readonly string[]
}

export interface RenameCommand {
  readonly name: 'rename'
  readonly from: string
  readonly to: string
}

export function readNaming(name: NamingCommand['name'], reader: Reader): NamingCommand {
  reader.space()
  return { name, mailbox: reader.mailbox() }
}

export function writeNaming(writer: Writer, { mailbox }: NamingCommand): void {
  writer.text(' ').mailbox(mailbox)
}

/** RFC 9051 §6.3.4 */
export function readCreate(reader: Reader): CreateCommand {
  reader.space()
  const mailbox = reader.mailbox()
  if (!reader.more()) return { name: 'create', mailbox }
  reader.expect('(')
  reader.expect('USE')
  reader.space()
  const use = reader.list(() => reader.need(/\\[A-Za-z]+/y, 'Special use'))
  reader.expect(')')
  return { name: 'create', mailbox, use }
}

export function writeCreate(writer: Writer, { mailbox, use }: CreateCommand): void {
  writer.text(' ').mailbox(mailbox)
  if (use) writer.text(` (USE (${use.join(' ')}))`)
}

/** RFC 9051 §6.3.6 */
export function readRename(reader: Reader): RenameCommand {
  reader.space()
  const from = reader.mailbox()
  reader.space()
  return { name: 'rename', from, to: reader.mailbox() }
}

export function writeRename(writer: Writer, { from, to }: RenameCommand): void {
  writer.text(' ').mailbox(from).text(' ').mailbox(to)
}
