import { writeBlobId } from '../../../../doors/jmap/blob/name.ts'
import { writeId } from '../../../../lib/id.ts'
import type { Wire } from '../../../../store/records/read.ts'
import { writeUTCDate } from '../../../../wire/jmap/scalar.ts'
import { type BodyParts, bodyParts } from '../../../../wire/mime/body-lists.ts'
import { readBodyValue } from '../../../../wire/mime/body-value.ts'
import { readHeaders } from '../../../../wire/mime/headers.ts'
import { type Part, walkParts } from '../../../../wire/mime/part.ts'
import type { EmailContent, EmailRow } from '../../model/emails.ts'
import { email, mailbox, thread } from '../../types.ts'
import { headerProperty, type Source, writeBodyPart } from './body-part.ts'
import { writeSnoozed } from './snoozed.ts'
import { type EmailWish, wantsValues } from './wish.ts'

/** An email as the wire has it, with what was wished for. */
export function describeEmail(row: EmailRow, wish: EmailWish, bytes: Buffer | null): Wire {
  const record: Wire = { id: writeId(email.prefix, row.id) }
  for (const name of wish.properties) {
    const write = OF_RECORD[name]
    if (write) record[name] = write(row)
  }
  const source = { digest: row.digest, prefix: '', bytes }
  return row.content
    ? Object.assign(record, describeMessage(row.content, row.hasAttachment, source, wish))
    : record
}

// RFC 8621 §4.1.1
const OF_RECORD: Readonly<Record<string, (row: EmailRow) => unknown>> = {
  blobId: row => writeBlobId(row.digest),
  threadId: row => writeId(thread.prefix, row.threadId),
  mailboxIds: row => Object.fromEntries(row.mailboxIds.map(id => [writeId(mailbox.prefix, id), true])),
  keywords: row => Object.fromEntries(row.keywords.map(word => [word, true])),
  size: row => row.size,
  receivedAt: row => writeUTCDate(row.receivedAt),
  hasAttachment: row => row.hasAttachment,
  snoozed: row => row.snooze && writeSnoozed(row.snooze),
  listedAt: row => writeUTCDate(row.listedAt),
}

/** What the message itself says: also of one that is no email yet. */
export function describeMessage(
  content: EmailContent,
  hasAttachment: boolean,
  source: Source,
  wish: EmailWish,
): Record<string, unknown> {
  const { structure, ...plain } = content
  const said: Record<string, unknown> = {}
  for (const name of wish.properties) {
    if (name === 'hasAttachment') said[name] = hasAttachment
    else if (Object.hasOwn(plain, name)) said[name] = plain[name as keyof typeof plain]
    else if ((name === 'headers' || name.startsWith('header:')) && structure && source.bytes)
      said[name] = headerProperty(name, readHeaders(source.bytes, structure))
  }
  return structure ? Object.assign(said, describeBodies(structure, source, wish)) : said
}

// RFC 8621 §4.1.4
function describeBodies(structure: Part, source: Source, wish: EmailWish): Record<string, unknown> {
  const { properties, bodyProperties } = wish
  const lists = bodyParts(structure)
  const said: Record<string, unknown> = {}
  if (properties.has('bodyStructure'))
    said['bodyStructure'] = writeBodyPart(structure, source, bodyProperties, true)
  for (const name of ['textBody', 'htmlBody', 'attachments'] as const)
    if (properties.has(name))
      said[name] = lists[name].map(part => writeBodyPart(part, source, bodyProperties))
  if (properties.has('bodyValues')) said['bodyValues'] = bodyValues(structure, lists, source, wish)
  return said
}

function bodyValues(structure: Part, lists: BodyParts, { bytes }: Source, wish: EmailWish): object {
  if (!bytes || !wantsValues(wish)) return {}
  const parts = new Set<Part>([
    ...(wish.textValues ? lists.textBody : []),
    ...(wish.htmlValues ? lists.htmlBody : []),
    ...(wish.allValues ? ownParts(structure) : []),
  ])
  const texts = [...parts].filter(part => part.type.startsWith('text/'))
  return Object.fromEntries(
    texts.map(part => [part.path, readBodyValue(bytes, part, { maxBytes: wish.maxValueBytes })]),
  )
}

/** Parts of this message, not of those inside it. */
function ownParts(structure: Part): Part[] {
  const inner = new Set(
    [...walkParts(structure)].flatMap(part => (part.message ? [...walkParts(part.message)] : [])),
  )
  return [...walkParts(structure)].filter(part => !inner.has(part))
}
