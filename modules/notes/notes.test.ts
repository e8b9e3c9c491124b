import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { writeId } from '../../lib/id.ts'
import { type TestHouse, testHouse } from '../../test/house.ts'
import { type JmapClient, jmapClient } from '../../test/jmap.ts'

let town: TestHouse
let claire: JmapClient
let paul: JmapClient
before(async () => {
  town = await testHouse()
  claire = jmapClient(town.url, town.claire)
  paul = jmapClient(town.url, town.paul)
})
after(() => town.close())

type Set = {
  created: Record<string, { id: string }>
  updated: object
  newState: string
  notUpdated: Record<string, { type: string }>
}
const create = async (note: object, more: object = {}) => {
  const answer = (await claire.call('Note/set', { create: { n: note }, ...more })) as unknown as Set
  return answer.created['n']!.id
}
const list = async (client: JmapClient, args: object = {}) =>
  (await client.call('Note/get', { accountId: claire.accountId, ids: null, ...args }))['list'] as Record<
    string,
    unknown
  >[]

test('a note is created with its defaults, read, changed and destroyed', async () => {
  const id = await create({ title: 'Devis', body: '<p>Charpente</p>' })
  const [note] = await list(claire, { ids: [id] })
  assert.equal(note!['title'], 'Devis')
  assert.equal(note!['colour'], 'none')
  assert.deepEqual(note!['labels'], {})
  await claire.call('Note/set', { update: { [id]: { 'labels/urgent': true, isPinned: true } } })
  const [changed] = await list(claire, { ids: [id], properties: ['labels', 'isPinned'] })
  assert.deepEqual(changed, { id, labels: { urgent: true }, isPinned: true })
  await claire.call('Note/set', { destroy: [id] })
  assert.deepEqual((await claire.call('Note/get', { ids: [id] }))['notFound'], [id])
})

test('a note is found by its words, as soon as it is written', async () => {
  const id = await create({ title: 'Réunion publique', body: '<p>préparer les affiches</p>' })
  for (const text of ['reunion', 'affiche', 'prepar aff'])
    assert.deepEqual((await claire.call('Note/query', { filter: { text } }))['ids'], [id], text)
})

test('a note is written at once, whatever stands in it and however much its patch says', async () => {
  const begin = performance.now()
  const id = await create({ title: 'Chevrons', body: '<'.repeat(500_000) })
  assert.deepEqual((await claire.call('Note/query', { filter: { text: 'chevrons' } }))['ids'], [id])
  const labels = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`labels/l${at}`, true]))
  const deep = { [`labels${'/a'.repeat(500_000)}`]: true }
  for (const patch of [labels, deep]) {
    const answer = (await claire.call('Note/set', { update: { [id]: patch } })) as unknown as Set
    assert.ok(['invalidProperties', 'invalidPatch'].includes(answer.notUpdated[id]!.type))
  }
  assert.ok(performance.now() - begin < 30_000)
})

test('a question of any length is answered', async () => {
  const words = Array.from({ length: 100_000 }, (_, at) => `mot${at}`).join(' ')
  const begin = performance.now()
  for (const text of [words, `"${words}"`, 'x'.repeat(1_000_000)])
    assert.deepEqual((await claire.call('Note/query', { filter: { text } }))['ids'], [])
  assert.ok(performance.now() - begin < 10_000)
})

test('what no row can hold is refused where it stands, and keeps no other change from being made', async () => {
  assert.equal(await claire.refusal('Note/query', { filter: { label: 'a\0' } }), 'invalidArguments')
  assert.equal(await claire.refusal('Note/query', { filter: { text: 'a\0' } }), 'invalidArguments')
  const year0 = { updatedAfter: '0000-01-01T00:00:00Z' }
  assert.equal(await claire.refusal('Note/query', { filter: year0 }), 'invalidArguments')
  const create = { a: { title: 'Une' }, b: { title: 'Deux' } }
  for (const clientKeys of [{ a: 'k', b: 'k' }, { a: '\0' }, { a: 'k'.repeat(300) }])
    assert.equal(await claire.refusal('Note/set', { create, clientKeys }), 'invalidArguments')
  const { notCreated, created } = (await claire.call('Email/set', {
    create: { leap: { sentAt: '2016-12-31T23:59:60Z', mailboxIds: {} }, none: { mailboxIds: {} } },
  })) as { notCreated: Record<string, { type: string }>; created: null }
  assert.deepEqual([Object.keys(notCreated), created], [['leap', 'none'], null])
})

test('what is wrong in a creation is told by property, and the others are made', async () => {
  const answer = await claire.call('Note/set', {
    create: { good: { title: 'ok' }, long: { title: 'x'.repeat(301) }, odd: { colour: 'mauve', nothing: 1 } },
  })
  assert.deepEqual(Object.keys(answer['created'] as object), ['good'])
  const refused = answer['notCreated'] as Record<string, { type: string; properties: string[] }>
  assert.deepEqual(refused['long']!.properties, ['title'])
  assert.equal(refused['odd']!.type, 'invalidProperties')
})

test('a creation retried after a lost answer is made once', async () => {
  const first = await create({ title: 'once' }, { clientKeys: { n: 'k1' } })
  const second = await create({ title: 'once' }, { clientKeys: { n: 'k1' } })
  assert.equal(second, first)
})

test('a note is shared with a colleague, who reads and changes it, and no other', async () => {
  const shared = await create({ title: 'partagée' })
  const own = await create({ title: 'à moi' })
  assert.equal(await paul.refusal('Note/get', { accountId: claire.accountId, ids: null }), 'accountNotFound')
  const colleague = writeId('p', town.paul.principalId)
  await claire.call('Note/set', { update: { [shared]: { shareWith: { [colleague]: { mayRead: true } } } } })
  const seen = await list(paul)
  assert.deepEqual(
    seen.map(note => note['id']),
    [shared],
  )
  assert.deepEqual(seen[0]!['myRights'], { mayRead: true, mayWrite: false, mayShare: false })
  const write = (id: string) =>
    paul.call('Note/set', { accountId: claire.accountId, update: { [id]: { title: 'Paul' } } })
  assert.equal(((await write(shared)) as unknown as Set).notUpdated[shared]!.type, 'forbidden')
  assert.equal(((await write(own)) as unknown as Set).notUpdated[own]!.type, 'notFound')
  await claire.call('Note/set', { update: { [shared]: { [`shareWith/${colleague}/mayWrite`]: true } } })
  await write(shared)
  assert.equal((await list(claire, { ids: [shared] }))[0]!['title'], 'Paul')
  await claire.call('Note/set', { update: { [shared]: { shareWith: null } } })
  assert.equal(await paul.refusal('Note/get', { accountId: claire.accountId, ids: null }), 'accountNotFound')
})
