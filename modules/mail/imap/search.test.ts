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
  await append(client, name, letter({ Subject: '=?utf-8?q?Budget_de_l=27=C3=A9cole?=' }), '\\Seen')
  await append(
    client,
    name,
    letter({ From: 'Mairie <mairie@ailleurs.fr>', 'X-Priority': '1 (haute)' }, 'La toiture fuit.\r\n'),
    '\\Flagged urgent',
  )
  await append(
    client,
    name,
    letter({ Date: 'Mon, 2 Mar 2020 23:30:00 -0500' }, `${'long '.repeat(1000)}\r\n`),
    '\\Answered \\Deleted',
  )
  await append(
    client,
    name,
    letter(
      {
        'Content-Transfer-Encoding': 'base64',
        Cc: 'Jean <jean@montauzan.fr>, =?utf-8?q?=C3=89lus?=: maire@a.fr, Ana <b@a.fr>;, Vides:;',
      },
      `${Buffer.from('Délibération sur la toiture').toString('base64')}\r\n`,
    ),
  )
  await appendElsewhere()
  await client.say(`SELECT ${name}`)
})
after(async () => {
  client.close()
  await house.close()
})

/** What fits the searches below, in another mailbox and in another account: of no business here. */
async function appendElsewhere(): Promise<void> {
  const text = 'Encore la toiture, nowhere.\r\n'
  await append(client, await freshMailbox(client), letter({}, text), '\\Seen \\Flagged')
  const other = await Client.login(house.ports['imap']!, 'paul@montauzan.fr')
  await append(other, await freshMailbox(other), letter({}, text), '\\Seen \\Flagged')
  other.close()
}

const cases: readonly (readonly [string, string])[] = [
  ['ALL', '1 2 3 4'],
  ['SEEN', '1'],
  ['UNSEEN', '2 3 4'],
  ['KEYWORD urgent', '2'],
  ['UNKEYWORD urgent NOT DELETED', '1 4'],
  ['ANSWERED DELETED', '3'],
  ['NEW', ''],
  ['OLD', '1 2 3 4'],
  ['SUBJECT ecole', '1'],
  ['SUBJECT "BUDGET DE"', '1'],
  ['FROM ailleurs', '2'],
  ['FROM mairie', '2'],
  ['FROM email', ''],
  ['CC jean@', '4'],
  ['CC elus', '4'],
  ['CC vides', '4'],
  ['CC "ana b@a"', '4'],
  ['FROM elus', ''],
  ['TO paul', '1 2 3 4'],
  ['HEADER X-Priority haute', '2'],
  ['HEADER X-Priority ""', '2'],
  ['HEADER Message-ID "@montauzan.fr>"', '1 2 3 4'],
  ['BODY toiture', '2 4'],
  ['BODY "toiture fuit"', '2'],
  ['BODY ecole', ''],
  ['BODY ""', '1 2 3 4'],
  ['NOT TEXT ""', ''],
  ['TEXT ecole', '1'],
  ['TEXT haute', '2'],
  ['NOT BODY toiture', '1 3'],
  ['OR BODY toiture SEEN', '1 2 4'],
  ['OR SEEN BODY toiture', '1 2 4'],
  ['NOT (BODY nowhere) OR SEEN BODY fuit', '1 2'],
  ['OR (FLAGGED BODY toiture) (DELETED NOT TEXT nowhere)', '2 3'],
  ['SENTBEFORE 1-Jan-2021', '3'],
  ['SENTON 2-Mar-2020', '3'],
  ['SENTSINCE 1-Jan-2026', '1 2 4'],
  ['SINCE 1-Jan-2020', '1 2 3 4'],
  ['BEFORE 1-Jan-2020', ''],
  ['LARGER 4000', '3'],
  ['SMALLER 4000', '1 2 4'],
  ['2:3', '2 3'],
  ['UID 3:*', '3 4'],
  ['UID 99:*', '4'],
  ['1,4 UNSEEN', '4'],
  ['YOUNGER 3600', '1 2 3 4'],
  ['OLDER 3600', ''],
]

for (const [keys, found] of cases)
  test(`SEARCH ${keys} finds ${found || 'nothing'}`, async () => {
    const { lines, end } = await client.say(`SEARCH ${keys}`)
    assert.match(end, /^OK/)
    assert.deepEqual(lines, [`* SEARCH${found && ` ${found}`}`])
  })

test('text comes in the charset that was named', async () => {
  const bytes = Buffer.concat([
    Buffer.from('SEARCH CHARSET ISO-8859-1 BODY '),
    Buffer.from('D\xe9lib', 'latin1'),
  ])
  assert.deepEqual((await client.say(bytes)).lines, ['* SEARCH 4'])
})

test('a charset that is not known is refused, with those that are', async () => {
  assert.match((await client.say('SEARCH CHARSET KOI8-R BODY x')).end, /^NO \[BADCHARSET \(US-ASCII UTF-8/)
})

test('an answer tells only what was asked', async () => {
  const { lines } = await client.say('UID SEARCH RETURN (MIN MAX COUNT) UNSEEN')
  assert.match(lines[0]!, /^\* ESEARCH \(TAG "t\d+"\) UID MIN 2 MAX 4 COUNT 3$/)
  assert.match((await client.say('SEARCH RETURN () 1:3')).lines[0]!, / ALL 1:3$/)
  assert.match((await client.say('SEARCH RETURN (ALL COUNT) SUBJECT nowhere')).lines[0]!, /\) COUNT 0$/)
})

test('a saved result stands for its messages', async () => {
  assert.deepEqual((await client.say('SEARCH RETURN (SAVE) UNSEEN')).lines, [])
  assert.deepEqual(
    (await client.say('FETCH $ UID')).lines,
    [2, 3, 4].map(n => `* ${n} FETCH (UID ${n})`),
  )
  assert.deepEqual((await client.say('SEARCH $ FLAGGED')).lines, ['* SEARCH 2'])
})

test('MODSEQ finds what has changed since, and tells the highest', async () => {
  const { lines } = await client.say('FETCH 4 MODSEQ')
  const modseq = /MODSEQ \((\d+)\)/.exec(lines.at(-1)!)![1]
  assert.deepEqual((await client.say(`SEARCH MODSEQ ${modseq}`)).lines, [`* SEARCH 4 (MODSEQ ${modseq})`])
})

test('a message is found by its identifier', async () => {
  const { lines } = await client.say('FETCH 2 EMAILID')
  const id = /EMAILID \((e\d+)\)/.exec(lines[0]!)![1]
  assert.deepEqual((await client.say(`SEARCH EMAILID ${id}`)).lines, ['* SEARCH 2'])
})

test('a number that no message has finds nothing', async () => {
  await freshMailbox(client, 2)
  assert.deepEqual((await client.say('SEARCH 2:9')).lines, ['* SEARCH 2'])
  assert.deepEqual((await client.say('SEARCH NOT 1000')).lines, ['* SEARCH 1 2'])
})

test('the first question for MODSEQ is told where the mailbox stands', async () => {
  const fresh = await Client.login(house.ports['imap']!, 'claire@montauzan.fr')
  await freshMailbox(fresh, 1)
  assert.match((await fresh.say('SEARCH MODSEQ 1')).lines[0]!, /^\* OK \[HIGHESTMODSEQ \d+\]/)
  assert.doesNotMatch((await fresh.say('SEARCH MODSEQ 1')).lines[0]!, /HIGHESTMODSEQ/)
  fresh.close()
})
