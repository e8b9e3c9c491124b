import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Call } from '../../../core/module.ts'
import { Refused } from '../../../lib/errors.ts'
import { writeAccountId } from '../../../lib/id.ts'
import { LIMITS } from '../limits.ts'
import { refuseRequest } from '../refuse-request.ts'
import { writeBlobId } from './name.ts'

/** RFC 8620 §6.1. The bytes are streamed: memory does not grow with them. */
export async function upload(call: Call, request: FastifyRequest, reply: FastifyReply) {
  const access = await call.access((request.params as { accountId: string }).accountId)
  if (access.readOnly) throw new Refused('accountReadOnly', 'the account can only be read')
  if (Number(request.headers['content-length'] ?? 0) > LIMITS.maxSizeUpload) return tooLarge(reply)
  try {
    const spooled = await call.house.blobs.prepare((request.body ?? []) as Readable, LIMITS.maxSizeUpload)
    await call.house.db.write(tx => call.house.blobs.hold(tx, access.accountId, spooled, 0))
    return reply.code(201).send({
      accountId: writeAccountId(access.accountId),
      blobId: writeBlobId(spooled.digest),
      type: request.headers['content-type'] ?? 'application/octet-stream',
      size: spooled.size,
    })
  } catch (error) {
    if (error instanceof Refused && error.code === 'tooLarge') return tooLarge(reply)
    throw error
  }
}

function tooLarge(reply: FastifyReply) {
  const refusal = refuseRequest.limit('maxSizeUpload')
  return reply
    .code(413)
    .type('application/problem+json')
    .send({ ...refusal, status: 413 })
}
