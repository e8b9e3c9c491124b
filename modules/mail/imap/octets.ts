import type { House } from '../../../core/house.ts'
import { Refused } from '../../../lib/errors.ts'
import type { FetchItem } from '../../../wire/imap/command/fetch.ts'
import type { FetchValue, Octets } from '../../../wire/imap/response/fetch.ts'
import type { OctetRange, Section } from '../../../wire/imap/section.ts'
import { findPart } from '../../../wire/mime/part.ts'
import { section as sectionOf } from '../../../wire/mime/section.ts'
import { decodePart, isKnownEncoding } from '../../../wire/mime/transfer.ts'
import type { Message } from '../model/messages.ts'
import { type Extent, extentOf } from './section.ts'

/** A message whose structure is known, and whose bytes are in memory when they are few. */
export interface Source extends Message {
  readonly bytes: Buffer | null
}

/** Items that need the bytes of a message. */
export type OctetsItem = Extract<FetchItem, { item: 'section' | 'binary' | 'binary.size' }> | Rfc822Item
type Rfc822Item = { readonly item: 'rfc822' | 'rfc822.header' | 'rfc822.text' }

/** RFC 3501 §6.4.5: the old names of sections. */
const RFC822: Readonly<Record<Rfc822Item['item'], Section>> = {
  rfc822: { path: '' },
  'rfc822.header': { path: '', text: 'HEADER' },
  'rfc822.text': { path: '', text: 'TEXT' },
}

export async function octetsOf(house: House, source: Source, item: OctetsItem): Promise<FetchValue> {
  switch (item.item) {
    case 'section':
      return {
        ...item,
        ...startOf(item.range),
        octets: await readSection(house, source, item.section, item.range),
      }
    case 'binary':
      return {
        ...item,
        ...startOf(item.range),
        octets: await readBinary(house, source, item.path, item.range),
      }
    case 'binary.size':
      // RFC 3516 §4.3: without a part, of the whole message.
      return { ...item, size: item.path === '' ? source.size : (partOf(source, item.path)?.size ?? 0) }
    default:
      return { ...item, octets: await readSection(house, source, RFC822[item.item], undefined) }
  }
}

const startOf = (range: OctetRange | undefined): { start?: number } => (range ? { start: range.start } : {})

async function readSection(
  house: House,
  source: Source,
  section: Section,
  range: OctetRange | undefined,
): Promise<Octets> {
  const extent = extentOf(source.structure!, source.size, section)
  if (!extent) return null
  if (!section.fields) return passage(house, source, clip(extent, range))
  // A header is bounded; what stands before it is read with it, so that offsets stay true.
  const head = source.bytes ?? (await gather(house, source, { start: 0, end: extent.end }))
  return cut(sectionOf(head, source.structure!, section), range)
}

function clip({ start, end }: Extent, range: OctetRange | undefined): Extent {
  if (!range) return { start, end }
  const from = Math.min(start + range.start, end)
  return { start: from, end: Math.min(from + range.count, end) }
}

const cut = (bytes: Buffer | null, range: OctetRange | undefined): Buffer | null =>
  bytes && range ? bytes.subarray(range.start, range.start + range.count) : bytes

function passage(house: House, { bytes, digest }: Source, { start, end }: Extent): Octets {
  if (bytes) return bytes.subarray(start, end)
  return start === end ? Buffer.alloc(0) : { size: end - start, chunks: stream(house, digest, start, end) }
}

async function* stream(house: House, digest: Message['digest'], start: number, end: number) {
  yield* (await house.blobs.open(digest, start, end)) as AsyncIterable<Buffer>
}

async function gather(house: House, { digest }: Source, { start, end }: Extent): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream(house, digest, start, end)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

// RFC 3516 §4.2: the content of a part, its transfer encoding undone.
async function readBinary(
  house: House,
  source: Source,
  path: string,
  range: OctetRange | undefined,
): Promise<Octets> {
  const part = partOf(source, path)
  if (!part) return null
  const extent = path === '' ? { start: 0, end: source.size } : { start: part.bodyStart, end: part.bodyEnd }
  const isPlain = path === '' || part.parts !== undefined || /^(7bit|8bit|binary)$/.test(part.encoding)
  if (isPlain) return passage(house, source, clip(extent, range))
  // RFC 3516 §4.3
  if (!isKnownEncoding(part.encoding))
    throw new Refused('notPossible', part.encoding, { type: 'UNKNOWN-CTE' })
  const encoded = source.bytes?.subarray(extent.start, extent.end) ?? (await gather(house, source, extent))
  return cut(decodePart(encoded, { ...part, bodyStart: 0, bodyEnd: encoded.length }), range)
}

const partOf = ({ structure }: Source, path: string) => findPart(structure!, path)
