import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import type { House } from '../../../core/house.ts'
import type { Listener, Listening } from '../../../core/module.ts'
import { StartError } from '../../../lib/config.ts'
import { writeEnding } from '../../../wire/managesieve/response.ts'
import { followSockets } from '../imap/closing.ts'
import { Guests } from '../imap/guests.ts'
import { Peer } from './peer.ts'
import { Session, serve } from './session.ts'

const MAX_CONNECTIONS_OF_PLACE = 50

/** Filters from a mail program: in the clear at first, then STARTTLS. RFC 5804 §1 */
export const managesieve: Listener = { name: 'managesieve', role: 'imap', listen }

async function listen(house: House): Promise<Listening> {
  const sessions = new Map<Session, Promise<void>>()
  const guests = new Guests()
  const server = createServer(socket => {
    const peer = new Peer(socket)
    const leave = guests.enter(peer.ip, MAX_CONNECTIONS_OF_PLACE)
    if (!leave) return turnAway(peer)
    const session = new Session(house, peer)
    const served = serve(session).finally(() => {
      leave()
      sessions.delete(session)
    })
    sessions.set(session, served)
  })
  const closing = followSockets(server)
  await opened(server, house.config.managesieve.port, house.config.host)
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    close: () => {
      for (const session of sessions.keys()) session.peer.close()
      return closing.close(() => sessions.values())
    },
  }
}

function turnAway(peer: Peer): void {
  peer.write(writeEnding('BYE', 'Too many connections', 'TRYLATER')).catch(() => {})
  peer.close()
}

async function opened(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError(`ManageSieve cannot listen on ${host}:${port}: ${reason}.`)
  }
}
