import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress, zstdCompressSync } from 'node:zlib'
import { Refused } from '../../lib/errors.ts'
import type { Digest } from '../../lib/id.ts'

/** Contents up to this many bytes stay in memory and go to the database. */
export const INLINE_BYTES = 256 * 1024
/** Under this, compression costs more than it gives. */
const WORTH_COMPRESSING = 400
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 3 } }

/** Bytes on their way in: named by their digest, compressed, in memory or in a file of ours. */
export interface Spooled {
  readonly digest: Digest
  readonly size: number
  readonly codec: 'identity' | 'zstd'
  readonly bytes: Buffer | null
  readonly file: string | null
  /** Takes the file away, if it was not moved in. */
  discard(): Promise<void>
}

export function spoolBytes(bytes: Buffer): Spooled {
  const compressed = bytes.length >= WORTH_COMPRESSING ? zstdCompressSync(bytes, LEVEL) : bytes
  const smaller = compressed.length < bytes.length
  return {
    digest: createHash('sha256').update(bytes).digest('hex') as Digest,
    size: bytes.length,
    codec: smaller ? 'zstd' : 'identity',
    bytes: smaller ? compressed : bytes,
    file: null,
    discard: async () => {},
  }
}

/**
 * Reads a stream to its end with bounded memory. More than `limit` bytes is refused as `tooLarge`; the stream is
 * then destroyed.
 */
export async function spoolStream(
  source: AsyncIterable<Buffer>,
  folder: string,
  limit: number,
): Promise<Spooled> {
  const hash = createHash('sha256')
  const head: Buffer[] = []
  let size = 0
  const counted = async function* () {
    for await (const chunk of source) {
      size += chunk.length
      if (size > limit) throw new Refused('tooLarge', `more than ${limit} bytes`, { limit })
      hash.update(chunk)
      yield chunk
    }
  }
  const chunks = counted()
  while (size <= INLINE_BYTES) {
    const { value, done } = await chunks.next()
    if (done) return spoolBytes(Buffer.concat(head))
    head.push(value)
  }
  return spoolFile(head, chunks, folder, () => ({ digest: hash.digest('hex') as Digest, size }))
}

async function spoolFile(
  head: readonly Buffer[],
  rest: AsyncIterable<Buffer>,
  folder: string,
  measure: () => { digest: Digest; size: number },
): Promise<Spooled> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, randomUUID())
  const discard = () => rm(file, { force: true })
  const whole = async function* () {
    yield* head
    yield* rest
  }
  try {
    await pipeline(
      Readable.from(whole()),
      createZstdCompress(LEVEL),
      createWriteStream(file, { mode: 0o600 }),
    )
  } catch (error) {
    await discard()
    throw error
  }
  return { ...measure(), codec: 'zstd', bytes: null, file, discard }
}
