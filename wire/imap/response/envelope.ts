import type { Writer } from '../writer.ts'

/** As it stands in the header: encoded words stay encoded; 8-bit text as its octets. */
export type HeaderText = string | Buffer | null

/** A group begins with one that has a mailbox and no host, and ends with one that has neither. */
export interface Address {
  readonly name: HeaderText
  readonly mailbox: HeaderText
  readonly host: HeaderText
}

export interface Envelope {
  readonly date: HeaderText
  readonly subject: HeaderText
  readonly from: readonly Address[]
  /** Empty for the same as `from`. */
  readonly sender: readonly Address[]
  /** Empty for the same as `from`. */
  readonly replyTo: readonly Address[]
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly bcc: readonly Address[]
  readonly inReplyTo: HeaderText
  readonly messageId: HeaderText
}

/** RFC 9051 §7.5.2 (ENVELOPE) */
export function writeEnvelope(writer: Writer, envelope: Envelope): Writer {
  const { from, sender, replyTo, to, cc, bcc } = envelope
  writer.text('(').nstring(envelope.date).text(' ').nstring(envelope.subject).text(' ')
  // A missing Sender or Reply-To is filled from From.
  const lists = [from, sender.length > 0 ? sender : from, replyTo.length > 0 ? replyTo : from, to, cc, bcc]
  writer.each(lists, list => writeAddresses(writer, list)).text(' ')
  return writer.nstring(envelope.inReplyTo).text(' ').nstring(envelope.messageId).text(')')
}

function writeAddresses(writer: Writer, addresses: readonly Address[]): Writer {
  if (addresses.length === 0) return writer.text('NIL')
  writer.text('(')
  for (const address of addresses) writeAddress(writer, address)
  return writer.text(')')
}

function writeAddress(writer: Writer, { name, mailbox, host }: Address): void {
  // The source route is long out of use.
  writer.text('(').nstring(name).text(' NIL ').nstring(mailbox).text(' ').nstring(host).text(')')
}
