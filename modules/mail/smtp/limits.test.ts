import assert from 'node:assert/strict'
import { test } from 'node:test'
import { greet, openClient, send } from './test/client.ts'
import { town } from './test/town.ts'

const counted = { isLoopbackFree: false }
const { ports, claire, inbox } = await town(
  { ...counted, connectionsPerPlace: 2, messagesPerMinute: 5, recipients: 3 },
  { BASTIDE_MAIL_MAX_SIZE: '100000' },
)
const statusOf = ({ code, status }: { code: number; status: string | null }) => `${code} ${status}`

test('one place opens so many connections and no more', async () => {
  const first = await greet(ports['smtp']!)
  const second = await greet(ports['smtp']!)
  const third = await openClient(ports['smtp']!)
  assert.equal(third.greeting.code, 421)
  first.close()
  second.close()
})

test('a size that is announced or sent beyond the limit is refused, and nothing is kept', async () => {
  const client = await greet(ports['smtp']!)
  assert.equal(statusOf(await client.say('MAIL FROM:<> SIZE=200000')), '552 5.3.4')
  const reply = await send(client, '', ['claire@montauzan.fr'], `\r\n${'x'.repeat(70)}\r\n`.repeat(3000))
  assert.equal(statusOf(reply), '552 5.3.4')
  assert.equal((await client.say('NOOP')).code, 250)
  assert.deepEqual(await inbox(claire), [])
  client.close()
})

test('recipients beyond the limit are for another transaction', async () => {
  const client = await greet(ports['smtp']!)
  await client.say('MAIL FROM:<>')
  for (const name of ['claire', 'paul', 'jean']) await client.say(`RCPT TO:<${name}@montauzan.fr>`)
  assert.equal(statusOf(await client.say('RCPT TO:<claire+a@montauzan.fr>')), '452 4.5.3')
  client.close()
})

test('so many messages a minute come from one place', async () => {
  const client = await greet(ports['smtp']!)
  let reply = await client.say('MAIL FROM:<>')
  for (let i = 0; i < 6 && reply.code === 250; i++) {
    await client.say('RSET')
    reply = await client.say('MAIL FROM:<>')
  }
  assert.equal(statusOf(reply), '451 4.7.0')
  client.close()
})
