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
before(async () => {
  house = await imapHouse()
  claire = await Client.login(house.ports['imap']!, 'claire@montauzan.fr')
  paul = await Client.login(house.ports['imap']!, 'paul@montauzan.fr')
})
after(async () => {
  claire.close()
  paul.close()
  await house.close()
})

const PAUL = 'paul@montauzan.fr'

test('the owner holds every right', async () => {
  const { lines } = await claire.say('MYRIGHTS INBOX')
  assert.deepEqual(lines, ['* MYRIGHTS INBOX lrswipkxteacd'])
  assert.deepEqual((await claire.say('GETACL INBOX')).lines, [
    '* ACL INBOX claire@montauzan.fr lrswipkxteacd',
  ])
})

test('what is given is had at once, and no more', async () => {
  const name = await freshMailbox(claire, 1)
  assert.match((await claire.say(`SETACL ${name} ${PAUL} lrs`)).end, /^OK/)
  assert.match((await claire.say(`GETACL ${name}`)).lines[0]!, / paul@montauzan\.fr lrs$/)
  const there = `"Partag&AOk-s/Claire/${name}"`
  assert.match((await paul.say(`MYRIGHTS ${there}`)).lines[0]!, / lrs$/)
  assert.match((await paul.say(`SELECT ${there}`)).end, /^OK/)
  assert.match((await paul.say('STORE 1 +FLAGS (\\Seen)')).end, /^OK/)
  assert.match((await paul.say('STORE 1 +FLAGS (\\Flagged)')).end, /^NO \[NOPERM\]/)
  assert.match((await paul.say(`SETACL ${there} jean@montauzan.fr lr`)).end, /^NO \[NOPERM\]/)
  assert.match((await paul.say(`GETACL ${there}`)).end, /^NO \[NOPERM\]/)
  assert.match((await paul.say(`LISTRIGHTS ${there} jean@montauzan.fr`)).end, /^NO \[NOPERM\]/)
  assert.match((await paul.say(`DELETEACL ${there} jean@montauzan.fr`)).end, /^NO \[NOPERM\]/)
})

test('rights are added and taken away one by one, in the letters of old clients too', async () => {
  const name = await freshMailbox(claire)
  const listed = async () => /paul@\S+ (\S+)$/.exec((await claire.say(`GETACL ${name}`)).lines[0]!)?.[1]
  await claire.say(`SETACL ${name} ${PAUL} lr`)
  await claire.say(`SETACL ${name} ${PAUL} +wd`)
  assert.equal(await listed(), 'lrwted')
  await claire.say(`SETACL ${name} ${PAUL} -t`)
  assert.equal(await listed(), 'lrw')
  assert.match((await claire.say(`DELETEACL ${name} ${PAUL}`)).end, /^OK/)
  assert.equal(await listed(), undefined)
})

test('what can be given is listed in groups', async () => {
  const { lines } = await claire.say(`LISTRIGHTS INBOX ${PAUL}`)
  assert.deepEqual(lines, [`* LISTRIGHTS INBOX ${PAUL} "" lr s w i p k x te a c d`])
})

test('a stranger, oneself and an unknown right are refused', async () => {
  assert.match((await claire.say('SETACL INBOX nobody@montauzan.fr lr')).end, /^NO \[CANNOT\]/)
  assert.match((await claire.say('SETACL INBOX claire@montauzan.fr lr')).end, /^NO \[CANNOT\]/)
  assert.match((await claire.say(`SETACL INBOX ${PAUL} lrz`)).end, /^BAD/)
  assert.match((await claire.say(`SETACL Nulle ${PAUL} lr`)).end, /^NO \[NONEXISTENT\]/)
})

test('a change of rights is written down', async () => {
  const name = await freshMailbox(claire)
  await claire.say(`SETACL ${name} ${PAUL} lr`)
  const rows = await house.house.db.rows<{ actor: string; name: string; details: object }>(sql`
    select actor_name as actor, target_name as name, details from audit_entry
    where account_id = ${house.organisationId} and action = 'mailboxShared' order by id desc limit 1`)
  assert.deepEqual(rows, [{ actor: 'Claire', name, details: { before: [], after: ['Paul: mayReadItems'] } }])
})

test('LIST tells rights with each mailbox when it is asked', async () => {
  const { lines } = await claire.say('LIST "" INBOX RETURN (MYRIGHTS)')
  assert.deepEqual(lines.slice(1), ['* MYRIGHTS INBOX lrswipkxteacd'])
})

test('the quota is told with what is used of it', async () => {
  const { accountId } = house.claire
  const none = await claire.say('GETQUOTAROOT INBOX')
  assert.deepEqual(none.lines, ['* QUOTAROOT INBOX'])
  assert.match((await claire.say('GETQUOTA ""')).end, /^NO \[NONEXISTENT\]/)
  await house.house.db.run(sql`update account set quota = 1048576 where account_id = ${accountId}`)
  await append(claire, 'INBOX')
  const { lines } = await claire.say('GETQUOTAROOT INBOX')
  assert.equal(lines[0], '* QUOTAROOT INBOX ""')
  assert.match(lines[1]!, /^\* QUOTA "" \(STORAGE [1-9]\d* 1024\)$/)
  assert.deepEqual((await claire.say('GETQUOTA ""')).lines, [lines[1]])
  await house.house.db.run(sql`update account set quota = null where account_id = ${accountId}`)
})

test('what an expunge would give back is told', async () => {
  const name = await freshMailbox(claire, 2)
  assert.match((await claire.say(`STATUS ${name} (DELETED-STORAGE)`)).lines[0]!, /\(DELETED-STORAGE 0\)$/)
  await claire.say('STORE 1 +FLAGS (\\Deleted)')
  const [line] = (await claire.say(`STATUS ${name} (DELETED DELETED-STORAGE)`)).lines
  assert.match(line!, /\(DELETED 1 DELETED-STORAGE [1-9]\d*\)$/)
})
