import { Malformed } from '../../../../lib/errors.ts'
import { readBoolean, readNullable, readStrings } from '../../../../wire/jmap/json.ts'
import { readUnsignedInt } from '../../../../wire/jmap/scalar.ts'
import { mayReadAs } from '../../../../wire/mime/headers.ts'
import { readProperty } from '../../../../wire/mime/write-header.ts'
import type { Depth } from '../../model/emails.ts'
import { email } from '../../types.ts'

type Args = Readonly<Record<string, unknown>>

/** What a client wants to know of emails: the arguments of Email/get and Email/parse. RFC 8621 §4.2 */
export interface EmailWish {
  readonly properties: ReadonlySet<string>
  readonly bodyProperties: ReadonlySet<string>
  readonly textValues: boolean
  readonly htmlValues: boolean
  readonly allValues: boolean
  /** 0: whole. */
  readonly maxValueBytes: number
}

// RFC 8621 §4.2
const BODY_PROPERTIES = 'partId blobId size name type charset disposition cid language location'.split(' ')
const MORE_BODY_PROPERTIES = new Set([...BODY_PROPERTIES, 'headers', 'subParts'])

// RFC 8621 §4.9
export const PARSE_PROPERTIES =
  'messageId inReplyTo references sender from to cc bcc replyTo subject sentAt hasAttachment preview bodyValues textBody htmlBody attachments'.split(
    ' ',
  )

// RFC 8621 §4.2
export const GET_PROPERTIES = [
  'blobId',
  'threadId',
  'mailboxIds',
  'keywords',
  'size',
  'receivedAt',
  ...PARSE_PROPERTIES,
]

export function readWish(args: Args, defaults: readonly string[]): EmailWish {
  const properties = readNullable(args['properties'], 'properties', readStrings) ?? defaults
  const bodyProperties =
    readNullable(args['bodyProperties'], 'bodyProperties', readStrings) ?? BODY_PROPERTIES
  for (const name of properties)
    if (!isProperty(name)) throw new Malformed(`no such property: ${name}`, 'properties')
  for (const name of bodyProperties)
    if (!MORE_BODY_PROPERTIES.has(name) && !isHeaderProperty(name))
      throw new Malformed(`no such property: ${name}`, 'bodyProperties')
  const flag = (name: string) => readNullable(args[name], name, readBoolean) ?? false
  return {
    properties: new Set(properties),
    bodyProperties: new Set(bodyProperties),
    textValues: flag('fetchTextBodyValues'),
    htmlValues: flag('fetchHTMLBodyValues'),
    allValues: flag('fetchAllBodyValues'),
    maxValueBytes: readNullable(args['maxBodyValueBytes'], 'maxBodyValueBytes', readUnsignedInt) ?? 0,
  }
}

const isProperty = (name: string): boolean =>
  name === 'id' || name === 'headers' || Object.hasOwn(email.properties, name) || isHeaderProperty(name)

// RFC 8621 §4.1.3
function isHeaderProperty(name: string): boolean {
  if (!name.startsWith('header:')) return false
  const { name: field, form } = readProperty(name)
  if (!mayReadAs(field, form)) throw new Malformed(`${field} has no such form`, 'properties')
  return true
}

const NARROW = new Set([
  'id',
  'blobId',
  'threadId',
  'mailboxIds',
  'keywords',
  'size',
  'receivedAt',
  'snoozed',
  'listedAt',
  'hasAttachment',
  'authentication',
  'senderWarnings',
  'junk',
])
const SUMMARY = new Set(['from', 'to', 'subject', 'baseSubject', 'preview'])
const BODIES = ['bodyStructure', 'bodyValues', 'textBody', 'htmlBody', 'attachments']

/** How much of the rows is read for it. */
export function depthOf({ properties }: EmailWish): Depth {
  if (needsBytes({ properties }) || BODIES.some(name => properties.has(name))) return 'structure'
  const others = [...properties].filter(name => !NARROW.has(name))
  if (others.length === 0) return 'narrow'
  return others.every(name => SUMMARY.has(name)) ? 'summary' : 'content'
}

/** Whether the message itself must be read. */
export const needsMessage = (wish: EmailWish): boolean =>
  needsBytes(wish) || wantsValues(wish) || (wantsParts(wish) && [...wish.bodyProperties].some(isOfHeader))

export const wantsValues = (wish: EmailWish): boolean =>
  wish.properties.has('bodyValues') && (wish.textValues || wish.htmlValues || wish.allValues)

const wantsParts = ({ properties }: EmailWish): boolean =>
  BODIES.some(name => name !== 'bodyValues' && properties.has(name))

const needsBytes = ({ properties }: Pick<EmailWish, 'properties'>): boolean =>
  [...properties].some(isOfHeader)

const isOfHeader = (name: string): boolean => name === 'headers' || name.startsWith('header:')
