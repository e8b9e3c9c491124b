import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { after, before, test } from 'node:test'
import { forgetUploads } from '../../core/upload.ts'
import type { AccountId } from '../../lib/id.ts'
import { sql } from '../../store/sql.ts'
import { type TestHouse, testHouse } from '../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../test/jmap.ts'
import { LIMITS } from './limits.ts'

const ROOM = 2 * 2 ** 20
const MOST = 100

let town: TestHouse
before(async () => {
  town = await testHouse(undefined, { BASTIDE_UPLOADS_BYTES: `${ROOM}`, BASTIDE_UPLOADS_COUNT: `${MOST}` })
})
after(() => town.close())

const send = (client: JmapClient, body: Buffer | ReadableStream): Promise<Response> =>
  fetch(`${town.url}/jmap/upload/${client.accountId}`, {
    method: 'POST',
    headers: { authorization: client.authorization, 'content-type': 'message/rfc822' },
    body: Buffer.isBuffer(body) ? new Uint8Array(body) : body,
    ...(!Buffer.isBuffer(body) && { duplex: 'half' }),
  })

async function upload(client: JmapClient, body: Buffer): Promise<string> {
  const response = await send(client, body)
  assert.equal(response.status, 201)
  return ((await response.json()) as { blobId: string }).blobId
}

const megabyte = (fill: string) => Buffer.alloc(2 ** 20, fill)
const letterOf = (subject: string) =>
  Buffer.from(`From: a@montauzan.fr\r\nSubject: ${subject}\r\n\r\n${'x'.repeat(2 ** 20)}`)

const held = async ({ accountId }: { accountId: AccountId }): Promise<number> =>
  (await town.house.db.row<{ n: number }>(
    sql`select count(*)::int as n from blob where account_id = ${accountId}`,
  ))!.n

test('an account holds only so much that no record holds, and is told so in words', async () => {
  const claire = jmapClient(town.url, town.claire)
  await upload(claire, megabyte('a'))
  await upload(claire, megabyte('b').subarray(1))
  const refused = await send(claire, megabyte('c'))
  assert.equal(refused.status, 413)
  const problem = (await refused.json()) as Args
  assert.equal(problem['type'], 'urn:bastide:error:overQuota')
  assert.match(String(problem['detail']), /2 MiB or 100 files .* no record holds them: try again later/)
  const chunked = await send(claire, new Blob([new Uint8Array(megabyte('d'))]).stream())
  assert.equal(chunked.status, 413)
  const made = await claire.call('Blob/upload', { create: { b: { data: [{ 'data:asText': 'deux' }] } } })
  assert.equal((made['notCreated'] as Record<string, Args>)['b']!['type'], 'overQuota')
  assert.equal(await held(town.claire), 2)
})

test('what a message holds counts no longer, nor what was uploaded more than a day ago', async () => {
  const paul = jmapClient(town.url, town.paul)
  const [inbox] = (await paul.call('Mailbox/query', { filter: { role: 'inbox' } }))['ids'] as string[]
  for (const subject of ['un', 'deux', 'trois']) {
    const blobId = await upload(paul, letterOf(subject))
    const emails = { e: { blobId, mailboxIds: { [inbox!]: true } } }
    assert.ok((await paul.call('Email/import', { emails }))['created'])
  }
  await upload(paul, megabyte('a'))
  assert.equal((await send(paul, megabyte('b').fill('b'))).status, 201)
  assert.equal((await send(paul, megabyte('c'))).status, 413)
  const { db } = town.house
  await db.run(sql`update upload set at = now() - interval '25 hours'`)
  await upload(paul, megabyte('c'))
  await forgetUploads(db)
  assert.equal((await db.rows(sql`select from upload where account_id = ${town.paul.accountId}`)).length, 1)
})

test('many small files end too, and what is copied counts where it comes to be', async () => {
  const jean = jmapClient(town.url, town.jean)
  const create = Object.fromEntries(
    Array.from({ length: MOST + 1 }, (_, i) => [`b${i}`, { data: [{ 'data:asText': `${i}` }] }]),
  )
  const made = await jean.call('Blob/upload', { create })
  assert.equal(Object.keys(made['created'] as object).length, MOST)
  assert.equal((await send(jean, Buffer.from('one more'))).status, 413)
  const digest = Buffer.from('00'.repeat(32), 'hex')
  await town.house.db.run(
    sql`insert into blob (account_id, digest, size) values (${town.jean.accountId}, ${digest}, 1)`,
  )
  const blobIds = [(made['created'] as Record<string, { id: string }>)['b0']!.id]
  assert.equal(
    await jean.refusal('Blob/copy', {
      fromAccountId: jean.accountId,
      blobIds: [`b${'00'.repeat(32)}`, ...blobIds],
    }),
    'overQuota',
  )
})

test('of uploads at once a person has as many as the session says', async () => {
  await town.house.db.run(sql`delete from upload`)
  const jean = jmapClient(town.url, town.jean)
  const slow = () => {
    const sent = request(`${town.url}/jmap/upload/${jean.accountId}`, {
      method: 'POST',
      headers: { authorization: jean.authorization, 'content-length': 5 },
    })
    sent.write('slow')
    return sent
  }
  const underway = [slow()]
  let last = await send(jean, Buffer.from('quick'))
  for (; last.status === 201; last = await send(jean, Buffer.from('quick'))) underway.push(slow())
  assert.equal(((await last.json()) as Args)['limit'], 'maxConcurrentUpload')
  const codes = await Promise.all(
    underway.map(async sent => {
      const answered = once(sent, 'response')
      sent.end('!')
      const [response] = await answered
      response.resume()
      return response.statusCode
    }),
  )
  // Of those that came later some may have found a place when the first were done.
  assert.ok(codes.filter(code => code === 201).length >= LIMITS.maxConcurrentUpload)
  assert.equal((await send(jean, Buffer.from('quick'))).status, 201)
})
