import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

const TEXTS = ['HEADER.FIELDS.NOT', 'HEADER.FIELDS', 'HEADER', 'TEXT', 'MIME'] as const

/** Which octets of a message; the same shape as wire/mime/section.ts takes. RFC 9051 §6.4.5 */
export interface Section {
  /** '1.2', or '' for the message itself. */
  readonly path: string
  /** Absent for all of it. */
  readonly text?: (typeof TEXTS)[number]
  /** Of HEADER.FIELDS and HEADER.FIELDS.NOT. */
  readonly fields?: readonly string[]
}

/** `<start.count>`: octets of the section from `start`. */
export interface OctetRange {
  readonly start: number
  readonly count: number
}

const MAX_PART_DEPTH = 100

/** After `BODY`: `[1.2.HEADER.FIELDS (From To)]`. */
export function readSection(reader: Reader): Section {
  reader.expect('[')
  const path = readPath(reader)
  // RFC 9051 §9 (section): a dot stands between a part and its text.
  const hasText = path === '' ? !reader.sees(']') : reader.take('.')
  const section = hasText ? { path, ...readText(reader, path) } : { path }
  reader.expect(']')
  return section
}

/** The numbers of a part, `1.2.3`; perhaps none. */
export function readPath(reader: Reader): string {
  const path = reader.match(/[1-9]\d{0,9}(?:\.[1-9]\d{0,9})*/y) ?? ''
  return path.split('.').length <= MAX_PART_DEPTH ? path : reader.fail('Part too deep')
}

function readText(reader: Reader, path: string): Omit<Section, 'path'> {
  const text = TEXTS.find(word => reader.take(word)) ?? reader.fail('Section expected')
  // RFC 9051 §9 (section-text): MIME belongs to a part, never to the message.
  if (text === 'MIME' && path === '') reader.fail('MIME needs a part')
  return text.startsWith('HEADER.') ? { text, fields: readFields(reader) } : { text }
}

function readFields(reader: Reader): string[] {
  reader.space()
  const fields = reader.list(() => reader.astring())
  return fields.length > 0 ? fields : reader.fail('Header field expected')
}

export function writeSection(writer: Writer, { path, text, fields }: Section): void {
  writer.text(`[${[path, text].filter(Boolean).join('.')}`)
  if (fields) writer.text(' ').list(fields, field => writer.astring(field))
  writer.text(']')
}

export function readOctetRange(reader: Reader): OctetRange | undefined {
  if (!reader.take('<')) return undefined
  const start = reader.number64()
  reader.expect('.')
  const count = reader.number64() || reader.fail('Octets to fetch must be above zero')
  reader.expect('>')
  return { start, count }
}
