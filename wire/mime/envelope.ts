import { readRawGroups } from './address.ts'
import { decodeEncodedWords } from './encoded-words.ts'
import { type HeaderField, readFields, unfold } from './header-fields.ts'

/** RFC 9051 §2.3.5, §7.5.2: texts as the header writes them, encoded-words and all. */
export interface Envelope {
  date: string | null
  subject: string | null
  from: EnvelopeAddress[]
  /** Empty for the same as `from`, as nearly always. RFC 9051 §7.5.2 */
  sender: EnvelopeAddress[]
  /** Likewise. */
  replyTo: EnvelopeAddress[]
  to: EnvelopeAddress[]
  cc: EnvelopeAddress[]
  bcc: EnvelopeAddress[]
  inReplyTo: string | null
  messageId: string | null
}

/** A group begins with one that has a mailbox and no host, and ends with one that has neither. */
export interface EnvelopeAddress {
  name: string | null
  mailbox: string | null
  host: string | null
  /** The name of a group, where the header writes it in encoded words. */
  decoded?: string
}

const FIELDS = new Set([
  'date',
  'subject',
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'bcc',
  'in-reply-to',
  'message-id',
])

export function readEnvelope(bytes: Buffer, headerStart: number, headerEnd: number): Envelope {
  const fields = readFields(bytes, headerStart, headerEnd, name => FIELDS.has(name))
  const addresses = (name: string) =>
    fields
      .filter(field => field.name.toLowerCase() === name)
      .flatMap(field => readEnvelopeAddresses(field.value))
  return {
    date: textOf(fields, 'date'),
    subject: textOf(fields, 'subject'),
    from: addresses('from'),
    sender: addresses('sender'),
    replyTo: addresses('reply-to'),
    to: addresses('to'),
    cc: addresses('cc'),
    bcc: addresses('bcc'),
    inReplyTo: textOf(fields, 'in-reply-to'),
    messageId: textOf(fields, 'message-id'),
  }
}

function textOf(fields: HeaderField[], name: string): string | null {
  const field = fields.find(field => field.name.toLowerCase() === name)
  return field === undefined ? null : unfold(field.value).trim()
}

function readEnvelopeAddresses(value: string): EnvelopeAddress[] {
  return readRawGroups(value).flatMap(group => {
    const addresses = group.addresses.map(({ name, email }) => ({
      name: name === null ? null : unfoldName(name),
      ...splitAddress(email),
    }))
    if (group.name === null) return addresses
    return [beginGroup(unfoldName(group.name)), ...addresses, { name: null, mailbox: null, host: null }]
  })
}

function beginGroup(mailbox: string): EnvelopeAddress {
  const decoded = decodeEncodedWords(mailbox)
  return { name: null, mailbox, host: null, ...(decoded === mailbox ? {} : { decoded }) }
}

const unfoldName = (name: string): string => name.replace(/\s+/g, ' ')

function splitAddress(email: string): { mailbox: string; host: string } {
  const at = email.lastIndexOf('@')
  // A missing host is written empty: NIL would begin a group.
  if (at === -1) return { mailbox: email, host: '' }
  return { mailbox: unquote(email.slice(0, at)), host: email.slice(at + 1) }
}

// RFC 9051 §7.5.2: the local part after its quoting is taken away.
const unquote = (local: string): string =>
  /^".*"$/s.test(local) ? local.slice(1, -1).replace(/\\(.)/gs, '$1') : local
