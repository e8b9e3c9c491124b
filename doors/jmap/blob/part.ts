import { pipeline, Readable } from 'node:stream'
import { LRUCache } from 'lru-cache'
import type { Digest } from '../../../lib/id.ts'
import { turns } from '../../../lib/turn.ts'
import type { Blobs } from '../../../store/blobs/blobs.ts'
import { readInner } from '../../../wire/mime/inner.ts'
import { findPart, type Part } from '../../../wire/mime/part.ts'
import { readStructure } from '../../../wire/mime/structure.ts'
import { decodeStream, isIdentity } from '../../../wire/mime/transfer.ts'

// A part is given out as it is read and decoded, so that slow lines hold no message in memory. Where it stands is found
// by reading the message once, whole: the big ones one at a time in the process, and what was found is remembered.

/** Where the content of a part stands in its message, how it is encoded, and its length once it is not. */
export type Stretch = Pick<Part, 'bodyStart' | 'bodyEnd' | 'encoding' | 'size'>

/** A part of a message; or bytes that stand nowhere as they are, such as a file of a winmail.dat. */
export type Found = Stretch | Buffer

const MOST_REMEMBERED = 5000
const BIG = 1024 * 1024
const inTurn = turns(1)

const remembered = new LRUCache<string, Stretch>({ max: MOST_REMEMBERED })

/** Null: the message has no such part. */
export async function findInside(
  blobs: Blobs,
  digest: Digest,
  size: number,
  path: string,
): Promise<Found | null> {
  const key = `${digest}/${path}`
  const known = remembered.get(key)
  if (known) return known
  const found = await readWhole(blobs, digest, size, bytes => locate(bytes, path))
  if (found && !Buffer.isBuffer(found)) remembered.set(key, found)
  return found
}

/** What `work` makes of a message, of which it keeps no more than it says. */
export function readWhole<T>(
  blobs: Blobs,
  digest: Digest,
  size: number,
  work: (bytes: Buffer) => T,
): Promise<T> {
  const read = async () => work(await blobs.read(digest))
  return size > BIG ? inTurn(read) : read()
}

function locate(bytes: Buffer, path: string): Found | null {
  const part = findPart(readStructure(bytes), path)
  if (!part) return readInner(bytes, path)
  const { bodyStart, bodyEnd, encoding, size } = part
  return { bodyStart, bodyEnd, encoding, size }
}

/** The content of a part from one of its octets to another. */
export async function openStretch(
  blobs: Blobs,
  digest: Digest,
  { bodyStart, bodyEnd, encoding, size }: Stretch,
  start = 0,
  end = size,
): Promise<Readable> {
  if (isIdentity(encoding)) return blobs.open(digest, bodyStart + start, bodyStart + end)
  const decoder = decodeStream(encoding)
  // What goes wrong on one side ends the other.
  pipeline(await blobs.open(digest, bodyStart, bodyEnd), decoder, () => {})
  const content = Readable.from(cut(decoder, start, end), { objectMode: false })
  // A generator that nobody began to read would not let go of it.
  return content.on('close', () => decoder.destroy())
}

async function* cut(content: AsyncIterable<Buffer>, start: number, end: number): AsyncGenerator<Buffer> {
  let at = 0
  for await (const chunk of content) {
    const piece = chunk.subarray(Math.max(0, start - at), Math.max(0, end - at))
    if (piece.length > 0) yield piece
    at += chunk.length
    if (at >= end) return
  }
}
