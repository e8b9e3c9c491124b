import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { envelopes } from '../imap.ts'
import { type Client, CORE, firstEmails, NOTES, openJmap, type Pace, pace } from '../jmap.ts'
import { type Login, reader, receivers } from '../login.ts'
import { memoryOf } from '../processes.ts'
import { deliveries } from '../smtp-source.ts'
import type { Server } from './server.ts'

export const AT_ONCE = 4
export const SECONDS = 5
/** From ready to at rest. */
export const SETTLE_MS = 5000
const WRITERS = 10

export interface Ours {
  /** In MB. */
  readonly memory: number
  /** A second. */
  readonly deliveriesToOne: number
  readonly deliveriesToTen: number
  readonly firstEmails: Pace
  /** Milliseconds. */
  readonly envelopes: number
  readonly noteCreations: Pace
  readonly firstNotes: Pace
}

export async function measureOurs({ running, url, ports }: Server): Promise<Ours> {
  await pause(SETTLE_MS)
  const memory = await memoryOf(running.child.pid!)
  const [first, ...others] = receivers.map(({ address }) => address)
  const deliveriesToOne = await deliveries(ports['smtp']!, [first!], 'smtp')
  const deliveriesToTen = await deliveries(ports['smtp']!, [first!, ...others], 'smtp')
  const client = await openJmap(url, await bearer(url, reader))
  return {
    memory,
    deliveriesToOne,
    deliveriesToTen,
    firstEmails: await pace(AT_ONCE, SECONDS, await firstEmails(client)),
    envelopes: await envelopes(ports['imap']!, receivers[0]!),
    noteCreations: await pace(WRITERS, SECONDS, noteCreation(client)),
    firstNotes: await pace(AT_ONCE, SECONDS, firstNotes(client)),
  }
}

async function bearer(url: string, login: Login): Promise<string> {
  const answer = await fetch(`${url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(login),
  })
  return `Bearer ${((await answer.json()) as { token: string }).token}`
}

function noteCreation(client: Client): () => Promise<void> {
  const accountId = client.accountOf(NOTES)
  return async () => {
    const note = { title: `Note ${randomUUID()}`, body: '<p>The roof of the market hall, and its cost.</p>' }
    const [answer] = await client.call([CORE, NOTES], [['Note/set', { accountId, create: { a: note } }]])
    if (!answer!['created']) throw new Error(JSON.stringify(answer))
  }
}

function firstNotes(client: Client): () => Promise<void> {
  const accountId = client.accountOf(NOTES)
  const query = {
    accountId,
    sort: [
      { property: 'isPinned', isAscending: false },
      { property: 'updatedAt', isAscending: false },
    ],
    limit: 50,
  }
  const get = { accountId, '#ids': { resultOf: 'c0', name: 'Note/query', path: '/ids' } }
  return async () =>
    void (await client.call(
      [CORE, NOTES],
      [
        ['Note/query', query],
        ['Note/get', get],
      ],
    ))
}
