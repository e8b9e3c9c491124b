import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Zip, ZipPassThrough } from 'fflate'
import type { Call } from '../../../core/module.ts'
import { Refused } from '../../../lib/errors.ts'
import type { Digest } from '../../../lib/id.ts'
import type { Blobs } from '../../../store/blobs/blobs.ts'
import { kindOfFile } from '../../../wire/document/kind.ts'
import { attachedFiles } from '../../../wire/mime/body-lists.ts'
import { readInner } from '../../../wire/mime/inner.ts'
import { findPart, type Part } from '../../../wire/mime/part.ts'
import { readStructure } from '../../../wire/mime/structure.ts'
import { decodePart } from '../../../wire/mime/transfer.ts'
import { readTnef } from '../../../wire/tnef/tnef.ts'
import { disposition } from './disposition.ts'
import { fileNames } from './file-name.ts'
import { readBlobId } from './name.ts'
import { openStretch, readWhole } from './part.ts'
import { noteReading } from './reading.ts'

/**
 * All files of a message, or of a message inside it, in one ZIP that is made while it is read: of the message itself only
 * what is being sent is held. A winmail.dat stands there as the files that it holds.
 */
export async function archive(call: Call, request: FastifyRequest, reply: FastifyReply) {
  const { accountId, blobId, name } = request.params as Record<'accountId' | 'blobId' | 'name', string>
  const access = await call.access(accountId)
  const { digest, part } = readBlobId(blobId)
  const { blobs, db } = call.house
  const size = await blobs.size(db, access.accountId, digest)
  if (size === null) throw notFound()
  await noteReading(call, access)
  const files = await readWhole(blobs, digest, size, bytes => listFiles(blobs, digest, bytes, part))
  if (files.length === 0) throw notFound()
  return reply
    .headers({
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'content-disposition': disposition('attachment', name),
    })
    .type('application/zip')
    .send(Readable.from(zipped(files)))
}

const notFound = () => new Refused('notFound', 'there is no message with files')

interface File {
  readonly filename?: string
  readonly type: string
  open(): AsyncIterable<Buffer>
}

function listFiles(blobs: Blobs, digest: Digest, bytes: Buffer, path: string | null): File[] {
  const root = readStructure(bytes)
  const message = path === null ? root : findPart(root, path)?.message
  if (message)
    return attachedFiles(message).flatMap(part =>
      isWinmail(part) ? filesWithin(decodePart(bytes, part), part) : storedFile(blobs, digest, part),
    )
  const content = readInner(bytes, path!)
  if (!content) return []
  if (readTnef(content)) return filesWithin(content, root)
  return attachedFiles(readStructure(content)).map(part => fileOf(part, decodePart(content, part)))
}

const isWinmail = ({ type, filename }: Part): boolean => kindOfFile(type, filename ?? null) === 'tnef'

function filesWithin(content: Buffer, part: Part): File[] {
  const files = readTnef(content)?.files ?? []
  if (files.length === 0) return [fileOf(part, content)]
  return files.map(({ name, type, bytes }) =>
    fileOf(name === null ? { type } : { type, filename: name }, bytes),
  )
}

const fileOf = ({ filename, type }: Pick<Part, 'filename' | 'type'>, bytes: Buffer): File => ({
  ...(filename !== undefined && { filename }),
  type,
  async *open() {
    yield bytes
  },
})

const storedFile = (blobs: Blobs, digest: Digest, part: Part): File => ({
  ...(part.filename !== undefined && { filename: part.filename }),
  type: part.type,
  async *open() {
    yield* await openStretch(blobs, digest, part)
  },
})

/** Files come compressed as they are, or are small: they are only put together. */
async function* zipped(files: readonly File[]): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw error
    ready.push(chunk)
  })
  const names = fileNames(files)
  for (const [at, file] of files.entries()) {
    const entry = new ZipPassThrough(names[at]!)
    zip.add(entry)
    for await (const chunk of file.open()) {
      entry.push(chunk)
      yield* ready.splice(0)
    }
    entry.push(new Uint8Array(), true)
    yield* ready.splice(0)
  }
  zip.end()
  yield* ready.splice(0)
}
