import { encodeBase64Lines } from './base64.ts'
import { bodyParts } from './body-lists.ts'
import { readBodyValue } from './body-value.ts'
import { type HeaderField, readFields } from './header-fields.ts'
import { htmlToText } from './html-text.ts'
import { writeParameter } from './parameters.ts'
import { type Part, walkParts } from './part.ts'
import { protectionOf } from './protection.ts'
import { findHistory } from './quoted-html.ts'
import { encodeQuotedPrintable } from './quoted-printable.ts'
import { splitQuotedText } from './quoted-text.ts'
import { readStructure } from './structure.ts'
import { decodePart, isKnownEncoding } from './transfer.ts'

/** What is put under what somebody wrote; the HTML is a block that stands on its own. */
export interface Undersigning {
  readonly text: string
  readonly html: string
}

/** A text beyond is left as it is. */
const MAX_TEXT = 4 * 1024 * 1024

/**
 * The message with a text under what was written, above the history that it quotes: in its first text/plain and
 * text/html, which are written anew in UTF-8. Every other octet stays. Null where nothing may or need be done: what is
 * signed or encrypted, what a program wrote, what has the text already, and whatever is not beyond doubt.
 */
export function undersign(bytes: Buffer, undersigning: Undersigning): Buffer | null {
  const structure = readStructure(bytes)
  if (!isLetter(bytes, structure)) return null
  const { textBody, htmlBody } = bodyParts(structure)
  const parts = [
    textBody.find(({ type }) => type === 'text/plain'),
    htmlBody.find(({ type }) => type === 'text/html'),
  ].filter(part => part !== undefined)
  const texts = parts.map(part => readText(bytes, part))
  if (texts.length === 0 || texts.some(text => text === null)) return null
  if (parts.some((part, i) => hasIt(part, texts[i]!, undersigning) || isProtected(structure, texts[i]!)))
    return null
  const edits = parts.map((part, i) => editsOf(bytes, structure, part, texts[i]!, undersigning))
  if (edits.some(edit => edit === null)) return null
  const written = apply(
    bytes,
    edits.flatMap(edit => edit!),
  )
  return isAlike(structure, readStructure(written)) ? written : null
}

/** Whether somebody wrote it, and nothing vouches for its octets. */
function isLetter(bytes: Buffer, structure: Part): boolean {
  const { headerStart, headerEnd } = structure
  const fields = readFields(bytes, headerStart, headerEnd, name => TELLTALES.has(name))
  // RFC 3834 §5
  const isWritten = fields.every(
    ({ name, value }) => name.toLowerCase() === 'auto-submitted' && /^\s*no\b/i.test(value),
  )
  return isWritten && !isProtected(structure, '') && !some(structure, part => MACHINE_TYPES.has(part.type))
}

const TELLTALES = new Set(['auto-submitted', 'dkim-signature', 'arc-seal', 'content-md5'])
const MACHINE_TYPES = new Set([
  'multipart/report',
  'message/delivery-status',
  'message/disposition-notification',
  'text/calendar',
  'application/pkcs7-mime',
  'application/x-pkcs7-mime',
  'application/pgp-encrypted',
])

const some = (part: Part, test: (part: Part) => boolean): boolean =>
  test(part) || (part.parts ?? []).some(child => some(child, test))

function isProtected(structure: Part, text: string): boolean {
  const { isSigned, isEncrypted } = protectionOf(structure, text)
  return isSigned || isEncrypted || text.includes('-----BEGIN PGP ')
}

/** Null where its octets and its text are not the same thing. */
function readText(bytes: Buffer, part: Part): string | null {
  const isOdd = !isKnownEncoding(part.encoding) || part.encoding.includes('uu') || part.md5 !== undefined
  if (isOdd || part.bodyEnd - part.bodyStart > MAX_TEXT) return null
  const content = decodePart(bytes, part)
  if (content.includes(0) || /\r(?!\n)/.test(content.toString('latin1'))) return null
  const { value, isEncodingProblem } = readBodyValue(bytes, part)
  return isEncodingProblem ? null : value
}

/** Whether it stands there already: a letter that is sent once more, or one that quotes an earlier one. */
function hasIt({ type }: Part, written: string, { text, html }: Undersigning): boolean {
  if (written.includes(html)) return true
  const words = squeeze(type === 'text/html' ? htmlToText(written) : written)
  return squeeze(text) !== '' && words.includes(squeeze(text))
}

const squeeze = (text: string): string => text.replace(/[\s>]+/g, '')

interface Edit {
  readonly start: number
  readonly end: number
  readonly by: string
}

