import { fold } from '../../../lib/filter.ts'
import type { EmailAddress } from '../../../wire/mime/address.ts'
import type { Envelope, EnvelopeAddress } from '../../../wire/mime/envelope.ts'
import type { Part } from '../../../wire/mime/part.ts'
import type { MessageProjection } from '../../../wire/mime/projection.ts'

/** What emails are searched by and sorted by: columns of email_content, folded, null where there is nothing. */
export interface Folded {
  /** The name of the first person, or the address. RFC 8621 §4.4.2 */
  readonly from_key: string | null
  readonly to_key: string | null
  readonly from_text: string | null
  readonly to_text: string | null
  readonly cc_text: string | null
  readonly bcc_text: string | null
  readonly subject_text: string | null
  readonly file_text: string | null
}

export const folded = (p: MessageProjection, envelope: Envelope): Folded => ({
  from_key: keyOf(p.from),
  to_key: keyOf(p.to),
  from_text: textOf(p.from, envelope.from),
  to_text: textOf(p.to, envelope.to),
  cc_text: textOf(p.cc, envelope.cc),
  bcc_text: textOf(p.bcc, envelope.bcc),
  subject_text: p.subject === null ? null : fold(p.subject),
  file_text: joined(fileNames(p.structure), '\n'),
})

function keyOf(people: readonly EmailAddress[] | null): string | null {
  const first = people?.[0]
  return first ? fold(first.name || first.email) : null
}

/** The people and groups of a field, as people search them. */
const textOf = (people: readonly EmailAddress[] | null, written: readonly EnvelopeAddress[]): string | null =>
  joined([...(people ?? []).map(({ name, email }) => `${name ?? ''} ${email}`), ...groupNames(written)], ', ')

const groupNames = (written: readonly EnvelopeAddress[]): string[] =>
  written.flatMap(({ mailbox, host, decoded }) =>
    host === null && mailbox !== null ? [decoded ?? mailbox] : [],
  )

/** Of the parts, and of those of attached messages. */
const fileNames = ({ filename, parts = [], message }: Part): string[] => [
  ...(filename === undefined ? [] : [filename]),
  ...parts.flatMap(fileNames),
  ...(message ? fileNames(message) : []),
]

const joined = (texts: readonly string[], between: string): string | null =>
  texts.length > 0 ? fold(texts.join(between)) : null
