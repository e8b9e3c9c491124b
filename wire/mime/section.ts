import { type HeaderField, readFields } from './header-fields.ts'
import { findPart, type Part } from './part.ts'

/** RFC 9051 §6.4.5: what stands in the brackets of BODY[…]; '' is the whole of the part or message. */
export interface Section {
  /** '1.2', or '' for the message itself. */
  path: string
  text?: 'HEADER' | 'TEXT' | 'MIME' | 'HEADER.FIELDS' | 'HEADER.FIELDS.NOT'
  fields?: readonly string[]
}

/** The exact octets of a section, or null where there is no such part. They are a view wherever they can be. */
export function section(bytes: Buffer, structure: Part, spec: Section): Buffer | null {
  const part = findPart(structure, spec.path)
  if (part === null) return null
  if (spec.text === undefined) return spec.path === '' ? bytes : bytes.subarray(part.bodyStart, part.bodyEnd)
  if (spec.text === 'MIME') return spec.path === '' ? null : headerOf(bytes, part)
  // RFC 9051 §6.4.5.1: under a part number, the others are of the message that the part holds.
  const message = spec.path === '' ? structure : part.message
  if (message === undefined) return null
  if (spec.text === 'TEXT') return bytes.subarray(message.bodyStart, message.bodyEnd)
  if (spec.text === 'HEADER') return headerOf(bytes, message)
  const isWanted = wantedNames(spec)
  return headerSubset(bytes, message, isWanted)
}

/** The blank line after it included. */
function headerOf(bytes: Buffer, part: Part): Buffer {
  return bytes.subarray(part.headerStart, part.bodyStart)
}

function wantedNames({ text, fields = [] }: Section): (name: string) => boolean {
  const names = new Set(fields.map(name => name.toLowerCase()))
  return text === 'HEADER.FIELDS' ? name => names.has(name) : name => !names.has(name)
}

function headerSubset(bytes: Buffer, part: Part, isWanted: (lowerName: string) => boolean): Buffer {
  const fields = readFields(bytes, part.headerStart, part.headerEnd, isWanted)
  const pieces = fields.flatMap((field: HeaderField) => withLineEnd(bytes.subarray(field.start, field.end)))
  return Buffer.concat([...pieces, CRLF])
}

const CRLF = Buffer.from('\r\n')

function withLineEnd(field: Buffer): Buffer[] {
  return field.at(-1) === 0x0a ? [field] : [field, CRLF]
}

/** The same message with every line ended by CRLF, as IMAP and SMTP want it; itself where it already is. */
export function withCrlf(bytes: Buffer): Buffer {
  const bare = countBareLineFeeds(bytes)
  if (bare === 0) return bytes
  const out = Buffer.allocUnsafe(bytes.length + bare)
  let length = 0
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === 0x0a && bytes[i - 1] !== 0x0d) out[length++] = 0x0d
    out[length++] = bytes[i]!
  }
  return out
}

function countBareLineFeeds(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1))
    if (bytes[at - 1] !== 0x0d) count++
  return count
}
