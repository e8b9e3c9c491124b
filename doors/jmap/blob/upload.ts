import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Call } from '../../../core/module.ts'
import { findRoom, noteUploads, refuseBeyond } from '../../../core/upload.ts'
import { Refused } from '../../../lib/errors.ts'
import { writeAccountId } from '../../../lib/id.ts'
import { LIMITS } from '../limits.ts'
import { refuseRequest } from '../refuse-request.ts'
import { writeBlobId } from './name.ts'

/** RFC 8620 §6.1. The bytes are streamed: memory does not grow with them. */
export async function upload(call: Call, request: FastifyRequest, reply: FastifyReply) {
  const { blobs, db, config } = call.house
  const { accountId, readOnly } = await call.access((request.params as { accountId: string }).accountId)
  if (readOnly) throw new Refused('accountReadOnly', 'the account can only be read')
  const told = Number(request.headers['content-length'] ?? 0)
  const body = bodyOf(request)
  try {
    if (told > LIMITS.maxSizeUpload) throw tooLarge()
    // Nothing is kept that could not stay: what is refused at its end lies on the disk for a day too.
    const room = await findRoom(db, accountId, config.uploads)
    refuseBeyond(room, told, config.uploads)
    const most = Math.min(room, LIMITS.maxSizeUpload)
    // Not destroyed when it is too much: the client would not hear why.
    const spooled = await blobs.prepare(body.iterator({ destroyOnReturn: false }), most).catch(error => {
      if (isTooLarge(error)) refuseBeyond(room, Math.min(most + 1, LIMITS.maxSizeUpload), config.uploads)
      throw error
    })
    await db.write(async tx => {
      await blobs.hold(tx, accountId, spooled, 0)
      await noteUploads(tx, accountId, [spooled.digest], config.uploads)
    })
    return reply.code(201).send({
      accountId: writeAccountId(accountId),
      blobId: writeBlobId(spooled.digest),
      type: request.headers['content-type'] ?? 'application/octet-stream',
      size: spooled.size,
    })
  } catch (error) {
    const problem = problemOf(error)
    if (!problem) throw error
    await readOut(body)
    return reply.code(413).type('application/problem+json').send(problem)
  }
}

const bodyOf = ({ body }: FastifyRequest): Readable => (body as Readable | undefined) ?? Readable.from([])

/** A client listens once it has said all: what is refused is read to its end, unless that is too far away. */
export async function readOut(body: unknown): Promise<void> {
  let read = 0
  if (body instanceof Readable)
    for await (const chunk of body) {
      read += chunk.length
      if (read > LIMITS.maxSizeUpload) return
    }
}

const tooLarge = () => new Refused('tooLarge', 'larger than what may be uploaded')
const isTooLarge = (error: unknown): boolean => error instanceof Refused && error.code === 'tooLarge'

function problemOf(error: unknown): object | null {
  if (isTooLarge(error)) return { ...refuseRequest.limit('maxSizeUpload'), status: 413 }
  // Not with the 507 of a full disk, which clients take for a server that is better off later.
  return error instanceof Refused && error.code === 'overQuota'
    ? { ...error.details, type: 'urn:bastide:error:overQuota', status: 413, detail: error.message }
    : null
}
