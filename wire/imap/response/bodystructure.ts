import type { Writer } from '../writer.ts'
import { type Envelope, type HeaderText, writeEnvelope } from './envelope.ts'

export type Parameters = Readonly<Record<string, string | Buffer>>

export interface Disposition {
  readonly type: string
  readonly parameters: Parameters
}

/** One part of a message's MIME tree, as FETCH tells it; wire/mime/imap-body.ts makes them. */
export interface Part {
  readonly type: string
  readonly subtype: string
  readonly parameters: Parameters
  readonly id: HeaderText
  readonly description: HeaderText
  /** Content-Transfer-Encoding. */
  readonly encoding: string
  /** Octets as transferred, still encoded. */
  readonly size: number
  /** Of texts and of messages. */
  readonly lines?: number
  /** Of a message, with its `body`. Without them a part may not call itself message/rfc822. */
  readonly envelope?: Envelope
  readonly body?: Part
  /** Of a multipart: one at least. */
  readonly parts?: readonly Part[]
  readonly md5: HeaderText
  readonly disposition: Disposition | null
  readonly language: readonly string[] | null
  readonly location: HeaderText
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
  if (part.parts) writeMulti(writer, part, part.parts, extended)
  else writeSingle(writer, part, extended)
  return writer.text(')')
}

function writeMulti(writer: Writer, part: Part, children: readonly Part[], extended: boolean): void {
  for (const child of children) writePart(writer, child, extended)
  writer.text(' ').string(part.subtype)
  if (!extended) return
  writeParameters(writer.text(' '), part.parameters)
  writeTail(writer, part)
}

function writeSingle(writer: Writer, part: Part, extended: boolean): void {
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
function writeKind(writer: Writer, part: Part, extended: boolean): void {
  if (part.envelope && part.body) {
    writeEnvelope(writer.text(' '), part.envelope)
    writePart(writer.text(' '), part.body, extended)
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

function writeLanguages(writer: Writer, languages: readonly string[] | null): void {
  if (!languages || languages.length < 2) writer.nstring(languages?.[0])
  else writer.list(languages, language => writer.string(language))
}
