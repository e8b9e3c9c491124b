import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testHouse } from '../../../test/house.ts'
import { jmapClient } from '../../../test/jmap.ts'
import { readMbox } from '../../../wire/mbox/read.ts'
import { deliver } from '../model/deliver.ts'

const town = await testHouse()
after(() => town.close())
const claire = jmapClient(town.url, town.claire)
const paul = jmapClient(town.url, town.paul)
const { list } = (await claire.call('Mailbox/get')) as unknown as { list: { id: string; role: string }[] }
const inbox = list.find(({ role }) => role === 'inbox')!.id

const fetchFile = (authorization: string, path: string) =>
  fetch(`${town.url}/jmap/export/${path}`, { headers: { authorization } })

test('a mailbox is taken along whole, in order, with its marks', async () => {
  const texts = Array.from({ length: 510 }, (_, n) => `Subject: n${n}\r\n\r\nFrom here on ${n}\r\n`)
  for (const text of texts)
    await deliver(town.house, Buffer.from(text), [
      { accountId: town.claire.accountId, keywords: ['$seen', 'urgent'] },
    ])
  const response = await fetchFile(claire.authorization, `${claire.accountId}/Mailbox/${inbox}`)
  assert.equal(response.headers.get('content-type'), 'application/mbox')
  assert.match(response.headers.get('content-disposition') ?? '', /^attachment; filename=".+\.mbox"/)
  const messages = await Array.fromAsync(readMbox(response.body!, 10_000))
  assert.deepEqual(
    messages.map(({ bytes }) => Buffer.from(bytes).toString()),
    texts,
  )
  assert.ok(messages.every(({ keywords }) => String(keywords) === '$seen,urgent'))
})

test('who may not read a mailbox gets nothing of it', async () => {
  const status = async (authorization: string, path: string) => (await fetchFile(authorization, path)).status
  assert.equal(await status(paul.authorization, `${claire.accountId}/Mailbox/${inbox}`), 404)
  assert.equal(await status(paul.authorization, `${paul.accountId}/Mailbox/m999999`), 404)
  assert.equal(await status(claire.authorization, `${claire.accountId}/Email/${inbox}`), 404)
  assert.equal(await status(claire.authorization, `${claire.accountId}/Nothing/x`), 404)
  assert.equal(await status('Basic x', `${claire.accountId}/Mailbox/${inbox}`), 401)
})

test('a module that is off exports nothing', async () => {
  const { registry } = town.house
  registry.setOff(town.organisationId, new Set(['mail']))
  const response = await fetchFile(claire.authorization, `${claire.accountId}/Mailbox/${inbox}`)
  registry.setOff(town.organisationId, new Set())
  assert.equal(response.status, 404)
})
