import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../../store/sql.ts'
import { found } from '../../test/town.ts'
import { vaultOf } from '../vault.ts'
import {
  countAttempts,
  GUESSES_OF_ADDRESS,
  GUESSES_OF_PAIR,
  GUESSES_OF_PLACE,
  sweepAttempts,
} from './attempts.ts'

const { db, gate } = await found()
const vault = await vaultOf(gate.config)
const attempts = countAttempts(db, vault, 'login')

/** A wrong password: what the gate makes of it before it looks, or what locks. */
async function wrong(address: string, ip: string, secret: string | null): Promise<string> {
  const begun = await attempts.begin({ address, ip, secret, secrets: 0 })
  if (begun === 'new') await attempts.fail({ address, ip, secret, secrets: 0 })
  return typeof begun === 'string' ? begun : begun.locked
}

async function right(address: string, ip: string): Promise<string> {
  const guess = { address, ip, secret: 'right', secrets: 0 }
  const begun = await attempts.begin(guess)
  if (begun === 'new') await attempts.succeed(guess)
  return typeof begun === 'string' ? begun : begun.locked
}

const numbers = (n: number) => Array.from({ length: n }, (_, i) => i)

test('a device that repeats the same wrong password has guessed once', async () => {
  const ip = '192.0.2.1'
  assert.equal(await wrong('phone@x.fr', ip, 'old'), 'new')
  for (const _ of numbers(3 * GUESSES_OF_PAIR)) assert.equal(await wrong('phone@x.fr', ip, 'old'), 'known')
  assert.equal(await right('phone@x.fr', ip), 'new')
})

test('the same guess many times at once is one guess too, in the end', async () => {
  const ip = '192.0.2.2'
  const guess = { address: 'twice@x.fr', ip, secret: 'old', secrets: 0 }
  const begun = await Promise.all(numbers(5).map(() => attempts.begin(guess)))
  assert.deepEqual(new Set(begun), new Set(['new']))
  await Promise.all(begun.map(() => attempts.fail(guess)))
  for (const i of numbers(GUESSES_OF_PAIR - 1)) assert.equal(await wrong('twice@x.fr', ip, `${i}`), 'new')
  assert.equal(await wrong('twice@x.fr', ip, 'one more'), 'pair')
})

test('two dozen devices with old passwords close their town hall to nobody', async () => {
  const ip = '192.0.2.3'
  for (const round of numbers(5))
    for (const i of numbers(24))
      assert.equal(await wrong(`device${i}@x.fr`, ip, 'old'), round === 0 ? 'new' : 'known')
  assert.equal(await right('newcomer@x.fr', ip), 'new')
})

test('guesses at one address from one place are locked early, whatever is remembered of them', async () => {
  const ip = '192.0.2.4'
  for (const i of numbers(GUESSES_OF_PAIR)) assert.equal(await wrong('anna@x.fr', ip, `${i}`), 'new')
  assert.equal(await wrong('anna@x.fr', ip, '0'), 'pair')
  assert.equal(await right('anna@x.fr', ip), 'pair')
  assert.equal(await right('anna@x.fr', '192.0.2.5'), 'new')
})

test('proofs, which cannot be known again, are counted each', async () => {
  const ip = '192.0.2.6'
  for (const _ of numbers(GUESSES_OF_PAIR)) assert.equal(await wrong('mutt@x.fr', ip, null), 'new')
  assert.equal(await wrong('mutt@x.fr', ip, null), 'pair')
})

test('one password tried at thousands of addresses ends at its hundredth', async () => {
  const ip = '192.0.2.7'
  const answers: string[] = []
  for (const i of numbers(GUESSES_OF_PLACE + 50)) answers.push(await wrong(`p${i}@x.fr`, ip, 'Printemps2026'))
  assert.equal(answers.filter(one => one === 'new').length, GUESSES_OF_PLACE)
  assert.deepEqual(new Set(answers.slice(GUESSES_OF_PLACE)), new Set(['place']))
})

test('who is at home at a place goes in while it is closed to others, until they too err too much', async () => {
  const ip = '192.0.2.8'
  const people = numbers(5).map(i => `colleague${i}@x.fr`)
  for (const one of people) assert.equal(await right(one, ip), 'new')
  for (const i of numbers(GUESSES_OF_PLACE)) await wrong(`p${i}@x.fr`, ip, 'Automne2026')
  assert.equal(await right('stranger@x.fr', ip), 'place')
  assert.equal(await right(people[0]!, ip), 'new')
  for (const one of people) assert.equal(await wrong(one, ip, 'Printemps2026'), 'new')
  for (const one of people) assert.equal(await right(one, ip), 'place')
})

test('an address guessed at from many places is locked, but for where it is at home', async () => {
  const home = '192.0.2.9'
  assert.equal(await right('mayor@x.fr', home), 'new')
  for (const i of numbers(GUESSES_OF_ADDRESS))
    assert.equal(await wrong('mayor@x.fr', `198.51.${i}.1`, `guess ${i}`), 'new')
  assert.equal(await wrong('mayor@x.fr', '198.51.200.1', 'one more'), 'address')
  assert.equal(await right('mayor@x.fr', '198.51.201.1'), 'address')
  assert.equal(await right('mayor@x.fr', home), 'new')
})

test('a lock is news once', async () => {
  const guess = { address: 'news@x.fr', ip: '192.0.2.10', secret: null, secrets: 0 }
  for (const _ of numbers(GUESSES_OF_PAIR)) assert.equal(await attempts.begin(guess), 'new')
  const news = []
  for (const _ of numbers(2)) {
    const lock = await attempts.begin(guess)
    assert.ok(typeof lock === 'object' && lock.seconds > 0 && lock.seconds <= 900)
    news.push(lock.news)
  }
  assert.deepEqual(news, [['pair'], []])
})

test('an address of IPv4 is the same place when it is written in IPv6', async () => {
  for (const i of numbers(GUESSES_OF_PAIR)) await wrong('mapped@x.fr', '192.0.2.11', `${i}`)
  assert.equal(await right('mapped@x.fr', '::ffff:192.0.2.11'), 'pair')
})

test('what was tried is nowhere in the database, not even as a digest that could be tried out', async () => {
  const secret = 'le-chat-de-la-voisine'
  await wrong('typo@x.fr', '192.0.2.12', secret)
  const mark = vault.digest(JSON.stringify(['login', 'typo@x.fr', 0, secret]))
  const other = (await vaultOf({ data: '', secret: 'another' })).digest(
    JSON.stringify(['login', 'typo@x.fr', 0, secret]),
  )
  const has = async (digest: Buffer) =>
    (await db.rows(sql`select from login_attempt where account_id = 0 and digest = ${digest}`)).length
  assert.deepEqual([await has(mark), await has(other)], [1, 0])
})

test('who has not been there for a month is at home there no longer', async () => {
  await right('moved@x.fr', '192.0.2.13')
  const homes = async () => (await db.row<{ n: number }>(sql`select count(*)::int as n from login_place`))!.n
  const before = await homes()
  await db.run(sql`update login_place set until = now() - interval '1 second'`)
  await sweepAttempts(db)
  assert.ok(before > 0)
  assert.equal(await homes(), 0)
})
