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
  const name = await freshMailbox(client)
  for (const [at, fields] of LETTERS.entries())
    await append(client, name, letter(fields), '', `${25 + at}-Nov-2026 09:00:00 +0000`)
  await client.say('NOOP')
})
after(async () => {
  client.close()
  await house.close()
})

const LETTERS = [
  { Subject: 'Toiture', From: 'Zoé <a@a.fr>', Date: 'Tue, 24 Nov 2026 09:00:00 +0100' },
  { Subject: 'Re: Budget', From: 'b@a.fr', Date: 'Tue, 24 Nov 2026 08:30:00 +0000', 'Message-ID': '<2@x>' },
  { Subject: 'étang', From: '=?utf-8?Q?=C3=89lodie?= <c@a.fr>', Date: 'Mon, 23 Nov 2026 09:00:00 +0100' },
  { Subject: 'budget', From: 'Anne <d@a.fr>', 'In-Reply-To': '<2@x>', Date: 'no date at all' },
]

const lines = async (command: string) => (await client.say(command)).lines

test('SORT orders by date, subject and address', async () => {
  assert.deepEqual(await lines('SORT (DATE) UTF-8 1:3'), ['* SORT 3 1 2'])
  assert.deepEqual(await lines('SORT (SUBJECT REVERSE ARRIVAL) UTF-8 ALL'), ['* SORT 4 2 3 1'])
  assert.deepEqual(await lines('SORT (REVERSE FROM) UTF-8 ALL'), ['* SORT 4 3 2 1'])
})

test('SORT by display name uses the address where there is no name', async () => {
  assert.deepEqual(await lines('SORT (DISPLAYFROM) UTF-8 ALL'), ['* SORT 4 2 3 1'])
})

test('UID SORT tells UIDs, and only of what is searched', async () => {
  assert.deepEqual(await lines('UID SORT (REVERSE SUBJECT) UTF-8 SUBJECT budget'), ['* SORT 2 4'])
})

test('SORT RETURN answers as a search does, in the order of the sort', async () => {
  const [answer] = await lines('SORT RETURN (MIN MAX COUNT ALL) (DATE) UTF-8 1:3')
  assert.match(answer!, /^\* ESEARCH \(TAG "t\d+"\) MIN 3 MAX 2 ALL 3,1:2 COUNT 3$/)
  const [page] = await lines('SORT RETURN (PARTIAL -1:-2) (DATE) UTF-8 1:3')
  assert.match(page!, /^\* ESEARCH \(TAG "t\d+"\) PARTIAL \(-1:-2 1:2\)$/)
})

test('a charset that is not known is refused', async () => {
  assert.match((await client.say('SORT (DATE) X-NONE ALL')).end, /^NO \[BADCHARSET/)
})

test('THREAD gathers conversations', async () => {
  assert.deepEqual(await lines('THREAD REFERENCES UTF-8 ALL'), ['* THREAD (3)(1)(2 4)'])
  assert.deepEqual(await lines('UID THREAD ORDEREDSUBJECT UTF-8 ALL'), ['* THREAD (3)(1)(2 4)'])
})

test('an address is sorted without the quoting of its local part', async () => {
  const name = await freshMailbox(client)
  for (const From of ['z@a.fr', '"m n"@a.fr', 'Élise <"b c"@a.fr>', 'a@a.fr'])
    await append(client, name, letter({ From }))
  await client.say('NOOP')
  assert.deepEqual(await lines('SORT (FROM) UTF-8 ALL'), ['* SORT 4 3 2 1'])
  assert.deepEqual(await lines('SORT (DISPLAYFROM) UTF-8 ALL'), ['* SORT 4 3 2 1'])
})
