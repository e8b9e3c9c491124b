import { decodeText } from './charset.ts'
import type { Part } from './part.ts'
import { decodePart, isKnownEncoding } from './transfer.ts'

/** RFC 8621 §4.1.4 */
export interface BodyValue {
  value: string
  isEncodingProblem: boolean
  isTruncated: boolean
}

/** The text of a part with bare line feeds, cut at a whole character, and in HTML not inside a tag. */
export function readBodyValue(bytes: Buffer, part: Part, { maxBytes = 0 } = {}): BodyValue {
  const limit = maxBytes > 0 ? maxBytes : Number.POSITIVE_INFINITY
  // Encodings at most treble the octets, and charsets at most quarter them: this reads enough, and not a whole bomb.
  const readable = limit * 12 + 1000
  const content = decodePart(bytes, part, readable)
  const { text, isEncodingProblem } = decodeText(content, part.parameters['charset'])
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  const value = truncate(lines, limit, part.type === 'text/html')
  return {
    value,
    isEncodingProblem: isEncodingProblem || !isKnownEncoding(part.encoding),
    isTruncated: value.length < lines.length || part.bodyEnd - part.bodyStart > readable,
  }
}

/** As much of a text as fits in a number of UTF-8 octets. */
export function truncate(text: string, maxBytes: number, isHtml = false): string {
  if (text.length * 3 <= maxBytes) return text
  const bytes = Buffer.from(text)
  if (bytes.length <= maxBytes) return text
  let end = maxBytes
  while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end--
  const cut = bytes.toString('utf8', 0, end)
  return isHtml ? cut.slice(0, outsideTag(cut)) : cut
}

function outsideTag(html: string): number {
  const open = html.lastIndexOf('<')
  const end = open > html.lastIndexOf('>') ? open : html.length
  // Nor inside `&eacute;`.
  const entity = html.lastIndexOf('&', end)
  return entity >= 0 && entity > end - 12 && html.indexOf(';', entity) === -1 ? entity : end
}
