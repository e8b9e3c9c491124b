import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { AccountId, RecordId } from '../../../lib/id.ts'
import { matchClause } from '../../../store/search.ts'
import { sql } from '../../../store/sql.ts'
import { letter, type MailHouse, mailHouse } from '../test/house.ts'
import { deliver } from './deliver.ts'
import { destroyEmails } from './destroy.ts'
import { asOwner } from './rights.ts'
import { INDEX_JOB, indexBetweenBursts, indexWaiting } from './unindexed.ts'

let house: MailHouse
before(async () => {
  house = await mailHouse()
})
after(() => house.close())

const found = async (accountId: AccountId, words: string): Promise<number> =>
  (
    await house.db.rows<{ id: RecordId }>(sql`
      select t.id from email t where t.account_id = ${accountId} and ${matchClause('Email', words)}`)
  ).length

test('a delivered message is found by its body, its people and its subject once its job ran', async () => {
  const accountId = await house.newAccount()
  await deliver(house, letter({ Subject: 'Délibération' }, 'Le budget est voté.\r\n'), [{ accountId }])
  assert.equal(await found(accountId, 'budget'), 0)
  await indexWaiting(house, { accountId })
  assert.equal(await found(accountId, 'budget voter'), 1)
  assert.equal(await found(accountId, 'delib'), 1)
  assert.equal(await found(accountId, 'fontaine montauzan'), 1)
})

test('a burst of deliveries wakes one job', async () => {
  const accountId = await house.newAccount()
  const woken = () => house.waiting.filter(w => w.options.key === `${INDEX_JOB}.${accountId}`).length
  for (let i = 0; i < 3; i++) await deliver(house, letter(), [{ accountId }])
  assert.equal(woken(), 1)
  await indexWaiting(house, { accountId })
  await deliver(house, letter(), [{ accountId }])
  assert.equal(woken(), 2)
})

test('a destroyed email is not found', async () => {
  const accountId = await house.newAccount()
  await deliver(house, letter({}, 'éphémère\r\n'), [{ accountId }])
  await indexWaiting(house, { accountId })
  const rows = await house.db.rows<{ id: RecordId }>(
    sql`select id from email where account_id = ${accountId}`,
  )
  await house.db.write(tx =>
    destroyEmails(
      tx,
      house,
      asOwner(accountId),
      rows.map(r => r.id),
    ),
  )
  const kept = await house.db.rows(sql`select from search where account_id = ${accountId}`)
  assert.equal(kept.length, 0)
})

test('while mail pours in, its words wait, but not for ever', async () => {
  const accountId = await house.newAccount()
  const pour = () => deliver(house, letter({}, 'averse\r\n'), [{ accountId }])
  await pour()
  await pour()
  await indexBetweenBursts(house, { accountId })
  assert.equal(await found(accountId, 'averse'), 0)
  assert.ok(house.waiting.some(({ options }) => options.key === `${INDEX_JOB}.${accountId}`))
  await at(accountId, -3)
  await indexBetweenBursts(house, { accountId })
  assert.equal(await found(accountId, 'averse'), 2)
  await pour()
  await at(accountId, -31)
  await pour()
  await indexBetweenBursts(house, { accountId })
  assert.equal(await found(accountId, 'averse'), 4)
})

test('what comes alone is indexed at once', async () => {
  const accountId = await house.newAccount()
  await deliver(house, letter({}, 'goutte\r\n'), [{ accountId }])
  await indexBetweenBursts(house, { accountId })
  assert.equal(await found(accountId, 'goutte'), 1)
})

/** All of the account came so many seconds from now. */
const at = (accountId: AccountId, seconds: number) =>
  house.db.run(sql`
    update email set received_at = ${new Date(house.now().getTime() + seconds * 1000)} where account_id = ${accountId}`)
