import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestHouse } from '../../../test/house.ts'
import { Client } from './test/client.ts'
import { imapHouse } from './test/house.ts'
import { append, freshMailbox, letter } from './test/letters.ts'

let house: TestHouse
let client: Client
before(async () => {
  house = await imapHouse()
  client = await Client.login(house.ports['imap']!, 'claire@montauzan.fr')
})
after(async () => {
  client.close()
  await house.close()
})

const literal = (text: string) => `{${Buffer.byteLength(text)}+}\r\n${text}`
const subjects = async () => {
  const { lines } = await client.say('UID FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (Subject)])')
  return lines.flatMap(line => /Subject: (.*)\r/.exec(line)?.[1] ?? [])
}

test('several messages are kept at once', async () => {
  const name = await freshMailbox(client)
  const [one, two] = [letter({ Subject: 'Un' }), letter({ Subject: 'Deux' })]
  const { end, lines } = await client.say(
    `APPEND ${name} (\\Seen) ${literal(one)} "17-Jul-2026 02:44:25 +0200" ${literal(two)}`,
  )
  assert.match(end, /^OK \[APPENDUID \d+ 1:2\]/)
  assert.deepEqual(lines, ['* 2 EXISTS'])
  assert.deepEqual(await subjects(), ['Un', 'Deux'])
})

// RFC 3516 §4.4; RFC 9051 §4.3.1
test('octets that come in a literal8 are given back as they were, and told to others in base64', async () => {
  const name = await freshMailbox(client)
  const head = 'Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n\r\n'
  const message = `${head}a\0b\nc\r\n`
  assert.match((await client.say(`APPEND ${name} ~{${message.length}+}\r\n${message}`)).end, /^OK/)
  await client.say(`SELECT ${name}`)
  const told = async (what: string) => (await client.say(`FETCH 1 (${what})`)).lines.join('\n')
  assert.match(await told('BODY.PEEK[1]'), /BODY\[1\] \{14\}\r\nYQBiCmMNCg==/)
  assert.ok((await told('BINARY.PEEK[1]')).includes('BINARY[1] ~{7}\r\na\0b\nc\r\n'))
  assert.match(await told('BINARY.SIZE[1]'), /BINARY\.SIZE\[1\] 7/)
})

test('of several messages none is kept when one is refused', async () => {
  const name = await freshMailbox(client)
  const first = literal(letter())
  assert.match((await client.say(`APPEND ${name} ${first} {99999999999}`)).end, /^NO \[TOOBIG\]/)
  assert.match((await client.say(`STATUS ${name} (MESSAGES)`)).lines[0]!, /MESSAGES 0/)
})

test('an empty second message calls the whole off', async () => {
  const name = await freshMailbox(client)
  assert.match((await client.say(`APPEND ${name} ${literal(letter())} {0+}\r\n`)).end, /^NO/)
  assert.match((await client.say(`STATUS ${name} (MESSAGES)`)).lines[0]!, /MESSAGES 0/)
})

test('a draft takes the place of the one before', async () => {
  const name = await freshMailbox(client)
  await append(client, name, letter({ Subject: 'Avant' }), '\\Draft')
  await append(client, name, letter({ Subject: 'Autre' }))
  const { lines, end } = await client.say(
    `REPLACE 1 ${name} (\\Draft) ${literal(letter({ Subject: 'Ensuite' }))}`,
  )
  assert.match(end, /^OK/)
  assert.match(lines[0]!, /^\* OK \[APPENDUID \d+ 3\]/)
  assert.deepEqual(lines.slice(1), ['* 1 EXPUNGE', '* 2 EXISTS'])
  assert.deepEqual(await subjects(), ['Autre', 'Ensuite'])
})

test('UID REPLACE may bring the message to another mailbox', async () => {
  await client.say('CREATE Ailleurs')
  const name = await freshMailbox(client, 2)
  const { lines, end } = await client.say(`UID REPLACE 2 Ailleurs ${literal(letter({ Subject: 'Parti' }))}`)
  assert.match(end, /^OK/)
  assert.deepEqual(lines.slice(1), ['* 2 EXPUNGE'])
  assert.deepEqual(await subjects(), ['Sujet 1'])
  assert.match((await client.say('STATUS Ailleurs (MESSAGES)')).lines[0]!, /MESSAGES 1/)
  assert.match((await client.say(`UID REPLACE 9 ${name} ${literal(letter())}`)).end, /^NO \[NONEXISTENT\]/)
  assert.match((await client.say(`REPLACE 9 ${name} ${literal(letter())}`)).end, /^BAD/)
})

test('nothing is replaced in a mailbox that is only looked at', async () => {
  const name = await freshMailbox(client, 1)
  await client.say(`EXAMINE ${name}`)
  assert.match((await client.say(`REPLACE 1 ${name} ${literal(letter())}`)).end, /^NO \[NOPERM\]/)
  await client.say('CLOSE')
  assert.match((await client.say(`REPLACE 1 ${name} ${literal(letter())}`)).end, /^NO|^BAD/)
  assert.match((await client.say(`STATUS ${name} (MESSAGES)`)).lines[0]!, /MESSAGES 1/)
})
