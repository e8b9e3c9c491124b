import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, mayOpen } from '../../core/actor.ts'
import type { House } from '../../core/house.ts'
import { Malformed, Refused } from '../../lib/errors.ts'
import type { AccountId } from '../../lib/id.ts'
import { type Request, readRequest } from '../../wire/jmap/invocation.ts'
import { readJson } from '../../wire/jmap/json.ts'
import { STREAMED } from '../http/patience.ts'
import { openSockets, POLICY_VIOLATION } from '../http/upgrade.ts'
import { follow } from '../http/visitor.ts'
import { type Identify, whoAsks } from '../http/who.ts'
import { download } from './blob/download.ts'
import { readOut, upload } from './blob/upload.ts'
import { exportRecord } from './export.ts'
import { LIMITS, PING_MS } from './limits.ts'
import { readWish, streamStates } from './push/event-source.ts'
import { serveWebSocket } from './push/websocket.ts'
import { type Refusal, refuseRequest } from './refuse-request.ts'
import { makeCall, runRequest } from './request.ts'
import { session } from './session.ts'

/** Hangs the whole of JMAP on an HTTP server: session, API, blobs, EventSource, WebSocket. */
export function jmapDoor(server: FastifyInstance, house: House, identify: Identify): void {
  const who = async (request: FastifyRequest): Promise<Actor> => {
    const actor = await whoAsks(identify, request)
    if (!mayOpen(actor, 'jmap')) throw new Refused('forbidden', 'This password does not open JMAP.')
    return actor
  }
  const running = { requests: new Map<AccountId, number>(), uploads: new Map<AccountId, number>() }

  // RFC 8620 §2.2, RFC 8615 §3
  server.get('/.well-known/jmap', async (request, reply) => {
    const actor = await who(request)
    return reply
      .header('cache-control', 'no-cache, no-store, must-revalidate')
      .send(await session(house, actor, originOf(house, request)))
  })

  void server.register(async api => {
    api.removeAllContentTypeParsers()
    api.addContentTypeParser('*', { parseAs: 'string', bodyLimit: LIMITS.maxSizeRequest }, (_, body, done) =>
      done(null, body),
    )
    api.setErrorHandler((error: Error & { statusCode?: number }, _, reply) => {
      if (error.statusCode !== 413) throw error
      return problem(reply, refuseRequest.limit('maxSizeRequest'))
    })
    api.post('/jmap/api', async (request, reply) => {
      const actor = await who(request)
      const read = readBody(request)
      const refusal = 'refusal' in read ? read.refusal : refuseRequest.of(house, read.request)
      if (refusal || 'refusal' in read) return problem(reply, refusal!)
      return counted(running.requests, actor, 'maxConcurrentRequests', reply, async () =>
        reply
          .header('cache-control', 'no-store')
          .send(await runRequest(house, actor, originOf(house, request), read.request)),
      )
    })
  })

  void server.register(async blobs => {
    blobs.removeAllContentTypeParsers()
    blobs.addContentTypeParser('*', (_, payload, done) => done(null, payload))
    blobs.post(
      '/jmap/upload/:accountId',
      { bodyLimit: LIMITS.maxSizeUpload, ...STREAMED },
      async (request, reply) => {
        const actor = await who(request)
        const isBusy = (running.uploads.get(actor.accountId) ?? 0) >= LIMITS.maxConcurrentUpload
        if (isBusy) {
          await readOut(request.body)
          return problem(reply, refuseRequest.limit('maxConcurrentUpload'))
        }
        return counted(running.uploads, actor, 'maxConcurrentUpload', reply, () =>
          upload(makeCall(house, actor), request, reply),
        )
      },
    )
    blobs.get('/jmap/download/:accountId/:blobId/:name', async (request, reply) => {
      const call = makeCall(house, await who(request))
      return download(call, request, reply)
    })
    blobs.get('/jmap/export/:accountId/:type/:id', async (request, reply) => {
      const call = makeCall(house, await who(request))
      return exportRecord(call, request, reply)
    })
  })

  server.get('/jmap/events', async (request, reply) => {
    const actor = await who(request)
    const wish = readWish(request.query as Record<string, unknown>)
    reply.hijack()
    if (reply.raw.destroyed) return
    const visitor = follow(
      house,
      actor,
      () => who(request),
      () => reply.raw.end(),
    )
    reply.raw.on('close', visitor.leave)
    await streamStates(house, visitor, wish, reply.raw)
  })

  webSockets(server, house, who)
}

/** The address by which the client came, unless the configuration gives a public one. */
const originOf = (house: House, request: FastifyRequest): string =>
  house.config.publicUrl?.replace(/\/$/, '') ?? `${request.protocol}://${request.host}`

// RFC 8620 §3.6.1: another content type is no JSON either. A form of another site could send nothing else.
function readBody({ body, headers }: FastifyRequest): { request: Request } | { refusal: Refusal } {
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? ''))
    return { refusal: refuseRequest.notJSON() }
  try {
    return { request: readRequest(readJson(String(body))) }
  } catch (error) {
    if (error instanceof SyntaxError) return { refusal: refuseRequest.notJSON() }
    if (error instanceof Malformed) return { refusal: refuseRequest.notRequest(error.message) }
    throw error
  }
}

const problem = (reply: FastifyReply, refusal: Refusal) =>
  reply.code(refusal.status).type('application/problem+json').send(refusal)

async function counted(
  running: Map<AccountId, number>,
  { accountId: who }: Actor,
  limit: 'maxConcurrentRequests' | 'maxConcurrentUpload',
  reply: FastifyReply,
  work: () => Promise<unknown>,
): Promise<unknown> {
  const before = running.get(who) ?? 0
  if (before >= LIMITS[limit]) return problem(reply, refuseRequest.limit(limit))
  running.set(who, before + 1)
  try {
    return await work()
  } finally {
    const left = (running.get(who) ?? 1) - 1
    if (left > 0) running.set(who, left)
    else running.delete(who)
  }
}

function webSockets(
  server: FastifyInstance,
  house: House,
  who: (request: FastifyRequest) => Promise<Actor>,
): void {
  openSockets(server, '/jmap/ws', {
    maxPayload: LIMITS.maxSizeRequest,
    pingMs: PING_MS,
    handleProtocols: offered => (offered.has('jmap') ? 'jmap' : false),
    admit: who,
    serve(socket, request, actor) {
      const visitor = follow(
        house,
        actor,
        () => who(request),
        () => socket.close(POLICY_VIOLATION),
      )
      socket.on('close', visitor.leave)
      serveWebSocket(house, visitor, originOf(house, request), socket)
    },
  })
}
