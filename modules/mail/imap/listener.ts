import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls'
import { certificateOf } from '../../../core/certificate/certificate.ts'
import type { House } from '../../../core/house.ts'
import type { Listener, Listening } from '../../../core/module.ts'
import { StartError } from '../../../lib/config.ts'
import { followSockets } from './closing.ts'
import { Connection } from './connection.ts'
import { Guests } from './guests.ts'
import { MAX_CONNECTIONS_OF_PLACE } from './limits.ts'
import { serve } from './serve.ts'
import { Session } from './session.ts'

/** RFC 9051 §2.1: in the clear at first, then STARTTLS. */
export const imap: Listener = {
  name: 'imap',
  role: 'imap',
  listen: house => listen(house, createServer(), 'connection', house.config.imap.port),
}

/** RFC 8314 §3.2: TLS from the start. */
export const imaps: Listener = {
  name: 'imaps',
  role: 'imap',
  async listen(house) {
    const certificate = await certificateOf(house)
    const server = createTlsServer({ ...certificate.current() })
    const stop = certificate.onChange(pair => server.setSecureContext({ ...pair }))
    server.on('tlsClientError', () => {})
    server.on('close', stop)
    return listen(house, server, 'secureConnection', house.config.imaps.port)
  },
}

async function listen(
  house: House,
  server: Server | TlsServer,
  arrival: 'connection' | 'secureConnection',
  port: number,
): Promise<Listening> {
  const sessions = new Map<Session, Promise<void>>()
  const closing = followSockets(server)
  const guests = guestsOf(house)
  server.on(arrival, (socket: Socket) => {
    const connection = new Connection(socket)
    const leave = guests.enter(connection.ip, MAX_CONNECTIONS_OF_PLACE)
    if (!leave) return turnAway(connection)
    const session = new Session(house, connection, guests)
    const served = serve(session).finally(() => {
      leave()
      sessions.delete(session)
    })
    sessions.set(session, served)
  })
  await opened(server, port, house.config.host)
  return {
    port: portOf(server),
    close: () => {
      for (const session of sessions.keys()) session.stop()
      return closing.close(() => sessions.values())
    },
  }
}

/** Both ports count together. */
const counts = new WeakMap<House, Guests>()
function guestsOf(house: House): Guests {
  const guests = counts.get(house) ?? new Guests()
  counts.set(house, guests)
  return guests
}

function turnAway(connection: Connection): void {
  connection.write(['* BYE [LIMIT] Too many connections\r\n']).catch(() => {})
  connection.close()
}

async function opened(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError(`IMAP cannot listen on ${host}:${port}: ${reason}.`)
  }
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
