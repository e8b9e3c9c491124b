import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readAddress } from '../../core/address.ts'
import { hostnameOf } from '../../core/certificate/certificate.ts'
import { isLocalDomain } from '../../core/domain.ts'
import type { House } from '../../core/house.ts'
import { Malformed } from '../../lib/errors.ts'
import { writeAutoconfig } from '../../wire/discovery/autoconfig.ts'
import {
  readAutodiscover,
  writeAutodiscover,
  writeAutodiscoverError,
} from '../../wire/discovery/autodiscover.ts'
import { writeMobileconfig } from '../../wire/discovery/mobileconfig.ts'
import type { Servers } from '../../wire/discovery/servers.ts'

// Mail programs that are told an address alone find the rest here. Whoever asks is not known yet: the answer is the same
// for every address of a domain of ours, whether anybody has it or not.

const MAX_REQUEST = 64 * 1024

/** Outlook writes them in every case. */
const AUTODISCOVER = ['autodiscover/autodiscover', 'Autodiscover/Autodiscover', 'AutoDiscover/AutoDiscover']

export async function discoveryDoor(server: FastifyInstance, house: House): Promise<void> {
  await server.register(async door => {
    door.addContentTypeParser(
      ['text/xml', 'application/xml'],
      { parseAs: 'string', bodyLimit: MAX_REQUEST },
      (_, body, done) => done(null, body),
    )
    for (const path of ['/mail/config-v1.1.xml', '/.well-known/autoconfig/mail/config-v1.1.xml'])
      door.get(path, (request, reply) => autoconfig(house, request, reply))
    for (const path of AUTODISCOVER) {
      door.post(`/${path}.xml`, (request, reply) => autodiscover(house, request, reply))
      door.get(`/${path}.json`, (request, reply) => autodiscoverJson(house, request, reply))
      door.get(`/${path}.json/v1.0/:address`, (request, reply) => autodiscoverJson(house, request, reply))
    }
    door.get('/mail/bastide.mobileconfig', (request, reply) => mobileconfig(house, request, reply))
  })
}

function serversOf({ config }: House): Servers {
  const { imaps, imap, submissions, submission } = config
  return {
    host: hostnameOf(config),
    imaps: imaps.port,
    imap: imap.port,
    submissions: submissions.port,
    submission: submission.port,
  }
}

const parameter = (request: FastifyRequest, name: string): string | null => {
  const found = Object.entries(request.query as Record<string, unknown>).find(
    ([key]) => key.toLowerCase() === name,
  )
  return typeof found?.[1] === 'string' ? found[1] : null
}

/** An address of a domain of ours, and that domain; null for any other. */
async function local(
  house: House,
  given: string | null,
): Promise<{ address: string; domain: string } | null> {
  try {
    const { address, domain } = readAddress(given ?? '')
    return (await isLocalDomain(house.db, domain)) ? { address, domain } : null
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

async function autoconfig(house: House, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const named = `x@${request.hostname.replace(/^autoconfig\./i, '')}`
  const found = await local(house, parameter(request, 'emailaddress') ?? named)
  if (!found) return reply.callNotFound()
  return reply.type('text/xml; charset=utf-8').send(writeAutoconfig(found.domain, serversOf(house)))
}

async function autodiscover(house: House, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const found = await local(house, readAutodiscover(String(request.body ?? '')))
  const answer = found
    ? writeAutodiscover(found.address, serversOf(house))
    : writeAutodiscoverError('This address is not of a domain of this server')
  return reply.type('text/xml; charset=utf-8').send(answer)
}

async function autodiscoverJson(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { address } = request.params as { address?: string }
  const found = await local(house, address ?? parameter(request, 'email'))
  if (!found) return reply.callNotFound()
  if (parameter(request, 'protocol')?.toLowerCase() !== 'autodiscoverv1')
    return reply
      .code(400)
      .send({ ErrorCode: 'InvalidProtocol', ErrorMessage: 'AutodiscoverV1 is all there is' })
  const origin = house.config.publicUrl?.replace(/\/$/, '') ?? `https://${hostnameOf(house.config)}`
  return reply.send({ Protocol: 'AutodiscoverV1', Url: `${origin}/autodiscover/autodiscover.xml` })
}

async function mobileconfig(house: House, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const found = await local(house, parameter(request, 'email'))
  if (!found) return reply.callNotFound()
  return reply
    .type('application/x-apple-aspen-config')
    .header('content-disposition', `attachment; filename="${found.domain}.mobileconfig"`)
    .send(writeMobileconfig(found.address, found.domain, serversOf(house)))
}
