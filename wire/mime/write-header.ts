import { domainToASCII } from 'node:url'
import { Malformed } from '../../lib/errors.ts'
import type { AddressGroup, EmailAddress } from './address.ts'
import { writeMailDate } from './date.ts'
import type { DraftHeaders, HeaderValue } from './draft.ts'
import { encodePhrase, encodeText } from './encoded-words.ts'
import { type HeaderForm, isHeaderForm } from './headers.ts'
import { writeMessageIds } from './message-ids.ts'

/** RFC 8621 §4.1.3: the properties that stand for a field in one of its forms. */
const CONVENIENT: Record<string, [name: string, form: HeaderForm]> = {
  messageId: ['Message-ID', 'asMessageIds'],
  inReplyTo: ['In-Reply-To', 'asMessageIds'],
  references: ['References', 'asMessageIds'],
  sender: ['Sender', 'asAddresses'],
  from: ['From', 'asAddresses'],
  to: ['To', 'asAddresses'],
  cc: ['Cc', 'asAddresses'],
  bcc: ['Bcc', 'asAddresses'],
  replyTo: ['Reply-To', 'asAddresses'],
  subject: ['Subject', 'asText'],
  sentAt: ['Date', 'asDate'],
}

/** The fields that a draft names, each ended by CRLF. */
export function writeHeaders(headers: DraftHeaders): string {
  return Object.entries(headers)
    .flatMap(([property, value]) => writeProperty(property, value))
    .join('')
}

function writeProperty(property: string, value: HeaderValue | readonly HeaderValue[]): string[] {
  if (value === null) return []
  const { name, form, isAll } = readProperty(property)
  const values = isAll ? (value as readonly HeaderValue[]) : [value as HeaderValue]
  return values.filter(each => each !== null).map(each => writeField(name, form, each))
}

interface HeaderProperty {
  name: string
  form: HeaderForm
  isAll: boolean
}

/** `header:{name}[:as{form}][:all]`, or a convenient property. */
export function readProperty(property: string): HeaderProperty {
  const convenient = Object.hasOwn(CONVENIENT, property) ? CONVENIENT[property] : undefined
  if (convenient !== undefined) return { name: convenient[0], form: convenient[1], isAll: false }
  const [prefix, name = '', ...marks] = property.split(':')
  const isAll = marks.at(-1) === 'all'
  const form = (isAll ? marks.slice(0, -1) : marks)[0] ?? 'asRaw'
  const isWhole = marks.length <= (isAll ? 2 : 1)
  // RFC 5322 §2.2: printable ASCII without a colon.
  if (prefix !== 'header' || !/^[!-9;-~]{1,76}$/.test(name) || !isHeaderForm(form) || !isWhole) {
    throw new Malformed('This is not a header property.', property)
  }
  return { name, form, isAll }
}

function writeField(name: string, form: HeaderForm, value: HeaderValue): string {
  return `${name}:${fold(writeForm(form, value), name.length + 1)}\r\n`
}

type Writer = (value: never) => string

const WRITERS: Record<HeaderForm, Writer> = {
  asRaw: writeRaw,
  asText: (value: string) => ` ${encodeText(value)}`,
  asAddresses: (value: readonly EmailAddress[]) => ` ${value.map(writeAddress).join(', ')}`,
  asGroupedAddresses: (value: readonly AddressGroup[]) => ` ${value.map(writeGroup).join(', ')}`,
  asMessageIds: (value: readonly string[]) => ` ${writeMessageIds(value)}`,
  asDate: (value: string) => ` ${writeMailDate(value)}`,
  asURLs: (value: readonly string[]) => ` ${value.map(url => `<${url.replace(/[<>\s]/g, '')}>`).join(', ')}`,
}

// The property says which shape its value has; who fills a draft has checked it.
function writeForm(form: HeaderForm, value: HeaderValue): string {
  return WRITERS[form](value as never)
}

/** As given, but no line of it can become a field of its own. */
function writeRaw(value: string): string {
  const safe = value
    .replace(/\0/g, '')
    .replace(/\r\n?|\n/g, '\n')
    .replace(/\n+(?![ \t\n])/g, ' ')
    .replace(/\n+/g, '\r\n')
  return safe.startsWith(' ') || safe.startsWith('\t') ? safe.trimEnd() : ` ${safe.trimEnd()}`
}

function writeGroup({ name, addresses }: AddressGroup): string {
  const list = addresses.map(writeAddress).join(', ')
  return name === null ? list : `${encodePhrase(name)}: ${list};`
}

export function writeAddress({ name, email }: EmailAddress): string {
  const address = asciiDomain(email.toWellFormed().replace(/[\r\n\0<>]/g, ''))
  const isBare = (name === null || name === '') && /^[^\s,;:"()]+@[^\s,;:"()]+$/.test(address)
  if (isBare) return address
  return name === null || name === '' ? `<${address}>` : `${encodePhrase(name)} <${address}>`
}

/** A domain in any script is written in ASCII, unless the local part needs RFC 6532 anyway. */
function asciiDomain(email: string): string {
  const at = email.lastIndexOf('@')
  const isPlain = at === -1 || /^[\x00-\x7f]*$/.test(email) || !/^[\x00-\x7f]*$/.test(email.slice(0, at))
  if (isPlain) return email
  return `${email.slice(0, at)}@${domainToASCII(email.slice(at + 1)) || email.slice(at + 1)}`
}

const MAX_LINE = 76

/** Line breaks before blanks, so that lines stay short wherever the text allows. RFC 5322 §2.1.1 */
function fold(value: string, column: number): string {
  let out = ''
  let at = column
  for (const word of value.split(/(?=[ ][^ \r\n])/)) {
    const breakAt = word.lastIndexOf('\n')
    // Where a line has just begun, another break would end the header.
    if (out !== '' && at > 0 && at + word.length > MAX_LINE) {
      out += '\r\n'
      at = 0
    }
    out += word
    at = breakAt === -1 ? at + word.length : word.length - breakAt - 1
  }
  return out
}
