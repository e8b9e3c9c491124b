import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { RecordId } from '../../../lib/id.ts'
import { sql } from '../../../store/sql.ts'
import type { TestHouse } from '../../../test/house.ts'
import { setMailboxes } from '../model/membership.ts'
import { asOwner } from '../model/rights.ts'
import { Client } from './test/client.ts'
import { imapHouse } from './test/house.ts'
import { append, freshMailbox, letter } from './test/letters.ts'
import { shareMailbox } from './test/share.ts'

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

const flagsIn = async (mailbox: string) => {
  const other = await Client.login(house.ports['imap']!, 'claire@montauzan.fr')
  await other.say(`EXAMINE ${mailbox}`)
  const { lines } = await other.say('UID FETCH 1:* FLAGS')
  other.close()
  return lines
}

test('a copy has a new UID and keeps its flags', async () => {
  const name = await freshMailbox(client, 3)
  await client.say('STORE 2 +FLAGS (\\Flagged)')
  await client.say(`CREATE ${name}/copie`)
  assert.match((await client.say(`COPY 2:3 ${name}/copie`)).end, /^OK \[COPYUID \d+ 2:3 1:2\]/)
  assert.deepEqual(await flagsIn(`${name}/copie`), [
    '* 1 FETCH (FLAGS (\\Flagged) UID 1)',
    '* 2 FETCH (FLAGS () UID 2)',
  ])
})

test('a copy and its original go separate ways', async () => {
  const name = await freshMailbox(client, 1)
  await client.say(`CREATE ${name}/copie`)
  await client.say(`COPY 1 ${name}/copie`)
  await client.say('STORE 1 +FLAGS (\\Deleted)')
  await client.say('EXPUNGE')
  assert.deepEqual(await flagsIn(`${name}/copie`), ['* 1 FETCH (FLAGS () UID 1)'])
})

test('a copy into the same mailbox is a second message', async () => {
  const name = await freshMailbox(client, 1)
  const { lines, end } = await client.say(`COPY 1 ${name}`)
  assert.deepEqual(lines, ['* 2 EXISTS'])
  assert.match(end, /COPYUID \d+ 1 2\]/)
})

test('a copy to a mailbox that is not there suggests to create it', async () => {
  await freshMailbox(client, 1)
  assert.match((await client.say('COPY 1 nowhere')).end, /^NO \[TRYCREATE\]/)
})

test('MOVE tells where the messages went before they go', async () => {
  const name = await freshMailbox(client, 3)
  await client.say(`CREATE ${name}/suite`)
  const { lines, end } = await client.say(`MOVE 1,3 ${name}/suite`)
  assert.match(lines[0]!, /^\* OK \[COPYUID \d+ 1,3 1:2\]/)
  assert.deepEqual(lines.slice(1), ['* 3 EXPUNGE', '* 1 EXPUNGE'])
  assert.match(end, /^OK/)
})

test('a message that stands in two mailboxes loses its mark when it leaves one', async () => {
  const name = await freshMailbox(client, 1)
  await client.say(`CREATE ${name}/label`)
  const { lines } = await client.say('FETCH 1 EMAILID')
  const emailId = Number(/e(\d+)/.exec(lines[0]!)![1])
  await label(emailId, `${name}/label`)
  await client.say('STORE 1 +FLAGS (\\Deleted)')
  await client.say('EXPUNGE')
  assert.deepEqual(await flagsIn(`${name}/label`), ['* 1 FETCH (FLAGS () UID 1)'])
})

/** As the web does it: the same email in one more mailbox. */
async function label(emailId: number, path: string): Promise<void> {
  const { db } = house.house
  const { lines } = await client.say(`STATUS ${path} (MAILBOXID)`)
  const mailboxId = Number(/MAILBOXID \(m(\d+)\)/.exec(lines[0]!)![1]) as RecordId
  await db.write(tx =>
    setMailboxes(tx, house.house, asOwner(house.claire.accountId), [emailId as RecordId], {
      add: [mailboxId],
      remove: [],
    }),
  )
}

test('messages go into the mailbox of somebody who lets them', async () => {
  await shareMailbox(house, house.paul, 'archive', house.claire, ['mayReadItems', 'mayAddItems'])
  await freshMailbox(client, 2)
  const { lines } = await client.say('MOVE 1:2 "Partag&AOk-s/Paul/Archives"')
  assert.match(lines[0]!, /^\* OK \[COPYUID \d+ 1:2 1:2\]/)
  assert.deepEqual(lines.slice(1), ['* 2 EXPUNGE', '* 1 EXPUNGE'])
})

test('a full account refuses copies', async () => {
  const paul = await Client.login(house.ports['imap']!, 'paul@montauzan.fr')
  await append(paul, 'INBOX', letter({}, 'x'.repeat(2000)))
  await house.house.db.run(
    sql`update account set quota = used + 100 where account_id = ${house.paul.accountId}`,
  )
  await paul.say('SELECT INBOX')
  assert.match((await paul.say('COPY 1 INBOX')).end, /^NO \[OVERQUOTA\]/)
  assert.match((await paul.say('APPEND INBOX {500}')).end, /^NO \[OVERQUOTA\]/)
  paul.close()
})
