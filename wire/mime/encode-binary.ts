import { encodeBase64Lines } from './base64.ts'
import { readFields } from './header-fields.ts'
import { isMultipart, type Part, walkParts } from './part.ts'
import { readStructure } from './structure.ts'

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * The message with its parts of `binary` encoding in base64, as only what is text may be told; the same bytes where it has
 * none. RFC 9051 §4.3.1
 */
export function encodeBinary(bytes: Buffer): Buffer {
  const parts = [...walkParts(readStructure(bytes))].filter(part => part.encoding === 'binary')
  const edits = parts.flatMap(part => editsOf(bytes, part)).sort((a, b) => a.start - b.start)
  if (edits.length === 0) return bytes
  const pieces: Buffer[] = []
  let at = 0
  for (const { start, end, text } of edits) {
    pieces.push(bytes.subarray(at, start), Buffer.from(text))
    at = end
  }
  return Buffer.concat([...pieces, bytes.subarray(at)])
}

/** What holds other parts only says what is in it. RFC 2045 §6.4 */
function editsOf(bytes: Buffer, part: Part): Edit[] {
  const holdsParts = isMultipart(part) || part.message !== undefined
  const { bodyStart, bodyEnd } = part
  const body = { start: bodyStart, end: bodyEnd, text: encodeBase64Lines(bytes.subarray(bodyStart, bodyEnd)) }
  const fields = readFields(bytes, part.headerStart, part.headerEnd, name => name === FIELD)
  const named = fields.map(({ start, end }) => ({
    start,
    end,
    text: `Content-Transfer-Encoding: ${holdsParts ? '8bit' : 'base64'}\r\n`,
  }))
  return holdsParts ? named : [...named, body]
}

const FIELD = 'content-transfer-encoding'
