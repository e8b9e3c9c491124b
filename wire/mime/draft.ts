import type { AddressGroup, EmailAddress } from './address.ts'

export type HeaderValue =
  | string
  | readonly string[]
  | readonly EmailAddress[]
  | readonly AddressGroup[]
  | null

/** Fields by the names of RFC 8621 §4.1.2: `from`, `subject`, `messageId`, `header:X-Note:asText` … */
export type DraftHeaders = Record<string, HeaderValue | readonly HeaderValue[]>

/** A message to write: with its whole structure, or with what a composer has. */
export interface Draft {
  /** Message-ID and Date among them: this folder has no clock and no chance of its own. */
  headers: DraftHeaders
  bodyStructure?: DraftPart
  textBody?: string | DraftPart
  htmlBody?: string | DraftPart
  attachments?: readonly DraftPart[]
  /** A random word of the message's own, that its boundaries are made of. */
  boundary: string
}

export interface DraftPart {
  type: string
  parameters?: Record<string, string>
  disposition?: 'attachment' | 'inline'
  name?: string
  /** Without angle brackets. */
  cid?: string
  language?: readonly string[]
  location?: string
  headers?: DraftHeaders
  /** Of a multipart; else one of the three below. */
  subParts?: readonly DraftPart[]
  text?: string
  bytes?: Buffer
  open?: () => AsyncIterable<Uint8Array>
}

/** The structure that a composer's message needs. RFC 2046 §5.1; RFC 2387 */
export function layoutOf(draft: Draft): DraftPart {
  if (draft.bodyStructure !== undefined) return draft.bodyStructure
  const attachments = draft.attachments ?? []
  const shown = draft.htmlBody === undefined ? [] : attachments.filter(isShown)
  const others = attachments.filter(part => !shown.includes(part))
  const body = bodyOf(draft, shown)
  return others.length === 0
    ? body
    : { type: 'multipart/mixed', subParts: [body, ...others.map(asAttachment)] }
}

/** An image that the HTML shows by its `cid:`. */
function isShown(part: DraftPart): boolean {
  return part.cid !== undefined && part.disposition !== 'attachment'
}

function bodyOf({ textBody, htmlBody }: Draft, shown: readonly DraftPart[]): DraftPart {
  const text = asPart('text/plain', textBody ?? '')
  if (htmlBody === undefined) return text
  const page = asPart('text/html', htmlBody)
  const html = shown.length === 0 ? page : related(page, shown)
  return textBody === undefined ? html : { type: 'multipart/alternative', subParts: [text, html] }
}

const asPart = (type: string, body: string | DraftPart): DraftPart =>
  typeof body === 'string' ? { type, text: body } : body

function related(page: DraftPart, shown: readonly DraftPart[]): DraftPart {
  const images = shown.map(part => ({ ...part, disposition: 'inline' as const }))
  return { type: 'multipart/related', parameters: { type: 'text/html' }, subParts: [page, ...images] }
}

function asAttachment(part: DraftPart): DraftPart {
  return { disposition: 'attachment', ...part }
}
