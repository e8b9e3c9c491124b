import { type AddressGroup, type EmailAddress, readAddresses, readAddressGroups } from './address.ts'
import { type MailDate, readMailDate } from './date.ts'
import { decodeEncodedWords } from './encoded-words.ts'
import { type HeaderField, readFields, unfold } from './header-fields.ts'
import { readMessageIds } from './message-ids.ts'
import type { Part } from './part.ts'

export type { HeaderField }

/** The fields of a part's header, in their order. */
export function readHeaders(bytes: Buffer, part: Pick<Part, 'headerStart' | 'headerEnd'>): HeaderField[] {
  return readFields(bytes, part.headerStart, part.headerEnd)
}

/** RFC 8621 §4.1.2: how a field is asked for: `header:Subject:asText`. */
export interface HeaderForms {
  asRaw: string
  asText: string
  asAddresses: EmailAddress[]
  asGroupedAddresses: AddressGroup[]
  asMessageIds: string[] | null
  asDate: string | null
  asURLs: string[] | null
}

export type HeaderForm = keyof HeaderForms

const READERS: { [F in HeaderForm]: (value: string) => HeaderForms[F] } = {
  asRaw: value => value,
  asText: readText,
  asAddresses: readAddresses,
  asGroupedAddresses: readAddressGroups,
  asMessageIds: readMessageIds,
  asDate: value => readMailDate(value)?.iso ?? null,
  asURLs: readUrls,
}

export function readHeaderAs<F extends HeaderForm>(value: string, form: F): HeaderForms[F] {
  return READERS[form](value)
}

export function isHeaderForm(name: string): name is HeaderForm {
  return Object.hasOwn(READERS, name)
}

// RFC 8621 §4.1.2.2
export function readText(value: string): string {
  return decodeEncodedWords(unfold(value).trim()).normalize('NFC')
}

// RFC 2369 §2; RFC 8621 §4.1.2.6
function readUrls(value: string): string[] | null {
  const urls = [...value.matchAll(/<([^<>]*)>/g)].map(match => match[1]!.replace(/\s+/g, ''))
  const named = urls.filter(url => url !== '')
  return named.length > 0 ? named : null
}

/** The last field of a name, as RFC 8621 §4.1.3 chooses among several; names in any case. */
export function lastField(fields: readonly HeaderField[], name: string): HeaderField | undefined {
  const lower = name.toLowerCase()
  return fields.findLast(field => field.name.toLowerCase() === lower)
}

export type { AddressGroup, EmailAddress, MailDate }

// RFC 8621 §4.1.2: each form is for some of the fields of RFC 5322 and RFC 2369, and for any that they do not define.
const ALLOWED: Record<string, readonly HeaderForm[]> = {
  ...forms(['asText'], 'subject comments keywords list-id'),
  ...forms(
    ['asAddresses', 'asGroupedAddresses'],
    'from sender reply-to to cc bcc resent-from resent-sender resent-reply-to resent-to resent-cc resent-bcc',
  ),
  ...forms(['asMessageIds'], 'message-id in-reply-to references resent-message-id'),
  ...forms(['asDate'], 'date resent-date'),
  ...forms(['asURLs'], 'list-help list-unsubscribe list-subscribe list-post list-owner list-archive'),
  ...forms([], 'return-path received'),
}

function forms(allowed: readonly HeaderForm[], names: string): Record<string, readonly HeaderForm[]> {
  return Object.fromEntries(names.split(' ').map(name => [name, allowed]))
}

export function mayReadAs(name: string, form: HeaderForm): boolean {
  const lower = name.toLowerCase()
  return form === 'asRaw' || !Object.hasOwn(ALLOWED, lower) || ALLOWED[lower]!.includes(form)
}
