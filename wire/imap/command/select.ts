import type { Reader } from '../reader.ts'
import { readSequenceSet, type SequenceSet, writeSequenceSet } from '../sequence.ts'
import type { Writer } from '../writer.ts'

export interface SelectCommand {
  readonly name: 'select' | 'examine'
  readonly mailbox: string
  /** RFC 7162 §3.1.8 */
  readonly condstore: boolean
  readonly qresync?: Resync
}

/** What a client knows of a mailbox from before. RFC 7162 §3.2.5 */
export interface Resync {
  readonly uidValidity: number
  readonly modseq: number
  readonly uids?: SequenceSet
  /** Message numbers and their UIDs, by which the server may guess what the client has lost. */
  readonly match?: { readonly sequences: SequenceSet; readonly uids: SequenceSet }
}

/** RFC 9051 §6.3.2 */
export function readSelect(name: SelectCommand['name'], reader: Reader): SelectCommand {
  reader.space()
  const mailbox = reader.mailbox()
  const parameters = reader.more() ? reader.list(() => readParameter(reader)) : []
  const qresync = parameters.find(parameter => parameter !== 'condstore')
  return { name, mailbox, condstore: parameters.includes('condstore'), ...(qresync && { qresync }) }
}

function readParameter(reader: Reader): 'condstore' | Resync {
  switch (reader.keyword('Parameter')) {
    case 'CONDSTORE':
      return 'condstore'
    case 'QRESYNC':
      return readResync(reader)
    default:
      return reader.fail('Unknown SELECT parameter')
  }
}

function readResync(reader: Reader): Resync {
  reader.space()
  reader.expect('(')
  const uidValidity = reader.nzNumber()
  reader.space()
  const modseq = reader.number64()
  const uids = reader.match(/ +(?=[\d*])/y) ? readSequenceSet(reader) : undefined
  const match = reader.match(/ +(?=\()/y) ? readMatch(reader) : undefined
  reader.expect(')')
  return { uidValidity, modseq, ...(uids && { uids }), ...(match && { match }) }
}

function readMatch(reader: Reader): { sequences: SequenceSet; uids: SequenceSet } {
  reader.expect('(')
  const sequences = readSequenceSet(reader)
  reader.space()
  const uids = readSequenceSet(reader)
  reader.expect(')')
  return { sequences, uids }
}

export function writeSelect(writer: Writer, { mailbox, condstore, qresync }: SelectCommand): void {
  writer.text(' ').mailbox(mailbox)
  const parameters = [condstore ? 'CONDSTORE' : [], qresync ? `QRESYNC (${resyncText(qresync)})` : []].flat()
  if (parameters.length > 0) writer.text(` (${parameters.join(' ')})`)
}

function resyncText({ uidValidity, modseq, uids, match }: Resync): string {
  const known = uids ? ` ${writeSequenceSet(uids)}` : ''
  const pairs = match ? ` (${writeSequenceSet(match.sequences)} ${writeSequenceSet(match.uids)})` : ''
  return `${uidValidity} ${modseq}${known}${pairs}`
}
