import { Malformed, Refused } from '../../../lib/errors.ts'
import { type Digest, readDigest } from '../../../lib/id.ts'

/**
 * A blob's id: `b` and its SHA-256, or with `-1_2` behind it the decoded part 1.2 of the message that it is
 * (RFC 8621 §4.1.4 gives every part a blobId).
 */
export interface BlobName {
  readonly digest: Digest
  readonly part: string | null
}

export const writeBlobId = (digest: Digest, part: string | null = null): string =>
  `b${digest}${part === null ? '' : `-${part.replaceAll('.', '_')}`}`

export function readBlobId(id: string): BlobName {
  const read = /^b([0-9a-f]{64})(?:-(\d+(?:_\d+)*))?$/.exec(id)
  if (!read) throw new Refused('notFound', 'there is no such blob')
  return { digest: readDigest(read[1]!), part: read[2]?.replaceAll('_', '.') ?? null }
}

export function blobIdIn(value: unknown, at: string): string {
  if (typeof value !== 'string') throw new Malformed('a blob id is expected', at)
  return value
}
