import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { setDelegates } from '../../../core/delegation.ts'
import { delegateBit } from '../../../store/access.ts'
import { sql } from '../../../store/sql.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../../test/jmap.ts'
import { deliver } from '../model/deliver.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const MB = 1024 * 1024
const SIZE = 24 * MB
/** Other at each place, so that a range that is off is seen. */
const film = Buffer.alloc(SIZE)
for (let at = 0; at < SIZE; at += 4) film.writeUInt32LE((at * 2654435761) % 2 ** 32, at)

let town: TestHouse
let claire: JmapClient
let paul: JmapClient
let parts: { blobId: string; size: number; name: string }[]
before(async () => {
  town = await testHouse()
  claire = jmapClient(town.url, town.claire)
  paul = jmapClient(town.url, town.paul)
  const lines = film.toString('base64').replace(/.{76}/g, '$&\r\n')
  const part = (encoding: string, name: string, body: string) =>
    `--x\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: ${encoding}\r\n` +
    `Content-Disposition: attachment; filename=${name}\r\n\r\n${body}\r\n`
  const message = [
    'From: anna@example.org\r\nSubject: Film\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n',
    part('base64', 'film.bin', lines),
    part('quoted-printable', 'note.txt', 'caf=C3=A9 =\r\nserr=C3=A9'),
    part('7bit', 'plain.txt', 'Bonjour tout le monde'),
    '--x--\r\n',
  ].join('')
  await deliver(town.house, Buffer.from(message), [{ accountId: town.claire.accountId }])
  const { ids } = await claire.call('Email/query', { filter: { subject: 'Film' } })
  const { list } = await claire.call('Email/get', { ids, properties: ['attachments'] })
  parts = (list as Args[])[0]!['attachments'] as typeof parts
})
after(() => town.close())

const download = ({ blobId }: { blobId: string }, range?: string, client = claire) =>
  fetch(`${town.url}/jmap/download/${claire.accountId}/${blobId}/x`, {
    headers: { authorization: client.authorization, ...(range && { range: `bytes=${range}` }) },
  })

const bytesOf = async (response: Promise<Response>) => Buffer.from(await (await response).arrayBuffer())
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

test('a part is what it was before it was encoded, whole and in any range', async () => {
  const [whole, note, plain] = parts
  const response = await download(whole!)
  assert.equal(response.headers.get('content-length'), String(SIZE))
  assert.equal(digest(Buffer.from(await response.arrayBuffer())), digest(film))
  for (const [from, to] of [
    [0, 0],
    [1, 100],
    [SIZE / 2 - 3, SIZE / 2 + 70_000],
    [SIZE - 5, SIZE - 1],
  ] as const)
    assert.deepEqual(await bytesOf(download(whole!, `${from}-${to}`)), film.subarray(from, to + 1))
  assert.equal((await bytesOf(download(note!))).toString(), 'café serré')
  assert.equal((await bytesOf(download(note!, '6-8'))).toString(), 'ser')
  assert.equal((await bytesOf(download(plain!, '8-11'))).toString(), 'tout')
})

test('many who are slow to take a large part hold little of it in memory', async () => {
  collectGarbage()
  const before = process.memoryUsage().arrayBuffers
  const answers = await Promise.all(Array.from({ length: 8 }, () => download(parts[0]!)))
  collectGarbage()
  const held = process.memoryUsage().arrayBuffers - before
  for (const { body } of answers) await body!.cancel()
  // The message is 33 MB, the part 24.
  assert.ok(held < 20 * MB, `${Math.round(held / MB)} MB are held`)
})

test('who takes a part of another’s mail along is in the audit, and who may not gets nothing', async () => {
  assert.equal((await download(parts[2]!, undefined, paul)).status, 404)
  const delegates = new Map([[town.paul.principalId, delegateBit('mayRead')]])
  const owner = { id: town.claire.principalId, name: 'Claire' }
  await town.house.db.write(tx => setDelegates(tx, null, town.organisationId, owner, delegates))
  const told = () =>
    town.house.db.rows<Args>(sql`
      select actor_name as who, target_name as whose from audit_entry
      where account_id = ${town.organisationId} and action = 'mailOpened'`)
  assert.deepEqual(await told(), [])
  assert.equal((await bytesOf(download(parts[2]!, undefined, paul))).toString(), 'Bonjour tout le monde')
  assert.equal((await download(parts[2]!)).status, 200)
  assert.deepEqual(await told(), [{ who: 'Paul', whose: 'Claire' }])
})
