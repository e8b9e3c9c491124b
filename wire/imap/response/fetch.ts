import { writeDateTime } from '../date.ts'
import { type Flag, writeFlagList } from '../flag.ts'
import { type Section, writeSection } from '../section.ts'
import type { Passage, Writer } from '../writer.ts'
import { type Part, writeBody, writeBodyStructure } from './bodystructure.ts'
import { type Envelope, writeEnvelope } from './envelope.ts'

/** Octets to send: in memory, or passing through with a size known beforehand. Null: there is no such part. */
export type Octets = Buffer | Passage | null

export type FetchValue =
  | { readonly item: 'flags'; readonly flags: Iterable<Flag> }
  | { readonly item: 'uid' | 'rfc822.size' | 'modseq'; readonly value: number }
  | { readonly item: 'internaldate'; readonly at: Date }
  | { readonly item: 'savedate'; readonly at: Date | null }
  | { readonly item: 'envelope'; readonly envelope: Envelope }
  | { readonly item: 'body' | 'bodystructure'; readonly part: Part }
  | { readonly item: 'rfc822' | 'rfc822.header' | 'rfc822.text'; readonly octets: Octets }
  | { readonly item: 'section'; readonly section: Section; readonly start?: number; readonly octets: Octets }
  | {
      readonly item: 'binary'
      readonly path: string
      readonly start?: number
      readonly octets: Octets
    }
  | { readonly item: 'binary.size'; readonly path: string; readonly size: number }
  | { readonly item: 'emailid'; readonly id: string }
  | { readonly item: 'threadid'; readonly id: string | null }
  | { readonly item: 'preview'; readonly text: string | null }

/** RFC 9051 §7.5.2 */
export function writeFetch(writer: Writer, sequence: number, values: Iterable<FetchValue>): void {
  writer.text(`* ${sequence} FETCH `)
  writer.list(values, value => writeValue(writer, value)).line('')
}

function writeValue(writer: Writer, value: FetchValue): Writer {
  switch (value.item) {
    case 'flags':
      return writer.text(`FLAGS ${writeFlagList(value.flags)}`)
    case 'uid':
    case 'rfc822.size':
      return writer.text(`${value.item.toUpperCase()} ${value.value}`)
    case 'modseq':
      return writer.text(`MODSEQ (${value.value})`)
    case 'internaldate':
      return writer.text(`INTERNALDATE ${writeDateTime(value.at)}`)
    case 'savedate':
      return writer.text(`SAVEDATE ${value.at ? writeDateTime(value.at) : 'NIL'}`)
    case 'envelope':
      return writeEnvelope(writer.text('ENVELOPE '), value.envelope)
    case 'body':
      return writeBody(writer.text('BODY '), value.part)
    case 'bodystructure':
      return writeBodyStructure(writer.text('BODYSTRUCTURE '), value.part)
    case 'rfc822':
    case 'rfc822.header':
    case 'rfc822.text':
      return writeOctets(writer.text(value.item.toUpperCase()), value.octets)
    case 'section':
      writeSection(writer.text('BODY'), value.section)
      return writeOctets(writer, value.octets, value.start)
    case 'binary':
      writer.text(`BINARY[${value.path}]`)
      return writeOctets(writer, value.octets, value.start, true)
    case 'binary.size':
      return writer.text(`BINARY.SIZE[${value.path}] ${value.size}`)
    case 'emailid':
      return writer.text(`EMAILID (${value.id})`)
    case 'threadid':
      return writer.text(`THREADID ${value.id === null ? 'NIL' : `(${value.id})`}`)
    case 'preview':
      return writer.text('PREVIEW ').nstring(value.text)
  }
}

/** The answer tells where a part of the octets begins, not how many were asked. RFC 9051 §7.5.2 */
function writeOctets(writer: Writer, octets: Octets, start?: number, binary = false): Writer {
  writer.text(start === undefined ? ' ' : `<${start}> `)
  if (octets === null) return writer.text('NIL')
  // RFC 3516 §4.2: literal8 only where a NUL may stand, for old clients do not know it.
  return writer.literal(octets, binary && (!Buffer.isBuffer(octets) || octets.includes(0)))
}
