import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../../test/jmap.ts'
import { pdf, xlsx } from '../../../wire/document/testing/files.ts'
import { readWaiting } from '../model/attachment/unread.ts'
import { deliver } from '../model/deliver.ts'
import { indexWaiting } from '../model/unindexed.ts'
import { enclosing, TYPES } from '../test/enclosed.ts'

let town: TestHouse
let claire: JmapClient
let id: string
before(async () => {
  town = await testHouse()
  claire = jmapClient(town.url, town.claire)
  const { accountId } = town.claire
  const files = [
    { name: 'Devis charpente.pdf', type: TYPES.pdf, bytes: pdf(['Pannes <douglas> et chevrons']) },
    { name: 'heures.xlsx', type: TYPES.xlsx, bytes: xlsx('Mars', [['Voirie', 'astreinte']]) },
  ]
  await deliver(town.house, enclosing(files), [{ accountId }])
  await indexWaiting(town.house, { accountId })
  await readWaiting(town.house, { accountId })
  await indexWaiting(town.house, { accountId })
  id = (await find({}))[0]!
})
after(() => town.close())

const find = async (filter: Args) => (await claire.call('Email/query', { filter }))['ids'] as string[]
const snippetOf = async (filter: Args) =>
  ((await claire.call('SearchSnippet/get', { filter, emailIds: [id] }))['list'] as Args[])[0]!['preview']

// RFC 8621 §4.4.1
test('the filters "text" and "body" look into attachments', async () => {
  assert.deepEqual(await find({ text: 'chevron' }), [id])
  assert.deepEqual(await find({ body: 'astreinte douglas' }), [id])
  assert.deepEqual(await find({ subject: 'astreinte' }), [])
})

test('an email is found by words of the names of its attachments, case and accents aside', async () => {
  assert.deepEqual(await find({ attachmentName: 'CHARPENTE devis' }), [id])
  assert.deepEqual(await find({ attachmentName: 'heures.xlsx' }), [id])
  assert.deepEqual(await find({ attachmentName: 'astreinte' }), [])
})

// RFC 8621 §5
test('a snippet tells in which file the words stand', async () => {
  assert.equal(
    await snippetOf({ text: 'douglas' }),
    'Devis charpente.pdf — Pannes &lt;<mark>douglas</mark>&gt; et chevrons',
  )
  assert.equal(
    await snippetOf({ text: 'ci-joint' }),
    'Voir <mark>ci</mark>-<mark>joint</mark>. Devis charpente.pdf heures.xlsx',
  )
})
