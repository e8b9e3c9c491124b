import type { StatusItem } from '../command/status.ts'
import { type Flag, writeFlagList } from '../flag.ts'
import { writeMailboxName } from '../mailbox-name.ts'
import type { Writer } from '../writer.ts'

/** `\HasChildren`, `\Noselect`, `\Sent`… RFC 9051 §7.3.1, RFC 6154 §2 */
export type MailboxAttribute = `\\${string}`

export interface ListEntry {
  readonly name: string
  readonly delimiter: string | null
  readonly attributes: readonly MailboxAttribute[]
  /** Why a mailbox that matches nothing itself is listed: RFC 5258 §3.5 */
  readonly childInfo?: readonly string[]
  /** The name the client knew it by: RFC 9051 §6.3.9.7 */
  readonly oldName?: string
}

export function writeList(writer: Writer, entry: ListEntry): void {
  writeEntry(writer, 'LIST', entry)
  writeExtended(writer, entry)
  writer.line('')
}

/** RFC 3501 §7.2.3 */
export function writeLsub(writer: Writer, entry: ListEntry): void {
  writeEntry(writer, 'LSUB', entry)
  writer.line('')
}

function writeEntry(writer: Writer, name: 'LIST' | 'LSUB', entry: ListEntry): void {
  writer
    .text(`* ${name} (${entry.attributes.join(' ')}) `)
    .nstring(entry.delimiter)
    .text(' ')
  writer.mailbox(entry.name)
}

function writeExtended(writer: Writer, entry: ListEntry): void {
  const items: (() => void)[] = []
  const { childInfo, oldName } = entry
  if (childInfo) {
    items.push(() => writer.text('"CHILDINFO" ').list(childInfo, option => writer.string(option)))
  }
  if (oldName !== undefined) {
    items.push(() => writer.text('"OLDNAME" ').list([oldName], name => writer.mailbox(name)))
  }
  if (items.length > 0) writer.text(' ').list(items, write => write())
}

export interface Namespace {
  readonly prefix: string
  readonly delimiter: string | null
}

/** RFC 9051 §7.3.4: personal, other people's, shared. */
export function writeNamespaces(
  writer: Writer,
  personal: readonly Namespace[],
  others: readonly Namespace[],
  shared: readonly Namespace[],
): void {
  writer.text('* NAMESPACE ')
  writer.each([personal, others, shared], namespaces => writeNamespace(writer, namespaces)).line('')
}

function writeNamespace(writer: Writer, namespaces: readonly Namespace[]): Writer {
  if (namespaces.length === 0) return writer.text('NIL')
  writer.text('(')
  for (const { prefix, delimiter } of namespaces) {
    writer.text('(').string(writeMailboxName(prefix, writer.utf8)).text(' ').nstring(delimiter).text(')')
  }
  return writer.text(')')
}

export type StatusValues = Readonly<{ [item in StatusItem]?: number | string | null }>

/** RFC 9051 §7.3.5. APPENDLIMIT may be null; MAILBOXID is a text. */
export function writeStatus(writer: Writer, mailbox: string, values: StatusValues): void {
  writer.text('* STATUS ').mailbox(mailbox).text(' ')
  writer.list(Object.entries(values), ([item, value]) => {
    writer.text(`${item.toUpperCase()} ${item === 'mailboxid' ? `(${value})` : (value ?? 'NIL')}`)
  })
  writer.line('')
}

/** The flags in use in the selected mailbox. RFC 9051 §7.3.6 */
export function writeFlagsResponse(writer: Writer, flags: Iterable<Flag>): void {
  writer.line(`* FLAGS ${writeFlagList(flags)}`)
}
