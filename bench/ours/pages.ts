import { type Client, CORE, firstEmails, inboxOf, LIST_PROPERTIES, MAIL, type Pace, pace } from '../jmap.ts'
import type { Reader } from '../login.ts'

/** What a reader of the web app asks of an inbox. */
export interface Pages {
  readonly first: Pace
  /** Fifty emails from the middle on. */
  readonly deep: Pace
  readonly found: Pace
  /** By a word that every email has, with their number. */
  readonly common: Pace
  readonly thread: Pace
  readonly flag: Pace
  /** A flag, and the list of conversations brought up to date. */
  readonly news: Pace
}

export async function pages(
  client: Client,
  { emails }: Reader,
  atOnce: number,
  seconds: number,
): Promise<Pages> {
  const inbox = await inboxOf(client)
  const paced = (act: () => Promise<unknown>) => pace(atOnce, seconds, act)
  const ids = await someIds(client, inbox)
  return {
    first: await paced(await firstEmails(client)),
    deep: await paced(() => page(client, { inMailbox: inbox }, emails / 2)),
    found: await paced(() => page(client, { inMailbox: inbox, text: 'item 42' }, 0)),
    common: await paced(() => page(client, { inMailbox: inbox, text: 'council' }, 0, COUNTED)),
    thread: await paced(() => thread(client, ids[0]!)),
    flag: await paced(() => flag(client, ids)),
    news: await paced(() => news(client, inbox, ids)),
  }
}

/** As the web app asks for it. */
const COUNTED = { collapseThreads: true, calculateTotal: true }
const NEWEST_FIRST = [{ property: 'receivedAt', isAscending: false }]

const page = (client: Client, filter: object, position: number, more: object = {}) => {
  const accountId = client.accountOf(MAIL)
  return client.call(
    [CORE, MAIL],
    [
      ['Email/query', { accountId, filter, sort: NEWEST_FIRST, position, limit: 50, ...more }],
      [
        'Email/get',
        {
          accountId,
          '#ids': { resultOf: 'c0', name: 'Email/query', path: '/ids' },
          properties: LIST_PROPERTIES,
        },
      ],
    ],
  )
}

async function someIds(client: Client, inMailbox: string): Promise<string[]> {
  const accountId = client.accountOf(MAIL)
  const [found] = await client.call(
    [CORE, MAIL],
    [['Email/query', { accountId, filter: { inMailbox }, limit: 100 }]],
  )
  return found!['ids'] as string[]
}

/** An email of the list is clicked on: its thread, and all of its emails with their bodies. */
function thread(client: Client, id: string) {
  const accountId = client.accountOf(MAIL)
  const of = (resultOf: string, name: string, path: string) => ({ resultOf, name, path })
  return client.call(
    [CORE, MAIL],
    [
      ['Email/get', { accountId, ids: [id], properties: ['threadId'] }],
      ['Thread/get', { accountId, '#ids': of('c0', 'Email/get', '/list/*/threadId') }],
      [
        'Email/get',
        { accountId, '#ids': of('c1', 'Thread/get', '/list/*/emailIds'), fetchTextBodyValues: true },
      ],
    ],
  )
}

let turn = 0

async function flag(client: Client, ids: readonly string[]): Promise<void> {
  const accountId = client.accountOf(MAIL)
  const id = ids[turn++ % ids.length]!
  const value = Math.floor(turn / ids.length) % 2 === 0 ? true : null
  const [answer] = await client.call(
    [CORE, MAIL],
    [['Email/set', { accountId, update: { [id]: { 'keywords/$flagged': value } } }]],
  )
  if (!answer!['updated']) throw new Error(JSON.stringify(answer))
}

async function news(client: Client, inMailbox: string, ids: readonly string[]): Promise<void> {
  const list = { accountId: client.accountOf(MAIL), filter: { inMailbox }, sort: NEWEST_FIRST, ...COUNTED }
  const [before] = await client.call([CORE, MAIL], [['Email/query', { ...list, limit: 1 }]])
  await flag(client, ids)
  const since = { sinceQueryState: before!['queryState'] }
  const [changes] = await client.call([CORE, MAIL], [['Email/queryChanges', { ...list, ...since }]])
  if (typeof changes!['total'] !== 'number') throw new Error(JSON.stringify(changes))
}
