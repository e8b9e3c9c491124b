import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Actor, mayOpen } from '../../core/actor.ts'
import type { House } from '../../core/house.ts'
import { Refused } from '../../lib/errors.ts'
import { openSockets, POLICY_VIOLATION } from '../http/upgrade.ts'
import { follow } from '../http/visitor.ts'
import { type Identify, whoAsks } from '../http/who.ts'
import { MAX_MESSAGE_BYTES, PING_MS } from './limits.ts'
import { Presence } from './presence.ts'
import { serveLive } from './visit.ts'

export const LIVE_PATH = '/live'

/** Who is doing what right now, over a WebSocket of its own: a channel, of which nothing is kept. */
export function liveDoor(server: FastifyInstance, house: House, identify: Identify): void {
  const who = async (request: FastifyRequest): Promise<Actor> => {
    const actor = await whoAsks(identify, request)
    if (!mayOpen(actor, 'jmap')) throw new Refused('forbidden', 'This password does not open JMAP.')
    return actor
  }
  const presence = new Presence(house.signals)
  server.addHook('onClose', async () => presence.close())
  openSockets(server, LIVE_PATH, {
    maxPayload: MAX_MESSAGE_BYTES,
    pingMs: PING_MS,
    admit: who,
    serve(socket, request, actor) {
      const visitor = follow(
        house,
        actor,
        () => who(request),
        () => socket.close(POLICY_VIOLATION),
      )
      socket.on('close', visitor.leave)
      serveLive(house, presence, visitor, socket)
    },
  })
}