function editsOf(
  bytes: Buffer,
  root: Part,
  part: Part,
  text: string,
  undersigning: Undersigning,
): Edit[] | null {
  const header = headerEdits(bytes, part, part === root)
  const written = part.type === 'text/html' ? inHtml(text, undersigning) : inText(text, part, undersigning)
  if (header === null || written === null) return null
  return [...header, { start: part.bodyStart, end: part.bodyEnd, by: encoded(written, part, part === root) }]
}

function encoded(text: string, part: Part, isWhole: boolean): string {
  const crlf = text.replaceAll('\n', '\r\n')
  if (part.encoding !== 'base64') return encodeQuotedPrintable(crlf)
  const lines = encodeBase64Lines(Buffer.from(crlf))
  // The line end before a boundary is the boundary's.
  return isWhole ? lines : lines.slice(0, -2)
}

/** The fields that say how the text is written. */
function headerEdits(bytes: Buffer, part: Part, isWhole: boolean): Edit[] | null {
  const { headerStart, headerEnd, bodyStart } = part
  const fields = readFields(bytes, headerStart, headerEnd, name => WRITTEN_AS.has(name))
  const named = (wanted: string) => fields.filter(({ name }) => name.toLowerCase() === wanted)
  const [types, encodings] = [named('content-type'), named('content-transfer-encoding')]
  // Two of a kind, or a body that no empty line begins.
  if (types.length > 1 || encodings.length > 1 || bodyStart === headerEnd) return null
  const replaced = (field: HeaderField | undefined, by: string): Edit => ({
    start: field?.start ?? headerEnd,
    end: field?.end ?? headerEnd,
    by,
  })
  const encoding = part.encoding === 'base64' ? 'base64' : 'quoted-printable'
  return [
    ...(isUtf8(part) ? [] : [replaced(types[0], `Content-Type: ${part.type}${utf8Parameters(part)}\r\n`)]),
    ...(part.encoding === encoding
      ? []
      : [replaced(encodings[0], `Content-Transfer-Encoding: ${encoding}\r\n`)]),
    ...(isWhole && named('mime-version').length === 0 ? [replaced(undefined, 'MIME-Version: 1.0\r\n')] : []),
  ]
}

const WRITTEN_AS = new Set(['content-type', 'content-transfer-encoding', 'mime-version'])

const isUtf8 = ({ parameters }: Part): boolean => parameters['charset']?.toLowerCase() === 'utf-8'

const utf8Parameters = ({ parameters }: Part): string =>
  Object.entries({ ...parameters, charset: 'utf-8' })
    .map(([name, value]) => writeParameter(name, value))
    .join('')

function inText(written: string, { parameters }: Part, { text }: Undersigning): string {
  const { fresh, quoted } = splitQuotedText(written)
  const end = quoted === '' ? endOfLines(written) : fresh.length
  const isFlowed = parameters['format']?.toLowerCase() === 'flowed'
  const below = isFlowed ? stuffed(text) : text
  const rest = written.slice(end).replace(/^[ \t]+(?=\n|$)/, '')
  if (end === 0) return `${below}\n\n${rest.replace(/^\n+/, '')}`
  return `${written.slice(0, end)}\n\n${below}${rest || '\n'}`
}

/** Without the line ends at its end. */
function endOfLines(text: string): number {
  let end = text.length
  while (text[end - 1] === '\n') end--
  return end
}

// RFC 3676 §4.4
const stuffed = (text: string): string =>
  text
    .split('\n')
    .map(line => (/^(?: |>|From )/.test(line) ? ` ${line}` : line).trimEnd())
    .join('\n')

function inHtml(written: string, { html }: Undersigning): string {
  const labelled = written.replace(/(<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?)[\w:.-]+/i, '$1utf-8')
  const at = findHistory(labelled) ?? endOf(labelled)
  return `${labelled.slice(0, at)}${html}${labelled.slice(at)}`
}

function endOf(html: string): number {
  const lower = html.toLowerCase()
  const end = lower.lastIndexOf('</body')
  if (end !== -1) return end
  const last = lower.lastIndexOf('</html')
  return last === -1 ? html.length : last
}

function apply(bytes: Buffer, edits: readonly Edit[]): Buffer {
  const pieces: Buffer[] = []
  let at = 0
  for (const { start, end, by } of edits.toSorted((a, b) => a.start - b.start)) {
    pieces.push(bytes.subarray(at, start), Buffer.from(by))
    at = end
  }
  return Buffer.concat([...pieces, bytes.subarray(at)])
}

/** A line that was encoded so as to be no boundary may have become one. */
function isAlike(before: Part, after: Part): boolean {
  const [old, fresh] = [[...walkParts(before)], [...walkParts(after)]]
  return (
    old.length === fresh.length &&
    old.every((part, i) => part.path === fresh[i]!.path && part.type === fresh[i]!.type)
  )
}
