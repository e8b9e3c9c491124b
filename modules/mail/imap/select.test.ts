import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '../../../store/sql.ts'
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

test('SELECT tells what a client needs to begin', async () => {
  const { lines, end } = await client.say('SELECT inbox')
  assert.match(end, /^OK \[READ-WRITE\]/)
  const told = lines.join('\n')
  for (const part of [
    'FLAGS (',
    'EXISTS',
    'RECENT',
    '[UIDVALIDITY ',
    '[UIDNEXT 1]',
    '\\*)]',
    '[HIGHESTMODSEQ ',
  ])
    assert.ok(told.includes(part), part)
})

test('EXAMINE lets nothing be changed', async () => {
  const name = await freshMailbox(client, 1)
  assert.match((await client.say(`EXAMINE ${name}`)).end, /^OK \[READ-ONLY\]/)
  assert.match((await client.say('STORE 1 +FLAGS (\\Seen)')).end, /^NO/)
  await client.say('FETCH 1 BODY[]')
  const { lines } = await client.say('FETCH 1 FLAGS')
  assert.deepEqual(lines, ['* 1 FETCH (FLAGS ())'])
})

test('a mailbox that is not there cannot be selected, and the one before is left', async () => {
  await freshMailbox(client)
  assert.match((await client.say('SELECT nowhere')).end, /^NO \[NONEXISTENT\]/)
  assert.match((await client.say('FETCH 1 FLAGS')).end, /^BAD/)
})

test('keywords in use are told as flags of the mailbox', async () => {
  const name = await freshMailbox(client)
  await append(client, name, letter(), '$Forwarded NonJunk urgent')
  const { lines } = await client.say(`SELECT ${name}`)
  assert.match(lines[0]!, /^\* FLAGS \(.*\$Forwarded NonJunk urgent\)/)
})

test('a client that comes back is told what it missed', async () => {
  const name = await freshMailbox(client, 4)
  const { lines } = await client.say(`SELECT ${name}`)
  const validity = /UIDVALIDITY (\d+)/.exec(lines.join())![1]
  const modseq = /HIGHESTMODSEQ (\d+)/.exec(lines.join())![1]
  await client.say('STORE 2 +FLAGS (\\Deleted)')
  await client.say('EXPUNGE')
  await client.say('UID STORE 4 +FLAGS (\\Flagged)')
  const other = await Client.login(house.ports['imap']!, 'claire@montauzan.fr')
  await other.say('ENABLE QRESYNC')
  const missed = (await other.say(`SELECT ${name} (QRESYNC (${validity} ${modseq}))`)).lines
  assert.ok(missed.includes('* VANISHED (EARLIER) 2'), missed.join('\n'))
  assert.match(missed.at(-1)!, /^\* 3 FETCH \(UID 4 FLAGS \(\\Flagged\) MODSEQ \(\d+\)\)$/)
  other.close()
})

test('what vanished before all that is left, and behind it, is told as well', async () => {
  const name = await freshMailbox(client, 5)
  const { lines } = await client.say(`SELECT ${name}`)
  const [, validity] = /UIDVALIDITY (\d+)/.exec(lines.join())!
  const [, modseq] = /HIGHESTMODSEQ (\d+)/.exec(lines.join())!
  await client.say('UID STORE 1,3,5 +FLAGS (\\Deleted)')
  await client.say('EXPUNGE')
  const other = await Client.login(house.ports['imap']!, 'claire@montauzan.fr')
  await other.say('ENABLE QRESYNC')
  const vanished = async (command: string) =>
    (await other.say(command)).lines.filter(line => line.includes('VANISHED'))
  const missed = async () => [
    await vanished(`SELECT ${name} (QRESYNC (${validity} ${modseq}))`),
    await vanished(`SELECT ${name} (QRESYNC (${validity} ${modseq} 2:5))`),
    await vanished(`UID FETCH 1:* (FLAGS) (CHANGEDSINCE ${modseq} VANISHED)`),
    await vanished(`UID FETCH 4:9 (FLAGS) (CHANGEDSINCE ${modseq} VANISHED)`),
  ]
  const told = ['1,3,5', '3,5', '1,3,5', '5'].map(uids => [`* VANISHED (EARLIER) ${uids}`])
  assert.deepEqual(await missed(), told)
  // Away for so long that nothing is kept of it.
  await house.house.db.run(sql`update account set floor = seq where account_id = ${house.claire.accountId}`)
  assert.deepEqual(await missed(), told)
  await client.say('UID STORE 1:* +FLAGS (\\Deleted)')
  await client.say('EXPUNGE')
  assert.deepEqual(await vanished(`SELECT ${name} (QRESYNC (${validity} ${modseq}))`), [
    '* VANISHED (EARLIER) 1:5',
  ])
  other.close()
})

test('who has not enabled QRESYNC cannot ask by it, and stays where it was', async () => {
  const name = await freshMailbox(client, 1)
  const other = await Client.login(house.ports['imap']!, 'claire@montauzan.fr')
  await other.say(`SELECT ${name}`)
  assert.match((await other.say('SELECT INBOX (QRESYNC (1 1))')).end, /^BAD/)
  assert.match((await other.say('UID FETCH 1 (FLAGS) (CHANGEDSINCE 1 VANISHED)')).end, /^BAD/)
  assert.deepEqual((await other.say('FETCH 1:* UID')).lines, ['* 1 FETCH (UID 1)'])
  other.close()
})

test('UNSELECT keeps what is marked as deleted, CLOSE takes it away', async () => {
  const name = await freshMailbox(client, 2)
  await client.say('STORE 1 +FLAGS (\\Deleted)')
  await client.say('UNSELECT')
  assert.match((await client.say(`STATUS ${name} (MESSAGES DELETED)`)).lines[0]!, /MESSAGES 2 DELETED 1/)
  await client.say(`SELECT ${name}`)
  await client.say('CLOSE')
  assert.match((await client.say(`STATUS ${name} (MESSAGES)`)).lines[0]!, /MESSAGES 1/)
})
