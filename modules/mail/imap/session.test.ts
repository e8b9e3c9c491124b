import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createSession, revokeSessions } from '../../../core/login/session.ts'
import { PASSWORD, type TestHouse } from '../../../test/house.ts'
import { writeBearer } from '../../../wire/sasl/oauthbearer.ts'
import { Client } from './test/client.ts'
import { imapHouse } from './test/house.ts'

let house: TestHouse
before(async () => {
  house = await imapHouse()
})
after(() => house.close())

const port = () => house.ports['imap']!

test('the greeting tells what the server can', async () => {
  const client = await Client.connect(port())
  assert.match(await client.line(), /^\* OK \[CAPABILITY IMAP4rev1 IMAP4rev2 .*STARTTLS.*AUTH=PLAIN/)
  client.close()
})

test('a password logs in, and the capabilities come with it', async () => {
  const client = await Client.connect(port())
  await client.line()
  const { end } = await client.say(`LOGIN claire@montauzan.fr "${PASSWORD}"`)
  assert.match(end, /^OK \[CAPABILITY .*UIDPLUS/)
  assert.doesNotMatch(end, /STARTTLS|AUTH=/)
  client.close()
})

test('PLAIN is taken with and without an initial response', async () => {
  const response = Buffer.from(`\0claire@montauzan.fr\0${PASSWORD}`).toString('base64')
  const first = await Client.connect(port())
  await first.line()
  assert.match((await first.say(`AUTHENTICATE PLAIN ${response}`)).end, /^OK/)
  first.close()
  const second = await Client.connect(port())
  await second.line()
  second.send('a AUTHENTICATE PLAIN\r\n')
  assert.match(await second.line(), /^\+ /)
  second.send(`${response}\r\n`)
  assert.match((await second.until('a')).end, /^OK/)
  second.close()
})

test('a bearer token of the house logs in, and its end is the end of what it opened', async () => {
  const { db } = house.house
  const opened = await db.write(tx =>
    createSession(tx, house.claire, { kind: 'bearer', userAgent: 'Phone', ip: '127.0.0.1' }),
  )
  const said = (authorize: string) => writeBearer({ authorize, token: opened.token }).toString('base64')
  const client = await Client.connect(port())
  await client.line()
  const other = await client.say(`AUTHENTICATE OAUTHBEARER ${said('paul@montauzan.fr')}`)
  assert.match(other.end, /^NO \[AUTHORIZATIONFAILED\]/)
  assert.match((await client.say(`AUTHENTICATE OAUTHBEARER ${said('claire@montauzan.fr')}`)).end, /^OK/)
  await db.write(tx => revokeSessions(tx, house.claire, [opened.id]))
  assert.match((await client.rest()).at(-1)!, /^\* BYE this login no longer stands/)
})

test('a token that nobody gave is refused, with its reason first', async () => {
  const client = await Client.connect(port())
  await client.line()
  const said = writeBearer({ authorize: '', token: `2b.${'x'.repeat(43)}` }).toString('base64')
  client.send(`a AUTHENTICATE OAUTHBEARER ${said}\r\n`)
  const [, challenge] = /^\+ (.*)/.exec(await client.line())!
  assert.deepEqual(JSON.parse(Buffer.from(challenge!, 'base64').toString()), { status: 'invalid_token' })
  client.send('AQ==\r\n')
  assert.match((await client.until('a')).end, /^NO \[AUTHENTICATIONFAILED\]/)
  client.close()
})

test('a wrong password is refused, and a few end the connection', async () => {
  const client = await Client.connect(port())
  await client.line()
  for (let i = 0; i < 3; i++)
    assert.match((await client.say('LOGIN paul@montauzan.fr wrong')).end, /^NO \[AUTHENTICATIONFAILED\]/)
  const { lines } = await client.say('LOGIN paul@montauzan.fr wrong')
  assert.match(lines[0]!, /^\* BYE/)
  client.close()
})

test('nobody gets in while the organisation has mail switched off', async () => {
  house.house.registry.setOff(house.organisationId, new Set(['mail']))
  const client = await Client.connect(port())
  await client.line()
  const { end } = await client.say(`LOGIN claire@montauzan.fr "${PASSWORD}"`)
  house.house.registry.setOff(house.organisationId, new Set())
  assert.match(end, /^NO \[CONTACTADMIN\]/)
  assert.match((await client.say(`LOGIN claire@montauzan.fr "${PASSWORD}"`)).end, /^OK/)
  client.close()
})

test('STARTTLS secures the connection', async () => {
  const client = await Client.connect(port())
  await client.line()
  assert.match((await client.say('STARTTLS')).end, /^OK/)
  await client.startTls()
  assert.doesNotMatch((await client.say('CAPABILITY')).lines[0]!, /STARTTLS/)
  assert.match((await client.say(`LOGIN claire@montauzan.fr ${PASSWORD}`)).end, /^OK/)
  client.close()
})

test('what is sent ahead of the TLS negotiation is not obeyed', async () => {
  const client = await Client.connect(port())
  await client.line()
  client.send('a STARTTLS\r\nb NOOP\r\n')
  const lines = await client.rest()
  assert.ok(!lines.some(line => line.startsWith('b ')))
})

test('implicit TLS speaks at once', async () => {
  const client = await Client.connect(house.ports['imaps']!, true)
  assert.match(await client.line(), /^\* OK/)
  client.close()
})

test('a command out of its state is refused', async () => {
  const client = await Client.connect(port())
  await client.line()
  assert.match((await client.say('SELECT INBOX')).end, /^BAD/)
  assert.match((await client.say('FETCH 1 FLAGS')).end, /^BAD/)
  client.close()
})

test('commands sent together are answered in their order', async () => {
  const client = await Client.login(port(), 'claire@montauzan.fr')
  client.send('a SELECT INBOX\r\nb NOOP\r\nc CLOSE\r\nd LOGOUT\r\n')
  const ends = (await client.rest()).filter(line => /^[abcd] /.test(line)).map(line => line.slice(0, 4))
  assert.deepEqual(ends, ['a OK', 'b OK', 'c OK', 'd OK'])
})

test('nonsense is answered BAD, and too much of it ends the connection', async () => {
  const client = await Client.connect(port())
  await client.line()
  client.send('a FLY\r\n'.repeat(30))
  const lines = await client.rest()
  assert.equal(lines.filter(line => line.startsWith('a BAD')).length, 20)
  assert.match(lines.at(-1)!, /^\* BYE/)
})

test('LOGOUT says goodbye and hangs up', async () => {
  const client = await Client.connect(port())
  await client.line()
  client.send('a LOGOUT\r\n')
  const lines = await client.rest()
  assert.match(lines[0]!, /^\* BYE/)
  assert.match(lines[1]!, /^a OK/)
})

test('ENABLE answers what it newly enabled', async () => {
  const client = await Client.login(port(), 'claire@montauzan.fr')
  assert.deepEqual((await client.say('ENABLE IMAP4rev2 QRESYNC NONSENSE')).lines, [
    '* ENABLED QRESYNC IMAP4rev2',
  ])
  assert.deepEqual((await client.say('ENABLE QRESYNC')).lines, ['* ENABLED'])
  client.close()
})
