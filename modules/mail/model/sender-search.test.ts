import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { AccountId } from '../../../lib/id.ts'
import { sql } from '../../../store/sql.ts'
import { letter, type MailHouse, mailHouse } from '../test/house.ts'
import { deliver } from './deliver.ts'
import { type Known, NOTHING_KNOWN } from './email-filter.ts'
import { queryEmails } from './email-query.ts'
import { asOwner } from './rights.ts'
import { matchSenders } from './sender-search.ts'

let house: MailHouse
before(async () => {
  house = await mailHouse()
})
after(() => house.close())

const crowd = Array.from({ length: 12 }, (_, n) => `Membre ${n} <membre${n}@occitanie.example>`)
const SENDERS = [
  'Claire Fontaine <claire@montauzan.example>',
  '"Fontaine, Paul" <PAUL@montauzan.example>',
  '=?utf-8?q?H=C3=A9l=C3=A8ne?= <helene@castelnau.example>',
  [...crowd, 'Jean Fontaine <jean@loin.example>'].join(', '),
  'noreply@loin.example',
]
const TEXTS = [
  'fontaine',
  'FONTAINE montauzan',
  '"claire fontaine"',
  'helene',
  'montauzan.ex',
  'jean',
  'personne',
]

/** Of a new account to which each of these has sent something. */
async function receiver(): Promise<AccountId> {
  const accountId = await house.newAccount()
  for (const From of SENDERS) await deliver(house, letter({ From }), [{ accountId }])
  return accountId
}

const pretendLarge = (accountId: AccountId) =>
  house.db.run(
    sql`update mailbox set total_emails = 100000 where account_id = ${accountId} and role = 'inbox'`,
  )

async function idsFrom(accountId: AccountId, filter: object, senders: Known['senders']) {
  const query = { filter: { ...filter }, sort: [], position: 0, anchor: null, anchorOffset: 0, limit: 50 }
  const known = { ...NOTHING_KNOWN, senders }
  const { ids } = await queryEmails(house.db, asOwner(accountId), {
    ...query,
    total: true,
    collapse: true,
    known,
  })
  return ids
}

test('of a large account the same is found by who sent it as of a small one', async () => {
  const accountId = await receiver()
  assert.equal((await matchSenders(house.db, accountId, { from: 'fontaine' })).size, 0)
  await pretendLarge(accountId)
  for (const from of TEXTS)
    for (const filter of [
      { from },
      { operator: 'NOT', conditions: [{ from }] },
      { operator: 'OR', conditions: [{ from }, { from: 'noreply' }] },
    ]) {
      const senders = await matchSenders(house.db, accountId, filter)
      assert.ok(senders.has(from))
      const found = await idsFrom(accountId, filter, senders)
      assert.deepEqual(found, await idsFrom(accountId, filter, new Map()), JSON.stringify(filter))
    }
  const fontaine = await matchSenders(house.db, accountId, { from: 'fontaine' })
  assert.equal((await idsFrom(accountId, { from: 'fontaine' }, fontaine)).length, 3)
})

test('where too many have sent, or too much is asked, senders are not looked up', async () => {
  const accountId = await receiver()
  await pretendLarge(accountId)
  const asked = Array.from({ length: 17 }, (_, n) => ({ from: `personne ${n}` }))
  assert.equal((await matchSenders(house.db, accountId, { operator: 'OR', conditions: asked })).size, 0)
  await house.db.run(sql`
    insert into email_content (account_id, id, base_subject, preview, structure, envelope, from_text)
    select ${accountId}::bigint, 1000000 + n, '', '', '{}', '{}', 'machine' || n || '@loin.example' from generate_series(1, 20000) n`)
  assert.equal((await matchSenders(house.db, accountId, { from: 'fontaine' })).size, 0)
})
