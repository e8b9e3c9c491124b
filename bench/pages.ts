import { type Client, CORE, inboxOf, MAIL } from './jmap.ts'
import { LETTERS } from './letters.ts'

type Act = () => Promise<unknown>

/** What a reader of the web app asks of an inbox, and what was measured of it. */
export interface Pages<P> {
  readonly first: P
  /** Fifty emails from the middle on. */
  readonly deep: P
  readonly found: P
  /** By a word that every email has, with their number. */
  readonly common: P
  /** By who sent them, with their number. */
  readonly sender: P
  /** Fifty further down in a list by sender. */
  readonly sorted: P
  readonly thread: P
  readonly flag: P
  /** A flag, and the list of conversations brought up to date. */
  readonly news: P
}

/** Of an inbox full of letters. */
export async function pages<P>(
  client: Client,
  emails: number,
  measure: (what: string, act: Act) => Promise<P>,
): Promise<Pages<P>> {
  const inMailbox = await inboxOf(client)
  const ids = await someIds(client, inMailbox)
  const first = { filter: { inMailbox } }
  const deep = { filter: { inMailbox }, position: emails / 2 }
  const found = { filter: { inMailbox, text: 'item 42' } }
  const common = { filter: { inMailbox, text: 'council' }, ...COUNTED }
  const sender = { filter: { inMailbox, from: 'sender14' }, ...COUNTED }
  const sorted = { filter: { inMailbox }, sort: BY_SENDER, ...COUNTED }
  let position = 0
  const further = () => {
    position = (position + PAGE) % (emails - PAGE)
    return page(client, { ...sorted, position }, PAGE)
  }
  return {
    first: await measure('the first page', () => page(client, first, PAGE)),
    deep: await measure('a page of the middle', () => page(client, deep, PAGE)),
    found: await measure('what words find', () => page(client, found, Math.min(PAGE, emails / LETTERS))),
    common: await measure('what a word of all finds', () => page(client, common, PAGE)),
    sender: await measure('what came from one', () => page(client, sender, Math.min(PAGE, emails / 100))),
    sorted: await measure('a list by sender', further),
    thread: await measure('a thread', () => thread(client, ids[0]!)),
    flag: await measure('a flag', () => flag(client, ids)),
    news: await measure('what changed in a list', () => news(client, inMailbox, ids)),
  }
}

const PAGE = 50
/** As the web app asks for it. */
const COUNTED = { collapseThreads: true, calculateTotal: true }
const NEWEST_FIRST = [{ property: 'receivedAt', isAscending: false }]
const BY_SENDER = [{ property: 'from', isAscending: true }, ...NEWEST_FIRST]
/** With what a row of the list shows. */
const LIST_PROPERTIES = [
  'threadId',
  'mailboxIds',
  'keywords',
  'from',
  'subject',
  'receivedAt',
  'preview',
  'hasAttachment',
]

/** A page of the list on a screen, newest first, with all that its rows show: at least so many. */
async function page(client: Client, query: object, least: number): Promise<void> {
  const accountId = client.accountOf(MAIL)
  const ids = { resultOf: 'c0', name: 'Email/query', path: '/ids' }
  const answers = await client.call(
    [CORE, MAIL],
    [
      ['Email/query', { accountId, sort: NEWEST_FIRST, limit: PAGE, ...query }],
      ['Email/get', { accountId, '#ids': ids, properties: LIST_PROPERTIES }],
    ],
  )
  const { length } = answers[1]!['list'] as unknown[]
  if (length < least) throw new Error(`${length} emails came instead of ${least}`)
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
async function thread(client: Client, id: string): Promise<void> {
  const accountId = client.accountOf(MAIL)
  const of = (resultOf: string, name: string, path: string) => ({ resultOf, name, path })
  const answers = await client.call(
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
  const { length } = answers[2]!['list'] as unknown[]
  if (length !== 1) throw new Error(`${length} emails are in the thread instead of 1`)
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
