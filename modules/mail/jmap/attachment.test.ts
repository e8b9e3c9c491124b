import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { unzipSync } from 'fflate'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../../test/jmap.ts'
import { pdf, xlsx } from '../../../wire/document/testing/files.ts'
import { winmail } from '../../../wire/tnef/testing/winmail.ts'
import { readWaiting } from '../model/attachment/unread.ts'
import { deliver } from '../model/deliver.ts'
import { indexWaiting } from '../model/unindexed.ts'
import { type Enclosed, enclosing, TYPES } from '../test/enclosed.ts'

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

/** The only file of a message that has arrived, and the message. */
async function arrived(subject: string, file: Enclosed): Promise<{ file: Args; blobId: string }> {
  await deliver(town.house, enclosing([file], { Subject: subject }), [{ accountId: town.claire.accountId }])
  const [email] = await find({ subject })
  const got = await claire.call('Email/get', { ids: [email], properties: ['attachments', 'blobId'] })
  const { attachments, blobId } = (got['list'] as { attachments: Args[]; blobId: string }[])[0]!
  return { file: attachments[0]!, blobId }
}
const bytesOf = async (blobId: unknown) => {
  const url = `${town.url}/jmap/download/${claire.accountId}/${blobId}/x`
  const response = await fetch(url, { headers: { authorization: claire.authorization } })
  return Buffer.from(await response.arrayBuffer())
}

test('a winmail.dat is opened as the message that it is, and its files are downloaded one by one or all', async () => {
  const inner = winmail({ text: 'plus bas', files: [{ name: 'c.txt', bytes: Buffer.from('au fond') }] })
  const bytes = winmail({
    subject: 'Ordre du jour',
    html: '<p onclick="x()">Bonjour<script>1</script><img src="https://pixel.example/x"></p>',
    files: [
      { name: 'a.pdf', type: 'application/pdf', bytes: pdf(['ardoise']) },
      { name: 'transfert', bytes: inner, isMessage: true },
    ],
  })
  const { file, blobId } = await arrived('winmail', {
    name: 'winmail.dat',
    type: 'application/ms-tnef',
    bytes,
  })
  const opened = await claire.call('Attachment/open', { blobId: file['blobId'] })
  assert.deepEqual([opened['state'], opened['subject']], ['read', 'Ordre du jour'])
  assert.match(String(opened['html']), /^<p>Bonjour/)
  assert.doesNotMatch(String(opened['html']), /script|onclick|pixel\.example/)
  const [first, second] = opened['attachments'] as Args[]
  assert.deepEqual(await bytesOf(first!['blobId']), pdf(['ardoise']))
  const within = await claire.call('Attachment/open', { blobId: second!['blobId'] })
  assert.deepEqual((await bytesOf((within['attachments'] as Args[])[0]!['blobId'])).toString(), 'au fond')
  for (const id of [blobId, String(file['blobId'])]) {
    const entries = unzipSync(new Uint8Array(await (await archiveOf(claire, id)).arrayBuffer()))
    assert.deepEqual(Object.keys(entries), ['a.pdf', 'transfert'])
  }
})

test('the text of a winmail.dat that is packed as RTF is read', async () => {
  const bytes = winmail({ rtf: String.raw`{\rtf1\ansi R\'e9union}` })
  const { file } = await arrived('rtf', { name: 'winmail.dat', type: 'application/octet-stream', bytes })
  const opened = await claire.call('Attachment/open', { blobId: file['blobId'] })
  assert.match(String(opened['html']), /Réunion/)
})

test('a winmail.dat whose text is longer than what is shown of it says so', async () => {
  const opened = async (name: string, lines: number) => {
    const bytes = winmail({ text: 'x\r\n'.repeat(lines) })
    const { file } = await arrived(name, { name: 'winmail.dat', type: 'application/ms-tnef', bytes })
    return await claire.call('Attachment/open', { blobId: file['blobId'] })
  }
  assert.equal((await opened('court', 10))['isCut'], false)
  assert.equal((await opened('long', 100_001))['isCut'], true)
})

test('a winmail.dat that is none is said to be broken', async () => {
  const bytes = Buffer.from('nothing of it')
  const { file } = await arrived('abîmé', { name: 'winmail.dat', type: 'application/ms-tnef', bytes })
  const opened = await claire.call('Attachment/open', { blobId: file['blobId'] })
  assert.deepEqual([opened['state'], opened['attachments']], ['broken', []])
})

test('a message that is a file is rendered clean, its pictures as downloads, however it was enclosed', async () => {
  const message = [
    'From: x@exemple.example',
    'Subject: dedans',
    'Content-Type: multipart/related; boundary=r',
    '',
    '--r',
    'Content-Type: text/html',
    '',
    '<p>Dedans<img src="cid:p1"><img src="https://pixel.example/x.gif"><script>1</script></p>',
    '--r',
    'Content-Type: image/png; name=p.png',
    'Content-ID: <p1>',
    '',
    'une image',
    '--r--',
    '',
  ].join('\r\n')
  // In base64, under a type that says nothing: so do many programs.
  const { file } = await arrived('eml', {
    name: 'message.eml',
    type: 'application/octet-stream',
    bytes: Buffer.from(message),
  })
  const { list } = await claire.call('Email/render', { blobIds: [file['blobId']] })
  const [{ html, blockedRemote }] = list as [{ html: string; blockedRemote: number }]
  assert.equal(blockedRemote, 1)
  assert.doesNotMatch(html, /script|pixel\.example/)
  const [, picture] = /src="([^"]*download[^"]*)"/.exec(html)!
  const url = town.url + picture!.replaceAll('&amp;', '&')
  const response = await fetch(url, { headers: { authorization: claire.authorization } })
  assert.equal(await response.text(), 'une image')
})

test('nobody opens a file of an account that they do not reach', async () => {
  const paul = jmapClient(town.url, town.paul)
  const args = { accountId: claire.accountId, blobId: await blobOf(1) }
  assert.equal(await paul.refusal('Attachment/open', args), 'accountNotFound')
  assert.equal(
    await paul.refusal('Email/render', { accountId: claire.accountId, blobIds: [args.blobId] }),
    'accountNotFound',
  )
  const { list } = await paul.call('Email/render', { blobIds: [args.blobId] })
  assert.deepEqual(list, [])
})
