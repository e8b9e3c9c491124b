import { decodeEncodedWords } from './encoded-words.ts'
import { type HeaderField, readFields, unfold } from './header-fields.ts'
import { type ParameterisedValue, readParameterised } from './parameters.ts'
import type { Part } from './part.ts'

/** What the Content-* fields of a part say, before anything is known of its body. */
export type ContentFields = Pick<Part, 'type' | 'parameters' | 'encoding'> &
  Partial<
    Pick<
      Part,
      | 'disposition'
      | 'dispositionParameters'
      | 'filename'
      | 'id'
      | 'description'
      | 'language'
      | 'location'
      | 'md5'
    >
  >

export function readContentFields(
  bytes: Buffer,
  start: number,
  end: number,
  defaultType: string,
): ContentFields {
  const fields = readFields(bytes, start, end, name => name.startsWith('content-'))
  const type = readType(textOf(fields, 'content-type'), defaultType)
  const content: ContentFields = {
    type: type.value,
    parameters: type.parameters,
    encoding: readEncoding(textOf(fields, 'content-transfer-encoding')),
  }
  addDisposition(content, textOf(fields, 'content-disposition'))
  const filename = content.dispositionParameters?.['filename'] ?? type.parameters['name']
  if (filename) content.filename = filename
  addText(content, 'id', textOf(fields, 'content-id'))
  addText(content, 'location', textOf(fields, 'content-location')?.replace(/\s+/g, ''))
  addText(content, 'md5', textOf(fields, 'content-md5'))
  addText(content, 'description', decode(textOf(fields, 'content-description')))
  const language = readLanguage(textOf(fields, 'content-language'))
  if (language.length > 0) content.language = language
  return content
}

function textOf(fields: HeaderField[], name: string): string | undefined {
  const field = fields.find(field => field.name.toLowerCase() === name)
  return field === undefined ? undefined : unfold(field.value).trim()
}

// RFC 2045 §5.2: without a type, or with one that is not understood, a part is plain US-ASCII text.
function readType(value: string | undefined, defaultType: string): ParameterisedValue {
  if (value === undefined) return { value: defaultType, parameters: {} }
  const read = readParameterised(value)
  if (/^[^\s/"]+\/[^\s/"]+$/.test(read.value)) return read
  const known = BARE_TYPES[read.value]
  return { value: known ?? 'text/plain', parameters: read.parameters }
}

/** Types that old mailers wrote without a subtype. */
const BARE_TYPES: Record<string, string> = {
  text: 'text/plain',
  html: 'text/html',
  multipart: 'multipart/mixed',
}

function readEncoding(value: string | undefined): string {
  const name = /[^\s;("]+/.exec(value ?? '')?.[0].toLowerCase()
  return name ?? '7bit'
}

// RFC 2183 §2
function addDisposition(content: ContentFields, value: string | undefined): void {
  if (value === undefined) return
  const read = readParameterised(value)
  if (read.value !== '') content.disposition = read.value
  if (Object.keys(read.parameters).length > 0) content.dispositionParameters = read.parameters
}

function addText<K extends 'id' | 'location' | 'md5' | 'description'>(
  content: ContentFields,
  key: K,
  value: string | undefined,
): void {
  if (value) content[key] = value
}

function decode(value: string | undefined): string | undefined {
  return value === undefined ? undefined : decodeEncodedWords(value)
}

// RFC 3282 §2
function readLanguage(value = ''): string[] {
  return value
    .replace(/\([^()]*\)/g, '')
    .split(',')
    .map(tag => tag.trim())
    .filter(tag => tag !== '')
}
