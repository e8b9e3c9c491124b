import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { AccountId } from '../lib/id.ts'
import { testDatabase } from '../test/database.ts'
import { type Committed, openDatabase } from './database.ts'
import { lockAccounts, readState, take } from './sequence.ts'
import { raw, sql } from './sql.ts'

const database = await testDatabase()
const { db } = database
after(() => database.close())

const ACCOUNT = 1 as AccountId
await db.run(
  sql`insert into account (account_id, organisation_id, name) overriding system value values (${ACCOUNT}, ${ACCOUNT}, 'Mairie')`,
)
await db.run(raw('create table word (word text not null unique)'))

const words = async () =>
  (await db.rows<{ word: string }>(sql`select word from word order by word`)).map(w => w.word)

test('what is posted is written with the rest, in the order in which it was sent', async () => {
  const seen = await db.write(async tx => {
    tx.post(sql`insert into word values (${'halle'})`)
    tx.post(sql`update word set word = word || ${'s'}`)
    return tx.row(sql`select word from word`)
  })
  assert.deepEqual(seen, { word: 'halles' })
  assert.deepEqual(await words(), ['halles'])
})

test('a posted statement that fails takes all back, and its reason is told', async () => {
  const work = db.write(async tx => {
    await tx.run(sql`insert into word values (${'canal'})`)
    tx.post(sql`insert into word values (${'halles'})`)
    return 'kept'
  })
  await assert.rejects(work, { code: '23505' })
  assert.deepEqual(await words(), ['halles'])
})

test('what comes after it fails for the same reason', async () => {
  const work = db.write(async tx => {
    tx.post(sql`insert into word values (${'halles'})`)
    return tx.rows(sql`select word from word`)
  })
  await assert.rejects(work, { code: '23505' })
})

test('a failure that a verb keeps to itself is no success', async () => {
  const work = db.write(async tx => {
    await tx.run(sql`insert into word values (${'beffroi'})`)
    await tx.run(sql`insert into word values (${null})`).catch(() => {})
  })
  await assert.rejects(work, /a statement failed/)
  assert.deepEqual(await words(), ['halles'])
})

test('numbers are taken under the lock as without it, and told once they stand', async () => {
  const told: Committed[] = []
  db.onCommit(committed => void told.push(committed))
  const before = await readState(db, ACCOUNT)
  const taken = await db.write(async tx => {
    const unlocked = await take(tx, ACCOUNT, { Note: 2, Email: 1 })
    await lockAccounts(tx, [ACCOUNT])
    return [unlocked, await take(tx, ACCOUNT, { Email: 3 }), await take(tx, ACCOUNT, { Note: 1 })]
  })
  const at = (n: number) => before.seq + n
  assert.deepEqual(taken, [{ Note: at(1), Email: at(3) }, { Email: at(4) }, { Note: at(7) }])
  const now = await readState(db, ACCOUNT)
  assert.equal(now.seq, at(7))
  assert.deepEqual(now.states, { ...before.states, Email: at(6), Note: at(7) })
  assert.deepEqual(
    told.map(({ moved }) => moved),
    [[{ accountId: ACCOUNT, states: { Email: at(6), Note: at(7) } }]],
  )
})

test('many who take at once get numbers of their own', async () => {
  const before = await readState(db, ACCOUNT)
  const taken = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      db.write(async tx => {
        if (n % 2 === 0) await lockAccounts(tx, [ACCOUNT])
        return (await take(tx, ACCOUNT, { Note: 1 })).Note
      }),
    ),
  )
  assert.deepEqual(
    taken.toSorted((a, b) => a - b),
    Array.from({ length: 20 }, (_, n) => before.seq + n + 1),
  )
})

test('a transaction that stands still is ended, and what it had locked is free', async t => {
  const hanging = openDatabase({ connection: database.connection, transactionIdleMs: 50 })
  t.after(() => hanging.close())
  const rename = (name: string) => sql`update account set name = ${name} where account_id = ${ACCOUNT}`
  const stuck = hanging.write(async tx => {
    await tx.run(rename('b'))
    // Waits for the lock, until the database takes it from the other.
    await db.run(rename('c'))
    await tx.run(rename('d'))
  })
  await assert.rejects(stuck)
  assert.deepEqual(await hanging.row(sql`select name from account where account_id = ${ACCOUNT}`), {
    name: 'c',
  })
})
