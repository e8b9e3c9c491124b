import type { EmailAddress } from './address.ts'
import { readAddresses } from './address.ts'
import { type BodyParts, bodyParts, hasAttachment } from './body-lists.ts'
import { readBodyValue, truncate } from './body-value.ts'
import { readMailDate } from './date.ts'
import { type HeaderField, lastField, readHeaders, readText } from './headers.ts'
import { htmlToText } from './html-text.ts'
import { readMessageIds } from './message-ids.ts'
import { type Part, walkParts } from './part.ts'
import { previewOfText } from './preview.ts'
import { protectionOf } from './protection.ts'
import { readStructure } from './structure.ts'
import { baseSubject } from './subject.ts'

/** All that is stored of a message when it is delivered; the bytes stay the truth. */
export interface MessageProjection {
  messageId: string[] | null
  inReplyTo: string[] | null
  references: string[] | null
  sender: EmailAddress[] | null
  from: EmailAddress[] | null
  to: EmailAddress[] | null
  cc: EmailAddress[] | null
  bcc: EmailAddress[] | null
  replyTo: EmailAddress[] | null
  subject: string | null
  baseSubject: string
  /** With the sender's offset; `sentEpoch` is the same instant in milliseconds. */
  sentAt: string | null
  sentEpoch: number | null
  preview: string
  hasAttachment: boolean
  /** For the full-text search, bounded: the words of the bodies and the names of the attachments. */
  text: string
  structure: Part
  listId: string | null
  /** RFC 3834 §5: 'auto-replied', 'auto-generated' …; null for what a person sent. */
  autoSubmitted: string | null
  isSigned: boolean
  isEncrypted: boolean
}

const MAX_TEXT = 256 * 1024

export function projectMessage(bytes: Buffer, structure: Part = readStructure(bytes)): MessageProjection {
  const fields = readHeaders(bytes, structure)
  const lists = bodyParts(structure)
  const date = convert(fields, 'date', readMailDate)
  const subject = convert(fields, 'subject', readText)
  const bodies = readBodies(bytes, lists)
  return {
    messageId: convert(fields, 'message-id', readMessageIds),
    inReplyTo: convert(fields, 'in-reply-to', readMessageIds),
    references: convert(fields, 'references', readMessageIds),
    sender: convert(fields, 'sender', readAddresses),
    from: convert(fields, 'from', readAddresses),
    to: convert(fields, 'to', readAddresses),
    cc: convert(fields, 'cc', readAddresses),
    bcc: convert(fields, 'bcc', readAddresses),
    replyTo: convert(fields, 'reply-to', readAddresses),
    subject,
    baseSubject: baseSubject(subject ?? ''),
    sentAt: date?.iso ?? null,
    sentEpoch: date?.epoch ?? null,
    preview: previewOf(bodies),
    hasAttachment: hasAttachment(lists),
    text: searchText(bodies, structure),
    structure,
    listId: convert(fields, 'list-id', readListId),
    autoSubmitted: convert(fields, 'auto-submitted', readAutoSubmitted),
    ...protectionOf(structure, bodies[0] ?? ''),
  }
}

function convert<T>(
  fields: readonly HeaderField[],
  name: string,
  read: (value: string) => T | null,
): T | null {
  const field = lastField(fields, name)
  return field === undefined ? null : read(field.value)
}

/** The words of the plain text where there is one, of the HTML where there is only that; bounded. */
function readBodies(bytes: Buffer, { textBody }: BodyParts): string[] {
  const bodies: string[] = []
  let left = MAX_TEXT
  for (const part of textBody) {
    if (!part.type.startsWith('text/')) continue
    if (left <= 0) break
    const isHtml = part.type === 'text/html'
    // Mark-up weighs more than words.
    const { value } = readBodyValue(bytes, part, { maxBytes: isHtml ? left * 4 : left })
    const text = isHtml ? htmlToText(value, { maxLength: left }) : value
    bodies.push(text)
    left -= text.length
  }
  return bodies
}

function previewOf(bodies: readonly string[]): string {
  for (const body of bodies) {
    const preview = previewOfText(body)
    if (preview !== '') return preview
  }
  return ''
}

function searchText(bodies: readonly string[], structure: Part): string {
  return truncate([...bodies, ...filenames(structure)].join('\n'), MAX_TEXT).toWellFormed()
}

const MAX_FILENAMES = 500

function filenames(structure: Part): string[] {
  const names: string[] = []
  for (const part of walkParts(structure)) {
    if (part.filename !== undefined) names.push(part.filename)
    if (names.length >= MAX_FILENAMES) break
  }
  return names
}

// RFC 2919 §3
function readListId(value: string): string | null {
  const bracketed = /<([^<>]+)>\s*$/.exec(value)?.[1]
  const id = (bracketed ?? value).replace(/\s+/g, '').toLowerCase()
  return id === '' ? null : id
}

// RFC 3834 §5
function readAutoSubmitted(value: string): string | null {
  const keyword = /[a-z-]+/i.exec(value)?.[0].toLowerCase() ?? 'no'
  return keyword === 'no' ? null : keyword
}
