import { readDateTime, writeDateTime } from '../date.ts'
import { type Flag, readFlagList, writeFlagList } from '../flag.ts'
import type { Literal } from '../frame.ts'
import type { Reader } from '../reader.ts'
import { readSequenceNumber, type SequenceNumber } from '../sequence.ts'
import type { Writer } from '../writer.ts'

export interface AppendedMessage {
  readonly flags: readonly Flag[]
  /** The INTERNALDATE to give it. */
  readonly at?: Date
  /** RFC 6855 §4: its header may be UTF-8. */
  readonly utf8: boolean
  readonly data: Literal
}

export interface AppendCommand {
  readonly name: 'append'
  readonly mailbox: string
  /** More than one only for MULTIAPPEND. */
  readonly messages: readonly AppendedMessage[]
}

/** RFC 8508 §3.2: an APPEND that takes the place of a message of the selected mailbox. */
export interface ReplaceCommand {
  readonly name: 'replace'
  readonly uid: boolean
  readonly replaced: SequenceNumber
  readonly mailbox: string
  /** One. */
  readonly messages: readonly AppendedMessage[]
}

/** RFC 9051 §6.3.12, and RFC 3502 §6.3.11 for several messages. */
export function readAppend(reader: Reader): AppendCommand {
  const mailbox = readTarget(reader)
  const messages: AppendedMessage[] = []
  do messages.push(readMessage(reader, false))
  while (reader.more())
  return { name: 'append', mailbox, messages }
}

/** The same, up to the literal whose bytes have not come: the last of the messages is the one on offer. */
export function readAppendOffer(reader: Reader): AppendCommand {
  const mailbox = readTarget(reader)
  const messages: AppendedMessage[] = []
  do messages.push(readMessage(reader, true))
  while (reader.more())
  return { name: 'append', mailbox, messages }
}

export function readReplace(reader: Reader, uid: boolean): ReplaceCommand {
  return readReplacing(reader, uid, false)
}

/** The same, up to the literal whose bytes have not come. */
export function readReplaceOffer(reader: Reader, uid: boolean): ReplaceCommand {
  return readReplacing(reader, uid, true)
}

function readReplacing(reader: Reader, uid: boolean, offered: boolean): ReplaceCommand {
  reader.space()
  const replaced = readSequenceNumber(reader)
  const mailbox = readTarget(reader)
  return { name: 'replace', uid, replaced, mailbox, messages: [readMessage(reader, offered)] }
}

function readTarget(reader: Reader): string {
  reader.space()
  const mailbox = reader.mailbox()
  reader.space()
  return mailbox
}

function readMessage(reader: Reader, offered: boolean): AppendedMessage {
  const flags = reader.sees('(') ? readFlagList(reader) : []
  reader.match(/ +/y)
  const at = reader.sees('"') ? readDateTime(reader) : undefined
  reader.match(/ +/y)
  const utf8 = reader.match(/UTF8 *\( */iy) !== undefined
  const data = reader.literal() ?? reader.fail('Message literal expected')
  // The parenthesis that closes UTF8 ( comes after the bytes.
  if (utf8 && !(offered && reader.atEnd())) reader.expect(')')
  return { flags, utf8, data, ...(at && { at }) }
}

/** Messages are written from memory: a client that streams writes the pieces itself. */
export function writeAppend(writer: Writer, { mailbox, messages }: AppendCommand): void {
  writer.text(' ').mailbox(mailbox)
  writeMessages(writer, messages)
}

export function writeReplace(writer: Writer, { replaced, mailbox, messages }: ReplaceCommand): void {
  writer.text(` ${replaced} `).mailbox(mailbox)
  writeMessages(writer, messages)
}

function writeMessages(writer: Writer, messages: readonly AppendedMessage[]): void {
  for (const { flags, at, utf8, data } of messages) {
    if (flags.length > 0) writer.text(` ${writeFlagList(flags)}`)
    if (at) writer.text(` ${writeDateTime(at)}`)
    if (!data.bytes) throw new Error('the message is not in memory')
    writer.text(utf8 ? ' UTF8 (' : ' ').literal(data.bytes, data.binary)
    if (utf8) writer.text(')')
  }
}
