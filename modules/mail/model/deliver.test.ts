import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Refused } from '../../../lib/errors.ts'
import type { AccountId } from '../../../lib/id.ts'
import { checkDescriptor } from '../../../store/records/check.ts'
import { sql } from '../../../store/sql.ts'
import { letter, type MailHouse, mailHouse } from '../test/house.ts'
import { chance } from '../test/random.ts'
import { keptCounts, tally } from './counts.ts'
import { deliver, deliverAll } from './deliver.ts'
import { findRole, listMailboxes } from './mailboxes.ts'
import { listMessages } from './messages.ts'
import type { Placed } from './place.ts'
import { prepareMessage } from './prepare.ts'
import { asOwner } from './rights.ts'

let house: MailHouse
before(async () => {
  house = await mailHouse()
})
after(() => house.close())

test('the tables agree with the descriptors', async () => {
  for (const { descriptor } of house.registry.types.values())
    assert.deepEqual(await checkDescriptor(house.db, descriptor), [])
})

test('a delivered message stands in the inbox, unread', async () => {
  const accountId = await house.newAccount()
  const placed = (await deliver(house, letter(), [{ accountId }])).get(accountId) as Placed
  const inbox = (await findRole(house.db, asOwner(accountId), 'inbox'))!
  const [message] = await listMessages(house.db, accountId, inbox, { envelope: true, structure: true })
  assert.equal(message!.emailId, placed.emailId)
  assert.equal(message!.uid, 1)
  assert.deepEqual(message!.keywords, [])
  assert.equal(message!.envelope!.subject, 'Conseil municipal')
  assert.equal(message!.structure!.type, 'text/plain')
  const row = (await listMailboxes(house.db, asOwner(accountId), [inbox]))[0]!
  assert.deepEqual(
    { total: row.totalEmails, unread: row.unreadEmails, next: row.uidNext, highest: row.highestSeq },
    { total: 1, unread: 1, next: 2, highest: placed.seq },
  )
})

test('a letter arrives whatever its author calls himself', async () => {
  const accountId = await house.newAccount()
  const noise = Array.from({ length: 9000 }, (_, at) =>
    String.fromCodePoint(0x4e00 + ((at * 7919) % 20_000)),
  ).join('')
  for (const from of [
    `<${noise}@b.fr>`,
    `"${noise}" <a@b.fr>`,
    'A\0 <a\0@b.fr>',
    noise,
    `<${'a,'.repeat(5000)}@b.fr>`,
  ]) {
    const bytes = Buffer.from(`From: ${from}\r\nTo: ${from}\r\nSubject: Loin\r\n\r\nBonjour\r\n`)
    const placed = (await deliver(house, bytes, [{ accountId }])).get(accountId)!
    assert.ok('emailId' in placed, from.slice(0, 20))
  }
})

test('an answer joins the thread of what it answers, a new subject does not', async () => {
  const accountId = await house.newAccount()
  const into = async (bytes: Buffer) =>
    (await deliver(house, bytes, [{ accountId }])).get(accountId) as Placed
  const first = await into(letter({ 'Message-ID': '<a@x>' }))
  const answer = await into(letter({ 'In-Reply-To': '<a@x>', Subject: 'Re: Conseil municipal' }))
  const other = await into(letter({ 'In-Reply-To': '<a@x>', Subject: 'Autre chose' }))
  assert.equal(answer.threadId, first.threadId)
  assert.notEqual(other.threadId, first.threadId)
})

test('a message that is found before what it answers still shares its thread', async () => {
  const accountId = await house.newAccount()
  const into = async (bytes: Buffer) =>
    (await deliver(house, bytes, [{ accountId }])).get(accountId) as Placed
  const answer = await into(letter({ References: '<late@x>', Subject: 'Re: Conseil municipal' }))
  const first = await into(letter({ 'Message-ID': '<late@x>' }))
  assert.equal(first.threadId, answer.threadId)
})

test('one message to many accounts is stored once', async () => {
  const accounts = await Promise.all([house.newAccount(), house.newAccount(), house.newAccount()])
  const bytes = letter({ Subject: 'À tous' })
  await deliver(
    house,
    bytes,
    accounts.map(accountId => ({ accountId })),
  )
  const row = await house.db.row<{ contents: number; refs: number }>(sql`
    select count(distinct digest) as contents, sum(refs)::int as refs from blob
    where digest in (select blob_digest from email where account_id = any(${accounts}::bigint[]))`)
  assert.deepEqual(row, { contents: 1, refs: 3 })
})

test('a full mailbox refuses, and the others receive', async () => {
  const full = await house.newAccount({ quota: 10 })
  const free = await house.newAccount()
  const outcomes = await deliver(house, letter(), [{ accountId: full }, { accountId: free }])
  assert.equal((outcomes.get(full) as Refused).code, 'overQuota')
  assert.ok(!(outcomes.get(free) instanceof Refused))
})

test('an account without mailboxes gets an inbox with its first message', async () => {
  const accountId = await house.newAccount()
  await house.db.run(sql`delete from mailbox where account_id = ${accountId}`)
  await deliver(house, letter(), [{ accountId }])
  assert.equal((await listMailboxes(house.db, asOwner(accountId)))[0]!.totalEmails, 1)
})

test('NUL in a subject does no harm', async () => {
  const accountId = await house.newAccount()
  await deliver(house, letter({ Subject: '=?utf-8?Q?a=00b?=' }), [{ accountId }])
  assert.equal((await house.db.rows(sql`select from email where account_id = ${accountId}`)).length, 1)
})

test('messages that are delivered together end as if they had come one after the other', async () => {
  const { pick, some } = chance(7)
  const known = Array.from({ length: 12 }, (_, n) => `<${n}@x>`)
  const letters = Array.from({ length: 60 }, () =>
    letter({
      'Message-ID': pick(known),
      References: some(known, 0.1).join(' '),
      Subject: pick(['Conseil', 'Re: Conseil', 'Toiture']),
    }),
  )
  const [alone, together, full] = [
    await house.newAccount(),
    await house.newAccount(),
    await house.newAccount({ quota: 5_000 }),
  ]
  for (const bytes of letters) await deliver(house, bytes, [{ accountId: alone }])
  const deliveries = []
  for (let at = 0; at < letters.length; at += 20)
    deliveries.push(...(await deliverMany(letters.slice(at, at + 20), [together, full])))
  assert.deepEqual(await listed(together), await listed(alone))
  const [first, last] = [deliveries[0]!.get(full), deliveries.at(-1)!.get(full)]
  assert.ok(!(first instanceof Refused) && last instanceof Refused && last.code === 'overQuota')
  for (const accountId of [alone, together, full]) {
    const counted = [...(await tally(house.db, accountId, null))].sort(([a], [b]) => a - b)
    assert.deepEqual([...(await keptCounts(house.db, accountId))], counted)
  }
})

async function deliverMany(letters: readonly Buffer[], accounts: readonly AccountId[]) {
  const recipients = accounts.map(accountId => ({ accountId }))
  const messages = await Promise.all(letters.map(bytes => prepareMessage(house, bytes)))
  return house.db.write(tx =>
    deliverAll(
      tx,
      house,
      messages.map(message => ({ message, recipients, receivedAt: house.now() })),
    ),
  )
}

/** Emails by UID, with the UID that the thread of each began with. */
const listed = (accountId: AccountId) =>
  house.db.rows(sql`
    select h.uid, c.message_id, c.subject, min(h.uid) over (partition by h.thread_id) as thread
    from mailbox_email h join email_content c on c.account_id = h.account_id and c.id = h.email_id
    where h.account_id = ${accountId} order by h.uid`)
