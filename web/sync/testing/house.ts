import 'fake-indexeddb/auto'
import type { TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { JsonObject } from '../../../wire/jmap/json.ts'
import type { Client } from '../client.ts'
import { createClient } from '../create-client.ts'
import type { ClientOptions } from '../options.ts'
import { Connection } from '../transport/connection.ts'
import { UnreliableNetwork } from './network.ts'
import { LISTED, note } from './note.ts'

/** A server that has the type Note, wherever it runs. */
export interface House {
  readonly url: string
  /** What signs a request in. */
  readonly headers: Readonly<Record<string, string>>
}

let databases = 0

/** A browser of its own: what is kept under one name is one browser. */
export const newBrowser = (): string => `test${databases++}`

export interface Opened {
  readonly client: Client
  readonly network: UnreliableNetwork
  readonly errors: unknown[]
}

/** Opens a tab, and closes it at the end of the test. */
export async function openTab(
  t: TestContext,
  house: House,
  options: Partial<ClientOptions> & { network?: UnreliableNetwork } = {},
): Promise<Opened> {
  const network = options.network ?? new UnreliableNetwork(house.headers)
  const errors: unknown[] = []
  const client = await createClient({
    types: [note],
    listed: LISTED,
    baseUrl: house.url,
    name: newBrowser(),
    pause: () => 5,
    onError: error => errors.push(error),
    ...options,
    network,
  })
  t.after(() => client.close())
  return { client, network, errors }
}

/** Opens one while the server cannot be reached. */
export function openOffline(t: TestContext, house: House, name: string): Promise<Opened> {
  const network = new UnreliableNetwork(house.headers)
  network.isDown = true
  return openTab(t, house, { name, network })
}

/** Another client of the same account, that speaks plain JMAP. */
export class Remote {
  readonly #connection: Connection

  constructor(house: House) {
    this.#connection = new Connection(new UnreliableNetwork(house.headers), house.url)
  }

  async call(method: string, args: JsonObject): Promise<JsonObject> {
    const session = await this.#connection.confirm()
    const accountId = session.primaryAccounts[note.capability]
    const answers = await this.#connection.ask(
      [note.capability],
      [[`Note/${method}`, { accountId, ...args }, 'c']],
    )
    return answers.read('c', `Note/${method}`)
  }

  async create(record: JsonObject): Promise<string> {
    const { created } = await this.call('set', { create: { k: record } })
    return (created as { k: { id: string } }).k.id
  }

  async createMany(count: number): Promise<void> {
    for (let at = 0; at < count; at += 50) {
      const some = Array.from({ length: Math.min(50, count - at) }, (_, i) => at + i)
      await this.call('set', {
        create: Object.fromEntries(some.map(n => [`k${n}`, { title: `n° ${n}`, rank: n * 10 }])),
      })
    }
  }

  async update(id: string, patch: JsonObject): Promise<void> {
    await this.call('set', { update: { [id]: patch } })
  }

  async destroy(id: string): Promise<void> {
    await this.call('set', { destroy: [id] })
  }

  async read(id: string): Promise<JsonObject | undefined> {
    return ((await this.call('get', { ids: [id] }))['list'] as JsonObject[])[0]
  }

  /** Every record, in the order of the ranks. */
  async all(): Promise<JsonObject[]> {
    const { ids } = await this.call('query', { sort: [{ property: 'rank' }] })
    const records: JsonObject[] = []
    for (let at = 0; at < (ids as string[]).length; at += 50) {
      const some = (ids as string[]).slice(at, at + 50)
      const list = (await this.call('get', { ids: some }))['list'] as { id: string }[]
      records.push(...some.map(id => list.find(record => record.id === id)!))
    }
    return records
  }
}

const PATIENCE_MS = 10_000

/** Waits until something holds. */
export async function until(what: string, holds: () => unknown): Promise<void> {
  const end = Date.now() + PATIENCE_MS
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`it never came that ${what}`)
    await pause(2)
  }
}

/** A whole list, with its records. */
export async function wholeList(client: Client, query = client.query('Note')): Promise<JsonObject[]> {
  await until('the list is loaded', () => {
    query.need(0, Math.max(1, query.rows.total ?? 1))
    return query.rows.total !== null && query.rows.ids.every(id => id !== undefined)
  })
  const ids = query.rows.ids as string[]
  await client.fetch('Note', ids, Object.keys(note.properties))
  return ids.map(id => client.read('Note', id)!)
}

export const isUpToDate = (client: Client): boolean =>
  client.syncState.kind === 'upToDate' && client.syncState.pending === 0
