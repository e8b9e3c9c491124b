import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestHouse } from '../../../test/house.ts'
import { Client } from './test/client.ts'
import { imapHouse } from './test/house.ts'
import { append, freshMailbox, letter } from './test/letters.ts'

let house: TestHouse
let client: Client
let other: Client
before(async () => {
  house = await imapHouse()
  client = await Client.login(house.ports['imap']!, 'claire@montauzan.fr')
  other = await Client.login(house.ports['imap']!, 'claire@montauzan.fr')
})
after(async () => {
  client.close()
  other.close()
  await house.close()
})

test('flags are added, taken away and replaced', async () => {
  await freshMailbox(client, 1)
  assert.deepEqual(
    (await client.say('STORE 1 +FLAGS (\\Seen urgent)')).lines.at(-1),
    '* 1 FETCH (UID 1 FLAGS (\\Seen urgent))',
  )
  assert.deepEqual((await client.say('STORE 1 -FLAGS (\\Seen)')).lines, ['* 1 FETCH (UID 1 FLAGS (urgent))'])
  assert.deepEqual((await client.say('STORE 1 FLAGS (\\Draft)')).lines, ['* 1 FETCH (UID 1 FLAGS (\\Draft))'])
})

test('a silent STORE says nothing', async () => {
  await freshMailbox(client, 1)
  assert.deepEqual((await client.say('STORE 1 +FLAGS.SILENT (\\Seen)')).lines, [])
  assert.deepEqual((await client.say('NOOP')).lines, [])
})

test('a silent STORE still tells what another session did before it', async () => {
  const name = await freshMailbox(client, 1)
  await other.say(`SELECT ${name}`)
  await other.say('STORE 1 +FLAGS (\\Flagged)')
  assert.deepEqual((await client.say('STORE 1 +FLAGS.SILENT (\\Seen)')).lines, [
    '* 1 FETCH (UID 1 FLAGS (\\Flagged \\Seen))',
  ])
})

test('a conditional STORE leaves alone what has moved', async () => {
  await freshMailbox(client, 2)
  const { lines } = await client.say('FETCH 2 MODSEQ')
  const modseq = /MODSEQ \((\d+)\)/.exec(lines.at(-1)!)![1]
  await client.say('STORE 1 +FLAGS (\\Flagged)')
  const { end } = await client.say(`UID STORE 1:2 (UNCHANGEDSINCE ${modseq}) +FLAGS (\\Seen)`)
  assert.match(end, /^OK \[MODIFIED 1\]/)
  assert.match(
    (await client.say('FETCH 1:2 FLAGS')).lines.join(),
    /1 FETCH \(FLAGS \(\\Flagged\).*2 FETCH \(FLAGS \(\\Seen\)/,
  )
})

test('another session sees flags, arrivals and expunges', async () => {
  const name = await freshMailbox(client, 3)
  await other.say(`SELECT ${name}`)
  await client.say('STORE 1 +FLAGS (\\Seen)')
  await client.say('STORE 2 +FLAGS (\\Deleted)')
  await client.say('EXPUNGE')
  await append(client, name)
  assert.deepEqual((await other.say('NOOP')).lines, [
    '* 2 EXPUNGE',
    '* 3 EXISTS',
    '* 1 FETCH (UID 1 FLAGS (\\Seen))',
  ])
})

test('no number shifts while numbers are in use', async () => {
  const name = await freshMailbox(client, 3)
  await other.say(`SELECT ${name}`)
  await client.say('STORE 1 +FLAGS (\\Deleted)')
  await client.say('EXPUNGE')
  const during = await other.say('FETCH 3 UID')
  assert.deepEqual(during.lines, ['* 3 FETCH (UID 3)'])
  assert.deepEqual((await other.say('NOOP')).lines, ['* 1 EXPUNGE'])
})

test('a message that another session expunged is passed over', async () => {
  const name = await freshMailbox(client, 2)
  await other.say(`SELECT ${name}`)
  await client.say('STORE 1 +FLAGS (\\Deleted)')
  await client.say('EXPUNGE')
  const { lines, end } = await other.say('FETCH 1:2 UID')
  assert.deepEqual(lines, ['* 2 FETCH (UID 2)'])
  assert.match(end, /^OK \[EXPUNGEISSUED\]/)
})

test('IDLE tells what happens while it happens', async () => {
  const name = await freshMailbox(client, 1)
  await other.say(`SELECT ${name}`)
  other.send('i IDLE\r\n')
  assert.match(await other.line(), /^\+ /)
  await append(client, name)
  assert.equal(await other.line(), '* 2 EXISTS')
  await client.say('STORE 2 +FLAGS (\\Deleted)')
  assert.equal(await other.line(), '* 2 FETCH (UID 2 FLAGS (\\Deleted))')
  await client.say('EXPUNGE')
  assert.equal(await other.line(), '* 2 EXPUNGE')
  other.send('DONE\r\n')
  assert.match((await other.until('i')).end, /^OK/)
})

test('once QRESYNC is enabled, what vanishes is told by UID', async () => {
  const name = await freshMailbox(client, 3)
  const third = await Client.login(house.ports['imap']!, 'claire@montauzan.fr')
  await third.say('ENABLE QRESYNC')
  await third.say(`SELECT ${name}`)
  await client.say('STORE 1,3 +FLAGS (\\Deleted)')
  await client.say('EXPUNGE')
  assert.deepEqual((await third.say('NOOP')).lines, ['* VANISHED 1,3'])
  third.close()
})

test('UID EXPUNGE takes only those that it names', async () => {
  await freshMailbox(client, 3)
  await client.say('STORE 1:3 +FLAGS.SILENT (\\Deleted)')
  assert.deepEqual((await client.say('UID EXPUNGE 2')).lines, ['* 2 EXPUNGE'])
})

test('a message too large is refused before it is sent', async () => {
  assert.match((await client.say('APPEND INBOX {99999999}')).end, /^NO \[TOOBIG\]/)
})

test('an APPEND to a mailbox that is not there suggests to create it', async () => {
  assert.match((await client.say(`APPEND nowhere {3+}\r\nabc`)).end, /^NO \[TRYCREATE\]/)
  assert.match((await client.say('NOOP')).end, /^OK/)
})

test('a synchronising literal is asked for', async () => {
  const text = letter()
  client.send(`w APPEND INBOX {${Buffer.byteLength(text)}}\r\n`)
  assert.match(await client.line(), /^\+ /)
  client.send(`${text}\r\n`)
  assert.match((await client.until('w')).end, /^OK \[APPENDUID /)
})
