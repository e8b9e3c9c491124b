import { type EmailAddress, readAddresses } from '../mime/address.ts'
import { readText } from '../mime/headers.ts'
import { readMessageIds } from '../mime/message-ids.ts'
import { encodeQuotedPrintable } from '../mime/quoted-printable.ts'
import { writeHeaders } from '../mime/write-header.ts'
import type { Vacation } from './action.ts'
import { isNamed, type Letter } from './letter.ts'
import { isDeliverable } from './reply-address.ts'

/** Why a message gets no automatic answer. */
export type Silence = 'noSender' | 'ourselves' | 'automatic' | 'list' | 'notAddressed'

/**
 * Whether an automatic answer must not be given; null when it may. `addresses` are all those of the recipient, in lower
 * case. RFC 3834 §2; RFC 5230 §4.5, §4.6
 */
export function silenceOf(letter: Letter, sender: string, addresses: ReadonlySet<string>): Silence | null {
  if (!isDeliverable(sender)) return 'noSender'
  if (addresses.has(sender.toLowerCase())) return 'ourselves'
  if (isMachine(sender) || isAutomatic(letter)) return 'automatic'
  if (isFromList(letter)) return 'list'
  return addressedAs(letter, addresses) === null ? 'notAddressed' : null
}

// RFC 5230 §4.6, with the names that machines have.
const isMachine = (sender: string): boolean =>
  /^(?:owner-.*|.*-owner|.*-request|.*-bounces?|bounces?([+=].*)?|mailer-daemon|daemon|listserv|majordomo|postmaster|no-?reply|do-?not-?reply|ne-?pas-?repondre)@/i.test(
    sender,
  )

// RFC 3834 §2; the last is Microsoft's.
function isAutomatic(letter: Letter): boolean {
  const submitted = textOf(letter, 'auto-submitted')
  if (submitted !== null && submitted.replace(/;.*$/s, '').trim().toLowerCase() !== 'no') return true
  return /\b(?:all|oof|autoreply)\b/i.test(textOf(letter, 'x-auto-response-suppress') ?? '')
}

function isFromList(letter: Letter): boolean {
  if (
    letter.fields.some(field =>
      /^list-(?:id|help|subscribe|unsubscribe|post|owner|archive)$/i.test(field.name),
    )
  )
    return true
  return /^\s*(?:bulk|list|junk)\s*$/i.test(textOf(letter, 'precedence') ?? '')
}

const RECIPIENT_FIELDS = ['to', 'cc', 'bcc', 'resent-to', 'resent-cc', 'resent-bcc']

/** The address of theirs to which it was written. */
export const addressedAs = (letter: Letter, addresses: ReadonlySet<string>): string | null =>
  RECIPIENT_FIELDS.flatMap(name => addressesIn(letter, name)).find(({ email }) =>
    addresses.has(email.toLowerCase()),
  )?.email ?? null

const addressesIn = (letter: Letter, name: string): EmailAddress[] =>
  letter.fields.filter(field => isNamed(field, name)).flatMap(field => readAddresses(field.raw))

/** With the name that the message gives to that address. */
function named(letter: Letter, email: string): EmailAddress {
  const known = ['from', 'sender', 'reply-to', 'resent-from'].flatMap(name => addressesIn(letter, name))
  return known.find(one => one.email.toLowerCase() === email.toLowerCase()) ?? { name: null, email }
}

const textOf = (letter: Letter, name: string): string | null =>
  letter.fields.find(field => isNamed(field, name))?.text ?? null

export interface ReplyFacts {
  readonly to: string
  /** Of the one who is away, unless the script says otherwise. */
  readonly from: { readonly name: string | null; readonly email: string }
  readonly messageId: string
  readonly at: string
}

/** The answer of somebody who is away. RFC 5230 §4.4, §5 */
export function writeVacationReply(
  letter: Letter,
  { subject, from, isMime, reason }: Vacation,
  facts: ReplyFacts,
): Buffer {
  const subjectOf = textOf(letter, 'subject')
  const answered = readMessageIds(textOf(letter, 'message-id') ?? '')?.slice(0, 1) ?? null
  const references = readMessageIds(textOf(letter, 'references') ?? textOf(letter, 'in-reply-to') ?? '') ?? []
  const headers = {
    from: from === null ? [facts.from] : readAddresses(from),
    to: [named(letter, facts.to)],
    subject: shortened(subject === null ? `Auto: ${subjectOf ?? ''}` : readText(subject)).trim(),
    sentAt: facts.at,
    messageId: [facts.messageId],
    inReplyTo: answered,
    references: answered && [...references.slice(-MAX_REFERENCES), ...answered],
    // RFC 3834 §5
    'header:Auto-Submitted:asText': 'auto-replied (vacation)',
    'header:Precedence:asText': 'bulk',
    'header:X-Auto-Response-Suppress:asText': 'All',
  }
  // RFC 5230 §4.3: with :mime, what it says is a part with a header of its own.
  const body = isMime ? reason.replace(/^\s+/, '') : textPart(reason)
  return Buffer.from(`${writeHeaders(headers)}MIME-Version: 1.0\r\n${body}`)
}

function shortened(subject: string): string {
  const characters = [...subject]
  return characters.length > MAX_SUBJECT ? `${characters.slice(0, MAX_SUBJECT - 1).join('')}…` : subject
}

const MAX_SUBJECT = 256

const textPart = (text: string): string =>
  [
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    encodeQuotedPrintable(text.replace(/(?:\r\n)*$/, '\r\n')),
  ].join('\r\n')

const MAX_REFERENCES = 50
