import { setTimeout as pause } from 'node:timers/promises'
import { openClient, send } from '../../modules/mail/smtp/test/client.ts'
import { letter } from './letters.ts'
import type { MortalServer } from './server.ts'

export interface Storm {
  readonly messages: number
  readonly clients: number
  readonly kills: number
}

export interface Aftermath {
  /** Numbers of the messages that got their 250, each with its recipient. */
  readonly acknowledged: ReadonlyMap<number, string>
  readonly attempts: number
  readonly seconds: number
}

const RETRY_MS = 100

/** Clients deliver, each its message until it is acknowledged, while the server dies at even steps of the way. */
export async function storm(server: MortalServer, { messages, clients, kills }: Storm): Promise<Aftermath> {
  const begin = performance.now()
  const acknowledged = new Map<number, string>()
  let next = 0
  let attempts = 0
  const deliver = async (n: number) => {
    const { logins, ports } = server.ready
    const to = logins[n % logins.length]!.address
    for (;;) {
      attempts++
      if (await isTaken(ports['smtp']!, to, letter(n, to))) break
      await pause(RETRY_MS)
    }
    acknowledged.set(n, to)
  }
  const client = async () => {
    for (let n = next++; n < messages; n = next++) await deliver(n)
  }
  const killer = async () => {
    for (let death = 0; death < kills; death++) {
      const step = Math.floor((messages * (death + 0.5)) / kills)
      while (acknowledged.size < step) await pause(5)
      await server.killAndStart()
    }
  }
  await Promise.all([killer(), ...Array.from({ length: clients }, client)])
  return { acknowledged, attempts, seconds: (performance.now() - begin) / 1000 }
}

/** Whether the message got its 250. A server that is dying, dead or waking is tried again; a refusal is a fault. */
async function isTaken(port: number, to: string, message: string): Promise<boolean> {
  const client = await openClient(port).catch(() => null)
  if (client === null) return false
  try {
    await client.say('EHLO crash.example')
    const { code } = await send(client, 'sender@crash.example', [to], message)
    if (code >= 500) throw new Refusal(`${to} was refused: ${code}`)
    return code === 250
  } catch (error) {
    if (error instanceof Refusal) throw error
    return false
  } finally {
    client.close()
  }
}

class Refusal extends Error {}
