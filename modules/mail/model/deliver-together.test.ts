import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Refused } from '../../../lib/errors.ts'
import type { AccountId } from '../../../lib/id.ts'
import type { Tx } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'
import { letter, type MailHouse, mailHouse } from '../test/house.ts'
import { keptCounts, tally } from './counts.ts'
import type { Deliveries } from './deliver.ts'
import { deliverTogether } from './deliver-together.ts'
import { prepareMessage } from './prepare.ts'

let house: MailHouse
before(async () => {
  house = await mailHouse()
})
after(() => house.close())

/** Delivers a letter of this subject; a subject of « fault » fails once it is filed. */
async function send(subject: string, accounts: readonly AccountId[]): Promise<Deliveries> {
  const message = await prepareMessage(house, letter({ Subject: subject }))
  const recipients = accounts.map(accountId => ({ accountId }))
  const settle = async (_: Tx, deliveries: Deliveries) => {
    if (subject === 'fault') throw new Error('expected')
    return deliveries
  }
  return deliverTogether(house, { message, recipients, receivedAt: house.now() }, { settle })
}

const subjectsIn = async (accountId: AccountId): Promise<string[]> =>
  (
    await house.db.rows<{ subject: string }>(sql`
      select c.subject from mailbox_email h join email_content c on c.account_id = h.account_id and c.id = h.email_id
      where h.account_id = ${accountId} order by c.subject`)
  ).map(row => row.subject)

test('messages that come at once to one account are all filed, and its counts are exact', async () => {
  const accountId = await house.newAccount()
  const subjects = Array.from({ length: 40 }, (_, n) => `Message ${String(n).padStart(2, '0')}`)
  await Promise.all(subjects.map(subject => send(subject, [accountId])))
  assert.deepEqual(await subjectsIn(accountId), subjects)
  const counted = [...(await tally(house.db, accountId, null))]
  assert.deepEqual([...(await keptCounts(house.db, accountId))], counted)
})

test('one that fails is told alone, and the others are filed once', async () => {
  const accountId = await house.newAccount()
  const answers = await Promise.allSettled(
    ['a', 'b', 'fault', 'c'].map(subject => send(subject, [accountId])),
  )
  assert.deepEqual(
    answers.map(answer => answer.status),
    ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
  )
  assert.deepEqual(await subjectsIn(accountId), ['a', 'b', 'c'])
})

test('a full account among others refuses what is meant for it', async () => {
  const [full, free] = [await house.newAccount({ quota: 10 }), await house.newAccount()]
  const answers = await Promise.all([send('a', [full, free]), send('b', [free]), send('c', [full])])
  assert.ok(answers[0]!.get(full) instanceof Refused && answers[2]!.get(full) instanceof Refused)
  assert.deepEqual(await subjectsIn(free), ['a', 'b'])
  assert.deepEqual(await subjectsIn(full), [])
})

test('whoever shares a moment with a locked account does not wait for its lock', async () => {
  const [locked, free] = [await house.newAccount(), await house.newAccount()]
  // Three transactions are in the way, so that the two after them come in one.
  const before = Promise.all(['a', 'b', 'c'].map(async subject => send(subject, [await house.newAccount()])))
  const { promise: release, resolve } = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const holding = house.db.write(async tx => {
    await tx.run(sql`select from account where account_id = ${locked} for update`)
    held.resolve()
    await release
  })
  await held.promise
  const [waits, goes] = [send('waits', [locked]), send('goes', [free])]
  await goes
  assert.deepEqual(await subjectsIn(locked), [])
  resolve()
  await Promise.all([waits, before, holding])
  assert.deepEqual(await subjectsIn(locked), ['waits'])
})
