import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws'
import { secure } from './security.ts'

// RFC 6455 §7.4.1
export const POLICY_VIOLATION = 1008
const GOING_AWAY = 1001

interface Upgrades<V> extends Pick<ServerOptions, 'maxPayload' | 'handleProtocols'> {
  /** How often a client is asked whether it is still there. */
  readonly pingMs: number
  /** Lets somebody in, as any request is let in, or refuses. */
  admit(request: FastifyRequest): Promise<V>
  serve(socket: WebSocket, request: FastifyRequest, admitted: V): void
}

/**
 * WebSockets at a path. The upgrade goes through a route like any other, so that it is authenticated alike; the socket
 * is then taken over.
 */
export function openSockets<V>(
  server: FastifyInstance,
  path: string,
  { admit, serve, pingMs, ...options }: Upgrades<V>,
): void {
  const sockets = new WebSocketServer({ noServer: true, ...options })
  routeUpgrades(server)
  server.get(path, async (request, reply) => {
    const admitted = await admit(request)
    const upgrade = heads.get(request.raw)
    if (!upgrade) return reply.code(426).header('upgrade', 'websocket').send()
    reply.hijack()
    sockets.handleUpgrade(request.raw, upgrade.socket, upgrade.head, socket => {
      keepAlive(socket, pingMs)
      serve(socket, request, admitted)
    })
  })
  server.addHook('preClose', async () => {
    for (const client of sockets.clients) client.close(GOING_AWAY)
    sockets.close()
  })
}

/** Other protocols than WebSocket are not spoken: who offers one (HTTP/2 by h2c) is answered as if they had not. */
export const isUpgraded = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket'

const routed = new WeakSet<FastifyInstance>()
const heads = new WeakMap<IncomingMessage, { socket: Duplex; head: Buffer }>()

/** Every one is answered, wherever it leads: a connection that nobody takes would stay open for ever. */
function routeUpgrades(server: FastifyInstance): void {
  if (routed.has(server)) return
  routed.add(server)
  server.server.on('upgrade', (message: IncomingMessage, socket: Duplex, head: Buffer) => {
    heads.set(message, { socket, head })
    server.routing(message, upgradeResponse(message, socket))
  })
}

/** Where a refusal is written when the upgrade does not happen. */
function upgradeResponse(message: IncomingMessage, socket: Duplex): ServerResponse {
  const response = new ServerResponse(message)
  secure(response)
  response.assignSocket(socket as Socket)
  response.on('finish', () => socket.end())
  return response
}

/** Ends a connection whose other side has gone without a word, within two pings. RFC 6455 §5.5.2 */
function keepAlive(socket: WebSocket, everyMs: number): void {
  let isThere = true
  socket.on('pong', () => {
    isThere = true
  })
  const pings = setInterval(() => {
    if (!isThere) return socket.terminate()
    isThere = false
    socket.ping()
  }, everyMs)
  socket.on('close', () => clearInterval(pings))
}
