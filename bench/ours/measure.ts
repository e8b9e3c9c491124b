import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Visits, visits } from '../imap.ts'
import { type Client, CORE, NOTES, openJmap, type Pace, pace } from '../jmap.ts'
import { listeners, mixer, type Reader, reader, receivers } from '../login.ts'
import { mix } from '../mix.ts'
import { type Pages, pages } from '../pages.ts'
import { memoryOf } from '../processes.ts'
import { type Arrivals, arrivals, deliveries } from '../smtp-source.ts'
import type { Reading } from './attachments.ts'
import { bearer } from './bearer.ts'
import { type Listening, listen } from './listeners.ts'
import type { Server } from './server.ts'

export const AT_ONCE = 4
export const SECONDS = 2
/** From ready to at rest. */
export const SETTLE_MS = 5000
const WRITERS = 10

/** What is measured of the running server. */
export interface Measured {
  /** In MB. */
  readonly memory: number
  /** A second. */
  readonly toOne: Arrivals
  readonly toTen: number
  readonly readers: readonly {
    readonly reader: Reader
    readonly pages: Pages<Pace>
    readonly visits: Visits
  }[]
  /** Of the inbox that has just received a thousand. */
  readonly visits: Visits
  /** Commands of imaptest's mix, a second. */
  readonly mix: number
  readonly listening: Listening
  readonly noteCreations: Pace
  readonly firstNotes: Pace
}

export interface Ours extends Measured {
  readonly attachments: readonly Reading[]
}

export async function measureOurs(server: Server, readers: readonly Reader[]): Promise<Measured> {
  const { running, url, ports } = server
  await pause(SETTLE_MS)
  const memory = await memoryOf(running.child.pid!)
  const [first, ...others] = receivers.map(({ address }) => address)
  const toOne = await arrivals(ports['smtp']!, first!, 'smtp')
  const visited = await visits(ports['imap']!, receivers[0]!)
  const toTen = await deliveries(ports['smtp']!, [first!, ...others], 'smtp')
  const mixed = await mix(ports['imap']!, mixer)
  const listening = await listen(server, listeners)
  const measured: { reader: Reader; pages: Pages<Pace>; visits: Visits }[] = []
  for (const one of readers) {
    const client = await openJmap(url, await bearer(url, one))
    measured.push({
      reader: one,
      pages: await pages(client, one.emails, (_, act) => pace(AT_ONCE, SECONDS, act)),
      visits: await visits(ports['imap']!, one),
    })
  }
  const client = await openJmap(url, await bearer(url, reader))
  return {
    memory,
    toOne,
    toTen,
    readers: measured,
    visits: visited,
    mix: mixed,
    listening,
    noteCreations: await pace(WRITERS, SECONDS, noteCreation(client)),
    firstNotes: await pace(AT_ONCE, SECONDS, firstNotes(client)),
  }
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
