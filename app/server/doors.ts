import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { certificateOf } from '../../core/certificate/certificate.ts'
import type { House } from '../../core/house.ts'
import type { Listening, Module } from '../../core/module.ts'
import { discoveryDoor } from '../../doors/http/discovery.ts'
import { identifyBy, loginDoor } from '../../doors/http/login.ts'
import { httpServer } from '../../doors/http/server.ts'
import { staticDoor } from '../../doors/http/static.ts'
import { jmapDoor } from '../../doors/jmap/door.ts'
import { liveDoor } from '../../doors/live/door.ts'
import { StartError } from '../../lib/config.ts'

export interface OpenDoors {
  /** By name: http, smtp, submission, imap… */
  readonly ports: Readonly<Record<string, number>>
  close(): Promise<void>
}

/** Opens every door that this process' roles ask for; if one cannot be opened, none stays open. */
export async function openDoors(house: House, modules: readonly Module[]): Promise<OpenDoors> {
  const open: [string, Listening][] = []
  const close = async () => void (await Promise.all(open.splice(0).map(([, door]) => door.close())))
  try {
    if (house.config.roles.includes('web')) open.push(['http', await openHttp(house)])
    for (const listener of modules.flatMap(m => m.listeners ?? []))
      if (house.config.roles.some(role => role === listener.role))
        open.push([listener.name, await listening(listener.name, () => listener.listen(house))])
  } catch (error) {
    await close()
    throw error
  }
  return { ports: Object.fromEntries(open.map(([name, door]) => [name, door.port])), close }
}

async function openHttp(house: House): Promise<Listening> {
  const { config, log } = house
  const { trustedProxies, hstsDays } = config.http
  const secured = { publicUrl: config.publicUrl, hstsDays }
  const server = await httpServer({ log, trustedProxies, secured })
  const identify = identifyBy(house)
  loginDoor(server, house)
  jmapDoor(server, house, identify)
  liveDoor(server, house, identify)
  await discoveryDoor(server, house)
  if (config.acme.enabled) await challengeDoor(server, house)
  await staticDoor(server, join(import.meta.dirname, '..', '..', 'dist', 'web'))
  await listening('http', () => server.listen({ host: config.host, port: config.http.port }))
  const address = server.server.address()
  return { port: typeof address === 'object' && address ? address.port : 0, close: () => server.close() }
}

/** Answers the authority that asks whether the name is ours; asked for once it can be answered. RFC 8555 §8.3 */
async function challengeDoor(server: FastifyInstance, house: House): Promise<void> {
  const certificate = await certificateOf(house)
  server.get('/.well-known/acme-challenge/:token', async (request, reply) => {
    const answer = await certificate.challengeOf((request.params as { token: string }).token)
    return answer === null ? reply.callNotFound() : reply.type('application/octet-stream').send(answer)
  })
  server.addHook('onListen', async () => void certificate.refreshOrTell())
}

async function listening<T>(name: string, listen: () => Promise<T>): Promise<T> {
  try {
    return await listen()
  } catch (error) {
    const { code, port } = error as NodeJS.ErrnoException & { port?: number }
    if (code === 'EADDRINUSE')
      throw new StartError(
        `Port ${port} (${name}) is in use: stop what uses it, or choose another port for ${name}.`,
      )
    if (code === 'EACCES')
      throw new StartError(`Port ${port} (${name}) may only be opened by root, or choose one above 1023.`)
    if (code === 'EADDRNOTAVAIL')
      throw new StartError(`The host of ${name} is not an address of this machine.`)
    throw error
  }
}
