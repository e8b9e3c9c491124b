import type { TestContext } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { Chance } from '../../../modules/mail/test/random.ts'
import { email, mailbox, thread } from '../../../modules/mail/types.ts'
import { ONE_ROW_A_THREAD } from '../../../modules/mail/web/list/one-row.ts'
import type { Client } from '../../../web/sync/client.ts'
import type { Query } from '../../../web/sync/query/query.ts'
import { isUpToDate, openTab, until } from '../../../web/sync/testing/house.ts'
import type { JsonObject } from '../../../wire/jmap/json.ts'
import { eventually } from '../../eventually.ts'
import type { JmapClient } from '../../jmap.ts'
import type { Hand } from './hands.ts'

/** The web app's client: what it does is shown at once and sent behind, and what others do is pushed to it. */
export interface Tab {
  readonly hand: Hand
  /** Once all is sent and told: each list shows what the server says, and each row of it. */
  settled(): Promise<void>
}

const LISTED = { Email: ['threadId', 'mailboxIds', 'keywords', 'size'], Mailbox: ['name', 'totalEmails'] }

export async function openWorkingTab(
  t: TestContext,
  jmap: JmapClient,
  inbox: string,
  archive: string,
  { pick }: Chance,
): Promise<Tab> {
  const house = { url: jmap.url, headers: { authorization: jmap.authorization } }
  const { client } = await openTab(t, house, { types: [mailbox, thread, email], listed: LISTED })
  const filters = [{ inMailbox: inbox }, { inMailbox: inbox, notKeyword: '$seen' }, { inMailbox: archive }]
  const sort = [{ property: 'receivedAt', isAscending: false }]
  const lists = filters.map(filter => ({
    question: { filter, sort, collapseThreads: true },
    query: client.query('Email', { filter, sort, ...ONE_ROW_A_THREAD }),
  }))
  for (const { query } of lists) {
    query.subscribe(() => {})
    query.need(0, 50)
  }
  await until('the lists are there', () => lists.every(({ query }) => query.rows.total !== null))
  return {
    hand: async () => {
      const ids = pick(lists).query.rows.ids.slice(0, 10)
      const id = ids.length > 0 ? pick(ids) : undefined
      if (id === undefined) return
      const patches = [
        { [`keywords/${pick(['$seen', '$flagged', 'urgent'])}`]: pick([true, null]) },
        { mailboxIds: { [pick([inbox, archive])]: true } },
      ]
      await client.update('Email', id, pick(patches)).saved
    },
    settled: async () => {
      await until('all is sent', () => isUpToDate(client))
      for (const { question, query } of lists) await sameAs(jmap, question, client, query)
    },
  }
}

/** A push may still be on its way. */
const sameAs = (jmap: JmapClient, question: object, client: Client, query: Query): Promise<unknown> =>
  eventually(
    async () => {
      const { ids } = await jmap.call('Email/query', { ...question })
      query.need(0, (ids as string[]).length)
      const properties = ['id', ...LISTED.Email]
      const { list } = await jmap.call('Email/get', { ids, properties })
      const shown = query.rows.ids.map(id => (id === undefined ? undefined : client.read('Email', id)))
      const records = new Map((list as JsonObject[]).map(record => [record['id'], record]))
      return {
        wanted: (ids as string[]).map(id => records.get(id)),
        shown: shown.map(record => record && only(record, properties)),
      }
    },
    ({ wanted, shown }) => isDeepStrictEqual(shown, wanted),
  )

const only = (record: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(names.map(name => [name, record[name]!]))
