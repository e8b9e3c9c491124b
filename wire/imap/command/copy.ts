import type { Reader } from '../reader.ts'
import { readSequenceSet, type SequenceSet, writeSequenceSet } from '../sequence.ts'
import type { Writer } from '../writer.ts'

export interface CopyCommand {
  readonly name: 'copy' | 'move'
  readonly uid: boolean
  readonly set: SequenceSet
  readonly mailbox: string
}

export interface ExpungeCommand {
  readonly name: 'expunge'
  /** Only these: RFC 4315 §2.1. Without them, all that are \Deleted. */
  readonly uids?: SequenceSet
}

/** RFC 9051 §6.4.7, §6.4.8 */
export function readCopy(name: CopyCommand['name'], reader: Reader, uid: boolean): CopyCommand {
  reader.space()
  const set = readSequenceSet(reader)
  reader.space()
  return { name, uid, set, mailbox: reader.mailbox() }
}

export function writeCopy(writer: Writer, { set, mailbox }: CopyCommand): void {
  writer.text(` ${writeSequenceSet(set)} `).mailbox(mailbox)
}

/** RFC 9051 §6.4.3, §6.4.9 */
export function readExpunge(reader: Reader, uid: boolean): ExpungeCommand {
  if (!uid) return { name: 'expunge' }
  reader.space()
  return { name: 'expunge', uids: readSequenceSet(reader) }
}

export function writeExpunge(writer: Writer, { uids }: ExpungeCommand): void {
  if (uids) writer.text(` ${writeSequenceSet(uids)}`)
}
