import { randomUUID } from 'node:crypto'
import type { House } from '../../../../core/house.ts'
import { invalid, invalidProperties } from '../../../../doors/jmap/problem.ts'
import { type Draft, type DraftHeaders, layoutOf } from '../../../../wire/mime/draft.ts'
import { type DraftBody, isBodyProperty } from './draft-body.ts'
import { propertyOf, readHeader } from './header-value.ts'

type Values = Readonly<Record<string, unknown>>

/** Of the record, not of the message that is written. */
const OF_RECORD = new Set(['mailboxIds', 'keywords', 'receivedAt'])
const SET_BY_SERVER = new Set(['id', 'blobId', 'threadId', 'size', 'hasAttachment', 'preview', 'headers'])
const CONVENIENT = new Set(
  'messageId inReplyTo references sender from to cc bcc replyTo subject sentAt'.split(' '),
)

/** The message that a creation describes. RFC 8621 §4.6 */
export function readDraft(given: Values, body: DraftBody, house: House): Draft {
  const names = Object.keys(given).filter(name => !OF_RECORD.has(name) && !isBodyProperty(name))
  const strange = names.filter(name => SET_BY_SERVER.has(name) || !isHeader(name))
  if (strange.length > 0) throw invalidProperties(strange.map(name => [name, 'cannot be set']))
  const headers: Record<string, DraftHeaders[string]> = {}
  for (const name of names) headers[name] = readHeader(name, given[name]) as DraftHeaders[string]
  const draft = { headers, ...body.read(given), boundary: randomUUID() }
  // RFC 8621 §4.6: the fields of the outermost part are the message's, too.
  const all = { ...layoutOf(draft).headers, ...headers }
  refuseTwice([...Object.keys(headers), ...Object.keys(layoutOf(draft).headers ?? {})])
  return { ...draft, headers: { ...headers, ...completing(all, house) } }
}

const isHeader = (name: string): boolean => CONVENIENT.has(name) || name.startsWith('header:')

// RFC 8621 §4.6: no two properties for one field.
export function refuseTwice(properties: readonly string[]): void {
  const seen = new Set<string>()
  for (const property of properties) {
    const name = propertyOf(property).name.toLowerCase()
    if (seen.has(name)) throw invalid(property, 'the field is given twice')
    seen.add(name)
  }
}

/** RFC 5322 §3.6: every message has a date and a name of its own. */
function completing(headers: DraftHeaders, house: House): DraftHeaders {
  const names = new Set(Object.keys(headers).map(property => propertyOf(property).name.toLowerCase()))
  return {
    ...(!names.has('date') && { sentAt: house.now().toISOString() }),
    ...(!names.has('message-id') && { messageId: [`${randomUUID()}@${domainOf(headers, house)}`] }),
  }
}

function domainOf(headers: DraftHeaders, { config }: House): string {
  const from = headers['from'] as readonly { email: string }[] | null | undefined
  const domain = from?.[0]?.email.split('@').at(-1) ?? ''
  return /^[A-Za-z0-9.-]+$/.test(domain) ? domain : (config.hostname ?? 'localhost')
}
