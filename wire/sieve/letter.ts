import { decodeText, decodeUnlabelled } from '../mime/charset.ts'
import { type HeaderField, readFields } from '../mime/header-fields.ts'
import { readText } from '../mime/headers.ts'
import { htmlToText } from '../mime/html-text.ts'
import type { Part } from '../mime/part.ts'
import { readStructure } from '../mime/structure.ts'
import { decodePart, isKnownEncoding } from '../mime/transfer.ts'
import { MAX_BODY_PART, MAX_BODY_TEXTS } from './limits.ts'

/** A field of the header: of the message (its octets from `start` to `end`), or one that a script added. */
export interface Field {
  readonly name: string
  /** Without its fold and encoded-words. */
  readonly text: string
  /** As it is written after the colon. */
  readonly raw: string
  readonly from: { readonly start: number; readonly end: number } | null
}

/** A message as scripts look at it; bodies are decoded when they are asked for. */
export interface Letter {
  readonly bytes: Buffer
  readonly size: number
  readonly fields: readonly Field[]
  structure(): Part
  /** The header of one of its parts. */
  fieldsOf(part: Part): readonly Field[]
  /** What a person reads of a part; empty where it is no text. */
  readable(part: Part): string
}

export function readLetter(bytes: Buffer): Letter {
  let structure: Part | null = null
  const read = () => (structure ??= readStructure(bytes))
  const known = new Map<Part, readonly Field[]>()
  const fieldsOf = (part: Part): readonly Field[] => {
    const fields = known.get(part) ?? readFields(bytes, part.headerStart, part.headerEnd).map(fieldOf)
    known.set(part, fields)
    return fields
  }
  const texts = new Map<Part, string>()
  let room = MAX_BODY_TEXTS
  const readable = (part: Part): string => {
    const known = texts.get(part)
    if (known !== undefined) return known
    const text = isReadable(part) && room > 0 ? personsText(bytes, part) : ''
    if (isReadable(part)) room -= Math.min(part.bodyEnd - part.bodyStart, MAX_BODY_PART)
    texts.set(part, text)
    return text
  }
  return {
    bytes,
    size: bytes.length,
    fields: fieldsOf(read()),
    structure: read,
    fieldsOf,
    readable,
  }
}

const fieldOf = ({ name, value, start, end }: HeaderField): Field => ({
  name,
  text: readText(value).trim(),
  raw: value,
  from: { start, end },
})

/** The message with another header. */
export function writeLetter(letter: Letter, fields: readonly Field[]): Buffer {
  const { bytes } = letter
  const header = fields.map(({ from, name, raw }) =>
    from ? bytes.subarray(from.start, from.end) : Buffer.from(`${name}:${raw}\r\n`),
  )
  return Buffer.concat([...header, bytes.subarray(letter.structure().headerEnd)])
}

/** Its octets, with another header. */
export function sizeOf(letter: Letter, fields: readonly Field[]): number {
  if (fields === letter.fields) return letter.size
  const lengths = fields.map(({ from, name, raw }) =>
    from ? from.end - from.start : Buffer.byteLength(`${name}:${raw}\r\n`),
  )
  return letter.size - letter.structure().headerEnd + lengths.reduce((sum, length) => sum + length, 0)
}

/** A message that ends with its header has no body. RFC 5173 §4 */
export const hasBody = ({ structure }: Letter): boolean => structure().bodyStart > structure().headerEnd

export const isNamed = (field: Field, name: string): boolean =>
  field.name.toLowerCase() === name.toLowerCase()

/** The body without any decoding. RFC 5173 §5.1 */
export function rawBody({ bytes, structure }: Letter): string {
  const { bodyStart, bodyEnd } = structure()
  return decodeUnlabelled(bytes.subarray(bodyStart, Math.min(bodyEnd, bodyStart + MAX_BODY_PART)))
}

/** The texts of the parts whose type is one of these: "" for all, "text", "text/html". RFC 5173 §5.2 */
export function bodyParts(letter: Letter, types: readonly string[]): string[] {
  const wanted = types.map(type => type.toLowerCase().trim()).filter(isContentType)
  return [...listParts(letter.structure())]
    .filter(part => wanted.some(type => isOfType(part.type, type)))
    .flatMap(part => contentOf(letter, part))
}

/** RFC 5173 §5.3: what a person reads. */
export const bodyTexts = (letter: Letter): string[] =>
  [...listParts(letter.structure())].filter(isReadable).map(letter.readable)

const isReadable = (part: Part): boolean =>
  (part.type.startsWith('text/') || isHtml(part)) && isKnownEncoding(part.encoding)

const personsText = (bytes: Buffer, part: Part): string =>
  isHtml(part) ? htmlToText(textOf(bytes, part)) : textOf(bytes, part)

const isHtml = ({ type }: Part): boolean => type === 'text/html' || type === 'application/xhtml+xml'

function* listParts(part: Part): Generator<Part> {
  yield part
  for (const child of part.parts ?? []) yield* listParts(child)
  if (part.message) yield* listParts(part.message)
}

// RFC 5173 §5.2: a type with more or less than one slash matches nothing.
const isContentType = (type: string): boolean => type === '' || /^[^/]+(\/[^/]+)?$/.test(type)

const isOfType = (type: string, wanted: string): boolean =>
  wanted === '' || type === wanted || type.startsWith(`${wanted}/`)

// RFC 5173 §5.2: of a multipart what stands before and after its parts, of a message its header.
function contentOf(letter: Letter, part: Part): string[] {
  const { bytes } = letter
  if (part.parts !== undefined) {
    const first = part.parts[0]
    const last = part.parts.at(-1)
    if (!first || !last) return [decodeUnlabelled(bytes.subarray(part.bodyStart, part.bodyEnd))]
    const before = decodeUnlabelled(bytes.subarray(part.bodyStart, first.headerStart))
    const after = decodeUnlabelled(bytes.subarray(last.bodyEnd, part.bodyEnd))
    return [withoutBoundary(before, -1), withoutBoundary(after, 1)]
  }
  if (part.message)
    return [decodeUnlabelled(bytes.subarray(part.message.headerStart, part.message.headerEnd))]
  return [textOf(bytes, part)]
}

/** The boundary is no part of the prologue that it ends or the epilogue that it begins. */
function withoutBoundary(text: string, side: 1 | -1): string {
  return side === -1
    ? text.replace(/(^|\r?\n)--[^\n]*\r?\n?$/, '')
    : text.replace(/^(\r?\n)?--[^\n]*(\r?\n|$)/, '')
}

function textOf(bytes: Buffer, part: Part): string {
  const content = decodePart(bytes, part, MAX_BODY_PART)
  const isText = part.type.startsWith('text/') || isHtml(part)
  return isText ? decodeText(content, part.parameters['charset'] ?? null).text : decodeUnlabelled(content)
}
