import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { unzipSync } from 'fflate'
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

const attachments = async (client: JmapClient) => {
  const args = { ids: [id], properties: ['attachments'], accountId: claire.accountId }
  return ((await client.call('Email/get', args))['list'] as Args[])[0]?.['attachments'] as Args[]
}
const blobOf = async (at: number) => (await attachments(claire))[at]!['blobId'] as string

test('what a file says is read for a preview', async () => {
  const args = { blobId: await blobOf(1), type: TYPES.xlsx, name: 'heures.xlsx' }
  const { state, pieces, isCut } = await claire.call('Attachment/read', args)
  const rows = [['Voirie', 'astreinte']]
  assert.deepEqual(
    { state, pieces, isCut },
    { state: 'read', pieces: [{ title: 'Mars', rows }], isCut: false },
  )
})

test('a file of no kind that can be read is said to be one', async () => {
  const args = { blobId: await blobOf(1), type: 'application/x-chess', name: 'partie.chess' }
  assert.equal((await claire.call('Attachment/read', args))['state'], 'unknown')
})

test('nobody reads a file of an account that they do not reach, or that their own does not hold', async () => {
  const paul = jmapClient(town.url, town.paul)
  const args = { blobId: await blobOf(1), type: TYPES.xlsx, name: 'heures.xlsx' }
  await assert.rejects(
    paul.call('Attachment/read', { ...args, accountId: claire.accountId }),
    /accountNotFound/,
  )
  await assert.rejects(paul.call('Attachment/read', args), /notFound/)
})

const archiveOf = (client: JmapClient, blobId: string, accountId = client.accountId) =>
  fetch(`${town.url}/jmap/download/${accountId}/${blobId}/tout.zip?type=application/zip&attachments`, {
    headers: { authorization: client.authorization },
  })
const messageBlob = async () =>
  ((await claire.call('Email/get', { ids: [id], properties: ['blobId'] }))['list'] as Args[])[0]![
    'blobId'
  ] as string

test('all files of a message come in one ZIP, each under a name of its own', async () => {
  const { accountId } = town.claire
  const same = { name: 'page.pdf', type: TYPES.pdf, bytes: pdf(['un']) }
  const files = [
    same,
    { ...same, bytes: pdf(['deux']) },
    { name: '../é.txt', type: 'text/plain', bytes: Buffer.from('x') },
  ]
  await deliver(town.house, enclosing(files, { Subject: 'trois' }), [{ accountId }])
  const [three] = await find({ subject: 'trois' })
  const got = (await claire.call('Email/get', { ids: [three], properties: ['blobId'] }))['list'] as Args[]
  const response = await archiveOf(claire, String(got[0]!['blobId']))
  assert.equal(response.headers.get('content-type'), 'application/zip')
  const entries = unzipSync(new Uint8Array(await response.arrayBuffer()))
  assert.deepEqual(Object.keys(entries), ['page.pdf', 'page (2).pdf', 'é.txt'])
  assert.deepEqual(Buffer.from(entries['page (2).pdf']!), pdf(['deux']))
})

test('a ZIP is refused where the message is out of reach, and where there is no file', async () => {
  const paul = jmapClient(town.url, town.paul)
  assert.equal((await archiveOf(paul, await messageBlob())).status, 404)
  assert.equal((await archiveOf(paul, await messageBlob(), claire.accountId)).status, 404)
  assert.equal((await archiveOf(claire, await blobOf(0))).status, 404)
})
