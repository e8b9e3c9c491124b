import type { Writer } from '../writer.ts'
import { type Envelope, type HeaderText, writeEnvelope } from './envelope.ts'

export type Parameters = Readonly<Record<string, string | Buffer>>

export interface Disposition {
  readonly type: string
  readonly parameters: Parameters
}

interface PartHead {
  readonly type: string
  readonly subtype: string
  readonly parameters: Parameters
  readonly disposition: Disposition | null
  readonly language: readonly string[]
  readonly location: HeaderText
}

/** One part of a message's MIME tree, as FETCH tells it. */
export type Part = MultiPart | SinglePart

export interface MultiPart extends PartHead {
  readonly type: 'multipart'
  readonly parts: readonly Part[]
}

export interface SinglePart extends PartHead {
  readonly id: HeaderText
  readonly description: HeaderText
  /** Content-Transfer-Encoding. */
  readonly encoding: string
  /** Octets as transferred, still encoded. */
  readonly size: number
  readonly md5: HeaderText
  /** Of text/* and of message/rfc822. */
  readonly lines?: number
  /** Of message/rfc822 and message/global: the message inside. */
  readonly message?: { readonly envelope: Envelope; readonly body: Part }
}

/** RFC 9051 §7.5.2 (BODYSTRUCTURE): with the extension data. */
export function writeBodyStructure(writer: Writer, part: Part): Writer {
  return writePart(writer, part, true)
}

/** RFC 9051 §7.5.2 (BODY): without. */
export function writeBody(writer: Writer, part: Part): Writer {
  return writePart(writer, part, false)
}

function writePart(writer: Writer, part: Part, extended: boolean): Writer {
  writer.text('(')
  if (isMulti(part)) writeMulti(writer, part, extended)
  else writeSingle(writer, part, extended)
  return writer.text(')')
}

function isMulti(part: Part): part is MultiPart {
  return 'parts' in part
}

function writeMulti(writer: Writer, part: MultiPart, extended: boolean): void {
  // RFC 9051 §9 (body-type-mpart) knows no multipart without parts: an empty text stands for one.
  for (const child of part.parts.length > 0 ? part.parts : [EMPTY]) writePart(writer, child, extended)
  writer.text(' ').string(part.subtype)
  if (!extended) return
  writeParameters(writer.text(' '), part.parameters)
  writeTail(writer, part)
}

function writeSingle(writer: Writer, part: SinglePart, extended: boolean): void {
  writer.string(part.type).text(' ').string(part.subtype).text(' ')
  writeParameters(writer, part.parameters)
  writer.text(' ').nstring(part.id).text(' ').nstring(part.description).text(' ')
  writer.string(part.encoding || '7BIT').text(` ${part.size}`)
  writeKind(writer, part, extended)
  if (!extended) return
  writer.text(' ').nstring(part.md5)
  writeTail(writer, part)
}

/** What only a message or a text has. */
function writeKind(writer: Writer, part: SinglePart, extended: boolean): void {
  if (part.message) {
    writeEnvelope(writer.text(' '), part.message.envelope)
    writePart(writer.text(' '), part.message.body, extended)
    writer.text(` ${part.lines ?? 0}`)
  } else if (part.type.toLowerCase() === 'text') {
    writer.text(` ${part.lines ?? 0}`)
  }
}

function writeTail(writer: Writer, part: Part): void {
  writeDisposition(writer.text(' '), part.disposition)
  writeLanguages(writer.text(' '), part.language)
  writer.text(' ').nstring(part.location)
}

function writeParameters(writer: Writer, parameters: Parameters): Writer {
  const entries = Object.entries(parameters)
  if (entries.length === 0) return writer.text('NIL')
  return writer.list(entries, ([name, value]) => writer.string(name).text(' ').string(value))
}

function writeDisposition(writer: Writer, disposition: Disposition | null): Writer {
  if (!disposition) return writer.text('NIL')
  writer.text('(').string(disposition.type).text(' ')
  return writeParameters(writer, disposition.parameters).text(')')
}

function writeLanguages(writer: Writer, languages: readonly string[]): void {
  if (languages.length < 2) writer.nstring(languages[0])
  else writer.list(languages, language => writer.string(language))
}

const EMPTY: SinglePart = {
  type: 'TEXT',
  subtype: 'PLAIN',
  parameters: {},
  id: null,
  description: null,
  encoding: '7BIT',
  size: 0,
  lines: 0,
  md5: null,
  disposition: null,
  language: [],
  location: null,
}
