import { Readable } from 'node:stream'
import type { House } from '../../../core/house.ts'
import { Refused } from '../../../lib/errors.ts'
import type { AccountId, Digest } from '../../../lib/id.ts'
import { readBlobId } from './name.ts'
import { findInside, openStretch } from './part.ts'

/** Bytes that an account holds, whole or one part of a message, ready to be read in ranges. */
export interface Opened {
  readonly size: number
  /** Strong: content never changes under its name. */
  readonly etag: string
  read(start: number, end: number): Promise<Readable>
}

export async function openBlob(house: House, accountId: AccountId, id: string): Promise<Opened> {
  const { digest, part } = readBlobId(id)
  const size = await house.blobs.size(house.db, accountId, digest)
  if (size === null) throw new Refused('notFound', 'there is no such blob')
  if (part !== null) return openPart(house, digest, size, part, id)
  return { size, etag: `"${id}"`, read: (start, end) => house.blobs.open(digest, start, end) }
}

async function openPart(
  { blobs }: House,
  digest: Digest,
  messageSize: number,
  path: string,
  id: string,
): Promise<Opened> {
  const found = await findInside(blobs, digest, messageSize, path)
  if (!found) throw new Refused('notFound', 'the message has no such part')
  const etag = `"${id}"`
  if (Buffer.isBuffer(found))
    return {
      size: found.length,
      etag,
      read: async (start, end) => Readable.from([found.subarray(start, end)]),
    }
  return { size: found.size, etag, read: (start, end) => openStretch(blobs, digest, found, start, end) }
}
