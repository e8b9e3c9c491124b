import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { writeAccountId } from '../../../../lib/id.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { type JmapClient, jmapClient } from '../../../../test/jmap.ts'
import type { Ask, Mark, News } from '../../../../web/face/notify.ts'
import { EMAIL_ARRIVAL } from '../../types.ts'
import { mailNotifier } from './notify.ts'

let town: TestHouse
let claire: JmapClient
let accountId: string
before(async () => {
  town = await testHouse()
  claire = jmapClient(town.url, town.claire)
  accountId = claire.accountId
})
after(() => town.close())

const ask: Ask = async (using, methodCalls) => {
  const { authorization, url } = claire
  const response = await fetch(`${url}/jmap/api`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ using, methodCalls }),
  })
  const { methodResponses } = (await response.json()) as { methodResponses: [string, object][] }
  return methodResponses.map(([name, args]) => {
    assert.notEqual(name, 'error', JSON.stringify(args))
    return args as Readonly<Record<string, unknown>>
  })
}

/** As a delivery would leave it. */
async function receive(fields: Record<string, unknown>): Promise<void> {
  const email = { mailboxIds: { [await mailboxOf('inbox')]: true }, from: PAUL, ...fields }
  const answer = await claire.call('Email/set', { create: { e: email } })
  assert.ok(answer['created'], JSON.stringify(answer))
}

const PAUL = [{ name: 'Paul Rivière', email: 'paul@ailleurs.example' }]
const from = (name: string) => [{ name, email: `${name}@ailleurs.example` }]

async function mailboxOf(role: string): Promise<string> {
  const { list } = (await claire.call('Mailbox/get')) as { list: { id: string; role: string }[] }
  return list.find(box => box.role === role)!.id
}

const look = (since: Mark | null) => mailNotifier.look(ask, accountId, since, 'fr')

/** What is told of from now on. */
const mark = async () => (await look(null)).mark

test('what came before one began to look is no news, what comes after is, once', async () => {
  await receive({ subject: 'Avant' })
  const since = await mark()
  await receive({ subject: 'Après' })
  const { news, mark: next, waiting } = await look(since)
  const [first] = news
  assert.deepEqual([news.length, first!.title, first!.text], [1, 'Paul Rivière', 'Après'])
  assert.equal(first!.href, `/mail/${accountId}/inbox/${first!.id}`)
  assert.equal(waiting, 2)
  assert.deepEqual((await look(next)).news, [])
})

test('what was read elsewhere, or is older than what was told, is no news', async () => {
  const since = await mark()
  await receive({ subject: 'Lu', keywords: { $seen: true } })
  await receive({ subject: 'Importé', receivedAt: '2020-01-01T00:00:00Z' })
  assert.deepEqual((await look(since)).news, [])
})

test('messages of one conversation are one piece of news, by all who wrote', async () => {
  const since = await mark()
  await receive({ subject: 'Réunion', from: from('Ali'), messageId: ['r1@ailleurs.example'] })
  await receive({ subject: 'Re: Réunion', from: from('Bea'), inReplyTo: ['r1@ailleurs.example'] })
  const { news } = await look(since)
  assert.equal(news.length, 1)
  assert.deepEqual(news[0]!.title.split(', ').sort(), ['Ali', 'Bea'])
  assert.equal(news[0]!.recordIds.length, 2)
})

const newsOf = async (subject: string): Promise<News> => {
  const since = await mark()
  await receive({ subject })
  return (await look(since)).news[0]!
}

interface Seen {
  keywords: Record<string, true>
  mailboxIds: Record<string, true>
}

async function see(id: string | undefined): Promise<Seen> {
  const properties = ['keywords', 'mailboxIds']
  const { list } = (await claire.call('Email/get', { ids: [id], properties })) as { list: Seen[] }
  return list[0]!
}

test('what is told of is marked as read, and waits no more', async () => {
  const news = await newsOf('À lire')
  const waiting = async () => [...(await mailNotifier.waiting(ask, accountId, news.recordIds))]
  assert.deepEqual(await waiting(), news.recordIds)
  await mailNotifier.act(ask, 'read', news)
  assert.deepEqual(await waiting(), [])
  assert.ok((await see(news.recordIds[0])).keywords['$seen'])
})

test('a conversation that is told of is archived where it lies in the inbox', async () => {
  const news = await newsOf('À classer')
  await mailNotifier.act(ask, 'archive', news)
  const { mailboxIds } = await see(news.recordIds[0])
  assert.deepEqual(Object.keys(mailboxIds), [await mailboxOf('archive')])
})

test('only what is seen as a whole can be told of', async () => {
  const session = async (client: JmapClient) => {
    const { authorization, url } = client
    const response = await fetch(`${url}/.well-known/jmap`, { headers: { authorization } })
    return (await response.json()) as { accounts: Record<string, Parameters<typeof mailNotifier.covers>[0]> }
  }
  const { accounts } = await session(claire)
  assert.ok(mailNotifier.covers(accounts[accountId]!))
  assert.ok(!mailNotifier.covers(accounts[writeAccountId(town.organisationId)]!))
  assert.equal(mailNotifier.type, EMAIL_ARRIVAL)
})
