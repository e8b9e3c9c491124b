import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../../test/jmap.ts'
import { deliver } from '../model/deliver.ts'
import { letter } from '../test/house.ts'

let town: TestHouse
let claire: JmapClient
before(async () => {
  town = await testHouse()
  claire = jmapClient(town.url, town.claire)
})
after(() => town.close())

interface Box extends Args {
  id: string
  name: string
  role: string | null
}
const boxes = async (client = claire, accountId = claire.accountId) =>
  ((await client.call('Mailbox/get', { accountId })) as { list: Box[] }).list
const create = async (given: Record<string, Args>) =>
  (await claire.call('Mailbox/set', { create: given })) as {
    created: Record<string, Box> | null
    notCreated: Record<string, { type: string }> | null
  }

test('an account starts with its mailboxes, in its language', async () => {
  assert.deepEqual(
    (await boxes()).map(box => [box.role, box.name]),
    [
      ['inbox', 'Inbox'],
      ['drafts', 'Brouillons'],
      ['sent', 'Envoyés'],
      ['archive', 'Archives'],
      ['junk', 'Indésirables'],
      ['trash', 'Corbeille'],
    ],
  )
})

test('a tree is created in one call, listed as a tree, and destroyed in one call', async () => {
  const { created } = await create({
    inner: { name: '2026', parentId: '#outer' },
    outer: { name: 'Aaa', sortOrder: 50 },
  })
  const [outer, inner] = [created!['outer']!.id, created!['inner']!.id]
  const tree = (await claire.call('Mailbox/query', {
    sortAsTree: true,
    sort: [{ property: 'name' }],
  })) as { ids: string[] }
  assert.equal(tree.ids.indexOf(inner), tree.ids.indexOf(outer) + 1)
  const filtered = (await claire.call('Mailbox/query', { filterAsTree: true, filter: { name: '2026' } })) as {
    ids: string[]
  }
  assert.deepEqual(filtered.ids, [])
  const gone = (await claire.call('Mailbox/set', { destroy: [outer, inner] })) as { destroyed: string[] }
  assert.deepEqual(gone.destroyed.sort(), [outer, inner].sort())
})

test('a mailbox that is wrong in several ways is refused for all of them', async () => {
  const { notCreated } = await create({ box: { colour: 3, unreadEmails: 4, taste: 'sel' } })
  const { type, properties } = notCreated!['box'] as unknown as { type: string; properties: string[] }
  assert.equal(type, 'invalidProperties')
  assert.deepEqual(properties.sort(), ['colour', 'name', 'taste', 'unreadEmails'])
  const [id] = (await boxes()).map(box => box.id)
  const wrong = { name: null, unreadEmails: 7, isSubscribed: 'yes' }
  const { notUpdated } = await claire.call('Mailbox/set', { update: { [id!]: wrong } })
  const fault = (notUpdated as Record<string, { properties: string[] }>)[id!]!
  assert.deepEqual(fault.properties.sort(), ['isSubscribed', 'name', 'unreadEmails'])
})

test('only counts have moved after a delivery, and Mailbox/changes says so', async () => {
  const { state } = (await claire.call('Mailbox/get', { ids: [] })) as { state: string }
  await deliver(town.house, letter(), [{ accountId: town.claire.accountId }])
  const delivered = await claire.call('Mailbox/changes', { sinceState: state })
  assert.deepEqual(delivered['updatedProperties'], [
    'totalEmails',
    'unreadEmails',
    'totalThreads',
    'unreadThreads',
  ])
  const inbox = (await boxes()).find(box => box.role === 'inbox')!
  await claire.call('Mailbox/set', { update: { [inbox.id]: { sortOrder: 3 } } })
  await deliver(town.house, letter(), [{ accountId: town.claire.accountId }])
  const both = await claire.call('Mailbox/changes', { sinceState: state })
  assert.equal(both['updatedProperties'], null)
})

test('a mailbox with emails goes only when they may, and the inbox never', async () => {
  const { created } = await create({ b: { name: 'Dossier' } })
  const id = created!['b']!.id
  const { ids } = (await claire.call('Email/query', { limit: 1 })) as { ids: string[] }
  await claire.call('Email/set', { update: { [ids[0]!]: { mailboxIds: { [id]: true } } } })
  const refused = (await claire.call('Mailbox/set', { destroy: [id] })) as {
    notDestroyed: Record<string, { type: string }>
  }
  assert.equal(refused.notDestroyed[id]!.type, 'mailboxHasEmail')
  const gone = (await claire.call('Mailbox/set', { destroy: [id], onDestroyRemoveEmails: true })) as Args
  assert.deepEqual(gone['destroyed'], [id])
  const inbox = (await boxes()).find(box => box.role === 'inbox')!
  assert.equal((inbox['myRights'] as Args)['mayDelete'], false)
  const kept = (await claire.call('Mailbox/set', { destroy: [inbox.id], onDestroyRemoveEmails: true })) as {
    notDestroyed: Record<string, { type: string }>
  }
  assert.equal(kept.notDestroyed[inbox.id]!.type, 'forbidden')
})

test('a shared mailbox is seen with its rights, its emails and nothing else', async () => {
  await deliver(town.house, letter({ Subject: 'Partagé' }), [{ accountId: town.claire.accountId }])
  const { created } = await create({ s: { name: 'Commune' } })
  const shared = created!['s']!.id
  const { ids } = (await claire.call('Email/query', { limit: 1 })) as { ids: string[] }
  const paulId = `p${town.paul.principalId}`
  await claire.call('Mailbox/set', {
    update: { [shared]: { shareWith: { [paulId]: { mayReadItems: true, maySetSeen: true } } } },
  })
  const paul = jmapClient(town.url, town.paul)
  const there = { accountId: claire.accountId }
  const seen = await boxes(paul, claire.accountId)
  assert.deepEqual(
    seen.map(box => box.id),
    [shared],
  )
  const { state } = (await paul.call('Email/get', { ...there, ids: [] })) as { state: string }
  await claire.call('Email/set', { update: { [ids[0]!]: { [`mailboxIds/${shared}`]: true } } })
  const came = await paul.call('Email/changes', { ...there, sinceState: state })
  assert.deepEqual(came['created'], ids)
  const read = (await paul.call('Email/get', { ...there, ids, properties: ['mailboxIds', 'threadId'] })) as {
    list: { mailboxIds: object; threadId: string }[]
  }
  assert.deepEqual(read.list[0]!.mailboxIds, { [shared]: true })
  const patched = (await paul.call('Email/set', {
    ...there,
    update: { [ids[0]!]: { 'keywords/$seen': true } },
  })) as Args
  assert.deepEqual(patched['notUpdated'] && Object.keys(patched['notUpdated'] as object), ids)
  await claire.call('Email/set', { update: { [ids[0]!]: { mailboxIds: { [shared]: true } } } })
  const alone = (await paul.call('Email/set', {
    ...there,
    update: { [ids[0]!]: { 'keywords/$seen': true } },
  })) as Args
  assert.equal(alone['notUpdated'], null)
  const flagged = (await paul.call('Email/set', {
    ...there,
    update: { [ids[0]!]: { 'keywords/$flagged': true } },
  })) as { notUpdated: Record<string, { type: string }> }
  assert.equal(flagged.notUpdated[ids[0]!]!.type, 'forbidden')
  await claire.call('Mailbox/set', { update: { [shared]: { shareWith: null } } })
  assert.equal(await paul.refusal('Email/get', { ...there, ids }), 'accountNotFound')
})
