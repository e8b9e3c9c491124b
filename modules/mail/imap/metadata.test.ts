import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '../../../store/sql.ts'
import type { TestHouse } from '../../../test/house.ts'
import { Client } from './test/client.ts'
import { imapHouse } from './test/house.ts'
import { append, freshMailbox } from './test/letters.ts'

let house: TestHouse
let claire: Client
let paul: Client
let jean: Client
before(async () => {
  house = await imapHouse()
  const login = (name: string) => Client.login(house.ports['imap']!, `${name}@montauzan.fr`)
  ;[claire, paul, jean] = await Promise.all([login('claire'), login('paul'), login('jean')])
})
after(async () => {
  for (const client of [claire, paul, jean]) client.close()
  await house.close()
})

const said = async (client: Client, command: string) => (await client.say(command)).lines

test('what is noted about a mailbox is told again, and taken away', async () => {
  const name = await freshMailbox(claire)
  assert.match(
    (await claire.say(`SETMETADATA ${name} (/private/comment "a trier" /private/x {2+}\r\n\r\n)`)).end,
    /^OK/,
  )
  assert.deepEqual(await said(claire, `GETMETADATA ${name} (/PRIVATE/Comment /private/none)`), [
    `* METADATA ${name} (/private/comment "a trier")`,
  ])
  await claire.say(`SETMETADATA ${name} (/private/comment NIL)`)
  assert.deepEqual(await said(claire, `GETMETADATA ${name} /private/comment`), [])
})

test('DEPTH tells what stands below, MAXSIZE leaves out what is long', async () => {
  const name = await freshMailbox(claire)
  await claire.say(`SETMETADATA ${name} (/private/a/b "12345" /private/a/b/c "1" /private/ab "2")`)
  assert.deepEqual(await said(claire, `GETMETADATA (DEPTH 1) ${name} /private/a`), [
    `* METADATA ${name} (/private/a/b "12345")`,
  ])
  const { lines, end } = await claire.say(`GETMETADATA ${name} (MAXSIZE 3 DEPTH infinity) (/private/a)`)
  assert.deepEqual(lines, [`* METADATA ${name} (/private/a/b/c "1")`])
  assert.match(end, /^OK \[METADATA LONGENTRIES 5\]/)
})

test('what is private is nobody else’s, what is shared needs a right to write', async () => {
  const name = await freshMailbox(claire)
  await claire.say(`SETMETADATA ${name} (/private/comment "moi" /shared/comment "nous")`)
  await claire.say(`SETACL ${name} paul@montauzan.fr lr`)
  const there = `"Partag&AOk-s/Claire/${name}"`
  const read = `GETMETADATA ${there} (/private/comment /shared/comment)`
  assert.match((await said(paul, read))[0]!, /\(\/shared\/comment "nous"\)$/)
  assert.match((await paul.say(`SETMETADATA ${there} (/shared/comment "lui")`)).end, /^NO \[NOPERM\]/)
  assert.match((await paul.say(`SETMETADATA ${there} (/private/comment "lui")`)).end, /^OK/)
  assert.match((await said(paul, read))[0]!, /\(\/private\/comment "lui" \/shared\/comment "nous"\)$/)
  await claire.say(`SETACL ${name} paul@montauzan.fr +w`)
  assert.match((await paul.say(`SETMETADATA ${there} (/shared/comment "lui")`)).end, /^OK/)
})

test('about the server, the administrators of the organisation write for all', async () => {
  assert.match((await claire.say('SETMETADATA "" (/shared/admin "moi")')).end, /^NO \[NOPERM\]/)
  assert.match((await jean.say('SETMETADATA "" (/shared/admin "mairie@montauzan.fr")')).end, /^OK/)
  assert.deepEqual(await said(claire, 'GETMETADATA "" /shared/admin'), [
    '* METADATA "" (/shared/admin "mairie@montauzan.fr")',
  ])
})

test('there is an end to notes, and to their length', async () => {
  const name = await freshMailbox(claire)
  const many = Array.from({ length: 101 }, (_, i) => `/private/n${i} "x"`).join(' ')
  assert.match((await claire.say(`SETMETADATA ${name} (${many})`)).end, /^NO \[METADATA TOOMANY\]/)
  assert.deepEqual(await said(claire, `GETMETADATA ${name} (DEPTH infinity) (/private/n1)`), [])
  assert.match((await claire.say(`SETMETADATA ${name} (/elsewhere/x "1")`)).end, /^NO/)
  assert.match((await claire.say(`SETMETADATA ${name} (/private/* "1")`)).end, /^BAD/)
})

test('with a mailbox goes what was noted about it', async () => {
  const name = await freshMailbox(claire)
  await claire.say(`SETMETADATA ${name} (/private/comment "adieu")`)
  const count = () =>
    house.house.db.row(sql`select from annotation where value = ${Buffer.from('adieu')} limit 1`)
  assert.notEqual(await count(), null)
  await claire.say(`DELETE ${name}`)
  assert.equal(await count(), null)
})

test('a message tells when it came into its mailbox, not when it arrived', async () => {
  const name = await freshMailbox(claire)
  await claire.say(`APPEND ${name} "17-Jul-1996 02:44:25 +0000" {4+}\r\na: b`)
  const line = (await said(claire, 'FETCH 1 (INTERNALDATE SAVEDATE)')).at(-1)!
  assert.match(line, /INTERNALDATE "17-Jul-1996 02:44:25 \+0000" SAVEDATE "[ \d]\d-\w{3}-20\d\d /)
  assert.deepEqual(await said(claire, 'SEARCH SAVEDSINCE 1-Jan-2020'), ['* SEARCH 1'])
  assert.deepEqual(await said(claire, 'SEARCH SAVEDBEFORE 1-Jan-2020'), ['* SEARCH'])
  await append(claire, name)
  assert.deepEqual(await said(claire, 'SEARCH SAVEDATESUPPORTED'), ['* SEARCH 1 2'])
})
