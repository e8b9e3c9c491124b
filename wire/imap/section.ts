import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

/** Which octets of a message: `part` is empty for the message itself. RFC 9051 §6.4.5 */
export type Section =
  | { readonly part: readonly number[]; readonly of: 'all' | 'header' | 'text' | 'mime' }
  | {
      readonly part: readonly number[]
      readonly of: 'fields' | 'other fields'
      readonly names: readonly string[]
    }

/** `<start.count>`: octets of the section from `start`. */
export interface Partial {
  readonly start: number
  readonly count: number
}

const MAX_PART_DEPTH = 100

/** After `BODY`: `[1.2.HEADER.FIELDS (From To)]`. */
export function readSection(reader: Reader): Section {
  reader.expect('[')
  const part = readPart(reader)
  // RFC 9051 §9 (section): a dot stands between a part and its text.
  const section =
    part.length === 0 || reader.take('.') ? readText(reader, part) : { part, of: 'all' as const }
  reader.expect(']')
  return section
}

/** The numbers of a part, `1.2.3`; perhaps none. */
export function readPart(reader: Reader): number[] {
  const digits = reader.match(/[1-9]\d{0,9}(?:\.[1-9]\d{0,9})*/y)
  const part = digits === undefined ? [] : digits.split('.').map(Number)
  return part.length <= MAX_PART_DEPTH ? part : reader.fail('Part too deep')
}

function readText(reader: Reader, part: readonly number[]): Section {
  if (part.length === 0 && reader.sees(']')) return { part, of: 'all' }
  // The longer words first: HEADER begins them all.
  if (reader.take('HEADER.FIELDS.NOT')) return { part, of: 'other fields', names: readNames(reader) }
  if (reader.take('HEADER.FIELDS')) return { part, of: 'fields', names: readNames(reader) }
  if (reader.take('HEADER')) return { part, of: 'header' }
  if (reader.take('TEXT')) return { part, of: 'text' }
  // RFC 9051 §9 (section-text): MIME belongs to a part, never to the message.
  if (part.length > 0 && reader.take('MIME')) return { part, of: 'mime' }
  return reader.fail('Section expected')
}

function readNames(reader: Reader): string[] {
  reader.space()
  const names = reader.list(() => reader.astring())
  return names.length > 0 ? names : reader.fail('Header field expected')
}

export function writeSection(writer: Writer, section: Section): void {
  writer.text('[').text([...section.part, ...sectionWord(section)].join('.'))
  if (section.of === 'fields' || section.of === 'other fields') {
    writer.text(' ').list(section.names, name => writer.astring(name))
  }
  writer.text(']')
}

const WORDS = {
  all: [],
  header: ['HEADER'],
  text: ['TEXT'],
  mime: ['MIME'],
  fields: ['HEADER', 'FIELDS'],
  'other fields': ['HEADER', 'FIELDS', 'NOT'],
} as const satisfies Record<Section['of'], readonly string[]>

function sectionWord(section: Section): readonly string[] {
  return WORDS[section.of]
}

export function readPartial(reader: Reader): Partial | undefined {
  if (!reader.take('<')) return undefined
  const start = reader.number64()
  reader.expect('.')
  const count = reader.number64() || reader.fail('Octets to fetch must be above zero')
  reader.expect('>')
  return { start, count }
}
