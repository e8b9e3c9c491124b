import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Call } from '../../core/module.ts'
import { Refused } from '../../lib/errors.ts'
import { readId } from '../../lib/id.ts'
import { disposition } from './blob/disposition.ts'

/** A record as a file, `/jmap/export/{accountId}/{type}/{id}`: made while it is read, so it may be of any length. */
export async function exportRecord(call: Call, request: FastifyRequest, reply: FastifyReply) {
  const { accountId, type, id } = request.params as Record<'accountId' | 'type' | 'id', string>
  const { registry } = call.house
  const found = registry.types.get(type)
  const module = found && registry.moduleOf(found.descriptor.capability)
  const isOn = module && registry.isOn(call.actor.organisationId, module.name)
  const access = await call.access(accountId)
  const number = found && isOn ? readId(found.descriptor.prefix, id) : null
  const file = number === null ? null : await found?.exportFile?.(call, access, number)
  if (!file) throw new Refused('notFound', 'there is nothing of the kind to be taken along')
  return reply
    .headers({
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'content-disposition': disposition('attachment', file.name),
    })
    .type(file.type)
    .send(Readable.from(file.body))
}
