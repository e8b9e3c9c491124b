import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Zip, ZipPassThrough } from 'fflate'
import type { Call } from '../../../core/module.ts'
import { Refused } from '../../../lib/errors.ts'
import type { Digest } from '../../../lib/id.ts'
import type { Blobs } from '../../../store/blobs/blobs.ts'
import { attachedFiles } from '../../../wire/mime/body-lists.ts'
import { findPart, type Part } from '../../../wire/mime/part.ts'
import { readStructure } from '../../../wire/mime/structure.ts'
import { decodeStream } from '../../../wire/mime/transfer.ts'
import { disposition } from './disposition.ts'
import { fileNames } from './file-name.ts'
import { readBlobId } from './name.ts'

/**
 * All files of a message, or of a message inside it, in one ZIP that is made while it is read: of the message itself only
 * what is being sent is held.
 */
export async function archive(call: Call, request: FastifyRequest, reply: FastifyReply) {
  const { accountId, blobId, name } = request.params as Record<'accountId' | 'blobId' | 'name', string>
  const { blobs, db } = call.house
  const access = await call.access(accountId)
  const { digest, part } = readBlobId(blobId)
  if ((await blobs.size(db, access.accountId, digest)) === null) throw notFound()
  const files = attachedFiles(messageOf(readStructure(await blobs.read(digest)), part))
  if (files.length === 0) throw notFound()
  return reply
    .headers({
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': disposition('attachment', name),
    })
    .type('application/zip')
    .send(Readable.from(zipped(blobs, digest, files)))
}

const notFound = () => new Refused('notFound', 'there is no message with files')

function messageOf(root: Part, path: string | null): Part {
  if (path === null) return root
  const message = findPart(root, path)?.message
  if (!message) throw notFound()
  return message
}

/** Files come compressed as they are, or are small: they are only put together. */
async function* zipped(blobs: Blobs, digest: Digest, files: readonly Part[]): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(chunk)
  })
  const names = fileNames(files)
  for (const [at, { bodyStart, bodyEnd, encoding }] of files.entries()) {
    const entry = new ZipPassThrough(names[at]!)
    zip.add(entry)
    const encoded = await blobs.open(digest, bodyStart, bodyEnd)
    for await (const chunk of decoded(encoded, encoding)) {
      entry.push(chunk)
      yield* ready.splice(0)
    }
    entry.push(new Uint8Array(), true)
    yield* ready.splice(0)
  }
  zip.end()
  yield* ready.splice(0)
}

function decoded(encoded: Readable, encoding: string): AsyncIterable<Buffer> {
  const decoder = decodeStream(encoding)
  encoded.on('error', error => decoder.destroy(error))
  return encoded.pipe(decoder)
}
