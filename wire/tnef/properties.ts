import { Octets } from './octets.ts'

// [MS-OXTNEF] §2.1.3.4: count | type id (name) value | … each value padded to four octets.

export interface Property {
  /** Of a text, binary or object; for an object without the identifier before it. */
  readonly bytes: Buffer | null
  readonly number: number | null
  readonly isUnicode: boolean
}

// [MS-OXPROPS]
export const PROPERTY = {
  subject: 0x0037,
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  attachData: 0x3701,
  filename: 0x3704,
  attachMethod: 0x3705,
  longFilename: 0x3707,
  mimeTag: 0x370e,
  contentId: 0x3712,
  internetCodepage: 0x3fde,
} as const

// [MS-OXCDATA] §2.11.1
const UNICODE = 0x1f
const OBJECT = 0x0d
/** Octets of what is of one length, padding among them. */
const FIXED = new Map([
  [0x02, 4],
  [0x03, 4],
  [0x04, 4],
  [0x05, 8],
  [0x06, 8],
  [0x07, 8],
  [0x0a, 4],
  [0x0b, 4],
  [0x14, 8],
  [0x40, 8],
  [0x48, 16],
])
const VARIABLE = new Set([OBJECT, 0x1e, UNICODE, 0x102])
const MULTIPLE = 0x1000
/** Before an object: which interface it is of. */
const INTERFACE_OCTETS = 16
const NAMED = 0x8000
const MAX_PROPERTIES = 10_000
const MAX_VALUES = 10_000

/** By their number; the first value of several. A type that nobody knows ends the list: where it ends cannot be told. */
export function readProperties(bytes: Buffer): Map<number, Property> {
  const octets = new Octets(bytes)
  const properties = new Map<number, Property>()
  const count = Math.min(octets.uint32(), MAX_PROPERTIES)
  for (let i = 0; i < count && octets.left > 0; i++) {
    const type = octets.uint16()
    const id = octets.uint16()
    if (id >= NAMED) skipName(octets)
    const property = readValues(octets, type)
    if (!property) break
    if (!properties.has(id)) properties.set(id, property)
  }
  return properties
}

function skipName(octets: Octets): void {
  octets.skip(16)
  if (octets.uint32() === 0) octets.skip(4)
  else octets.skip(padded(octets.uint32()))
}

const padded = (length: number): number => length + ((4 - (length % 4)) % 4)

function readValues(octets: Octets, type: number): Property | null {
  const single = type & ~MULTIPLE
  const isMany = (type & MULTIPLE) !== 0 && type !== 0x102
  const fixed = FIXED.get(single)
  if (fixed === undefined && !VARIABLE.has(single)) return null
  const count = isMany || fixed === undefined ? Math.min(octets.uint32(), MAX_VALUES) : 1
  let first: Property | null = null
  for (let i = 0; i < count && octets.left > 0; i++) {
    const value = fixed === undefined ? readVariable(octets, single) : readFixed(octets, fixed)
    first ??= value
  }
  return first ?? { bytes: null, number: null, isUnicode: false }
}

function readFixed(octets: Octets, length: number): Property {
  const value = octets.take(length)
  return { bytes: null, number: value.length >= 4 ? value.readUInt32LE() : null, isUnicode: false }
}

function readVariable(octets: Octets, type: number): Property {
  const length = octets.uint32()
  const value = octets.take(padded(length)).subarray(0, length)
  const bytes = type === OBJECT ? value.subarray(INTERFACE_OCTETS) : value
  return { bytes, number: null, isUnicode: type === UNICODE }
}
