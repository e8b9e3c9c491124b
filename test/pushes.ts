import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Actor } from '../core/actor.ts'
import { VERIFY_JOB } from '../core/push/deliver.ts'
import { createSubscription, type NewSubscription } from '../core/push/subscription.ts'
import type { TestHouse } from './house.ts'

export interface Pushed {
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** What the maker of a browser runs: takes what is pushed. `/gone` is a device that is no more. */
export interface PushService {
  readonly origin: string
  /** What was pushed next, in the order of coming. */
  next(): Promise<Pushed>
  close(): void
}

/** It answers a house that was opened with this, and no other. */
export const PUSH_SERVICE_ALLOWED = { BASTIDE_OUTGOING_ALLOW_PRIVATE: '127.0.0.1' }

export async function openPushService(): Promise<PushService> {
  const come: Pushed[] = []
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>))
    come.push({ headers: request.headers, body })
    response.writeHead(request.url === '/gone' ? 410 : 201).end()
    server.emit('pushed')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async next() {
      while (come.length === 0) await once(server, 'pushed')
      return come.shift()!
    },
    close: () => server.close(),
  }
}

export const bodyOf = ({ body }: Pushed): Record<string, unknown> =>
  JSON.parse(body.toString()) as Record<string, unknown>

/** A subscription and its code. The door takes https only; the service of a test has no certificate. */
export async function subscribe(
  { house }: TestHouse,
  actor: Actor,
  service: PushService,
  wish: Partial<NewSubscription> = {},
): Promise<{ id: string; pushed: Pushed }> {
  const { accountId } = actor
  const id = await house.db.write(async tx => {
    const made = await createSubscription(tx, accountId, {
      deviceClientId: 'd',
      url: `${service.origin}/`,
      keys: null,
      types: ['Note'],
      accountIds: null,
      expiresAt: new Date(Date.now() + 3_600_000),
      told: {},
      sessionId: null,
      ...wish,
    })
    await house.jobs.enqueue(tx, VERIFY_JOB, { accountId, id: made })
    return made
  })
  return { id: `ps${id}`, pushed: await service.next() }
}
