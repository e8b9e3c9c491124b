import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestHouse } from '../../../test/house.ts'
import { Client } from './test/client.ts'
import { imapHouse } from './test/house.ts'
import { append, freshMailbox, letter } from './test/letters.ts'

let house: TestHouse
before(async () => {
  house = await imapHouse()
})
after(() => house.close())

const LIMIT = { timeout: 30_000 }

async function compressed(): Promise<Client> {
  const client = await Client.login(house.ports['imap']!, 'claire@montauzan.fr')
  assert.match((await client.say('COMPRESS DEFLATE')).end, /^OK/)
  client.compress()
  return client
}

test('after COMPRESS both sides are deflated, and a second one is refused', LIMIT, async () => {
  const client = await compressed()
  const { lines } = await client.say('CAPABILITY')
  assert.match(lines[0]!, /IMAP4rev2/)
  assert.doesNotMatch(lines[0]!, /COMPRESS/)
  assert.match((await client.say('COMPRESS DEFLATE')).end, /^NO \[COMPRESSIONACTIVE\]/)
  client.close()
})

test('messages small and large pass through, each way', LIMIT, async () => {
  const client = await compressed()
  const name = await freshMailbox(client)
  const text = letter({}, Array.from({ length: 30_000 }, (_, i) => `${i} ${Math.sin(i)}\r\n`).join(''))
  await append(client, name, text)
  await client.say('NOOP')
  const { lines } = await client.say('FETCH 1 BODY.PEEK[]')
  assert.equal(lines[0], `* 1 FETCH (BODY[] {${text.length}}\r\n${text})`)
  client.close()
})

test('IDLE hears of an arrival at once', LIMIT, async () => {
  const client = await compressed()
  const other = await Client.login(house.ports['imap']!, 'claire@montauzan.fr')
  const name = await freshMailbox(client)
  client.send('i IDLE\r\n')
  assert.match(await client.line(), /^\+ /)
  await append(other, name)
  assert.equal(await client.line(), '* 1 EXISTS')
  client.close()
  other.close()
})

test('what cannot be inflated ends the connection', LIMIT, async () => {
  const client = await Client.login(house.ports['imap']!, 'claire@montauzan.fr')
  await client.say('COMPRESS DEFLATE')
  client.send('a NOOP\r\n'.repeat(10))
  await client.rest()
})

test('another mechanism is refused', LIMIT, async () => {
  const client = await Client.login(house.ports['imap']!, 'claire@montauzan.fr')
  assert.match((await client.say('COMPRESS BZIP')).end, /^NO/)
  client.close()
})
