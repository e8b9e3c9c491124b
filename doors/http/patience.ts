import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** How long the server waits for a client. */
export interface Patience {
  /** For the next bytes of a request, or until the client takes some of an answer: however long the whole takes. */
  readonly standstillMs: number
  /** For the whole of a request whose route does not say that it is `streamed`. */
  readonly requestMs: number
}

export const PATIENCE: Patience = { standstillMs: 60_000, requestMs: 5 * 60_000 }

/** What a route takes its time with: a file on a slow line. */
export const STREAMED = { config: { isStreamed: true } } as const

interface Config {
  readonly isStreamed?: boolean
}

interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/**
 * Lets go of clients that went without a word, or that dwell on purpose. A request moves or is cut; an answer that nobody
 * takes too. While we work, or have nothing to say (EventSource), the line may be as silent as it likes.
 */
export function losePatience(server: FastifyInstance, { standstillMs, requestMs }: Patience): void {
  const exchanges = new WeakMap<Socket, Exchange>()
  server.addHook('onRequest', async (request, reply) => {
    exchanges.set(request.socket, { request, reply })
    if (!(request.routeOptions.config as Config).isStreamed) cutAfter(requestMs, request)
  })
  server.server.timeout = standstillMs
  server.server.on('timeout', (socket: Socket) => {
    const exchange = exchanges.get(socket)
    if (!exchange || isWaiting(exchange)) socket.destroy()
  })
}

/** For the client: for more of its request, for it to take what is there, or for its next request. */
const isWaiting = ({ request: { raw: request }, reply: { raw: response } }: Exchange): boolean =>
  !request.complete || response.writableNeedDrain || response.writableFinished

function cutAfter(ms: number, { raw }: FastifyRequest): void {
  const { headers } = raw
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return
  const timer = setTimeout(() => {
    if (!raw.complete) raw.destroy()
  }, ms)
  raw.on('end', () => clearTimeout(timer)).on('close', () => clearTimeout(timer))
}
