import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openDoors } from '../../app/server/doors.ts'
import { openHouse } from '../../app/server/house.ts'
import { core } from '../../core/face.ts'
import { GUESSES_OF_PAIR, sweepAttempts } from '../../core/login/attempts.ts'
import { sql } from '../../store/sql.ts'
import { PASSWORD, testHouse } from '../house.ts'

// Two houses on one database, as two processes behind a balancer are.
const first = await testHouse([core])
const data = await mkdtemp(join(tmpdir(), 'bastide-house-'))
const second = await openHouse({ ...first.house.config, data }, first.house.log, [core])
const doors = await openDoors(second.house, [core])
const urls = [first.url, `http://127.0.0.1:${doors.ports['http']}`] as const
after(async () => {
  await doors.close()
  await second.close()
  await first.close()
  await rm(data, { recursive: true, force: true })
})

const enter = (url: string, address: string, password: string) =>
  fetch(`${url}/auth/login`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ address, password }),
  })

const counted = async () =>
  (await first.house.db.row<{ sum: number }>(
    sql`select coalesce(sum(attempts), 0)::int as sum from login_attempt`,
  ))!.sum

test('failures at one house count at the other', async () => {
  const { address } = first.claire
  for (let i = 0; i < GUESSES_OF_PAIR; i++)
    assert.equal((await enter(urls[i % 2]!, address, `faux ${i}`)).status, 401)
  for (const url of urls) {
    const refused = await enter(url, address, PASSWORD)
    assert.equal(refused.status, 429)
    assert.ok(Number(refused.headers.get('retry-after')) > 0)
  }
})

test('many attempts at once, at both houses, are no more than one after the other', async () => {
  const { address } = first.paul
  const answers = await Promise.all(
    Array.from({ length: 4 * GUESSES_OF_PAIR }, (_, i) => enter(urls[i % 2]!, address, `faux ${i}`)),
  )
  const tried = answers.filter(answer => answer.status === 401)
  assert.ok(tried.length <= GUESSES_OF_PAIR, `${tried.length} were tried`)
})

test('whoever goes on where it is locked locks nobody else out', async () => {
  const { address } = first.claire
  const before = await counted()
  for (let i = 0; i < GUESSES_OF_PAIR; i++) assert.equal((await enter(urls[0], address, 'faux')).status, 429)
  assert.equal(await counted(), before)
})

test('a success takes its count back, and what follows it counts nothing', async () => {
  const before = await counted()
  const entered = await enter(urls[1], first.jean.address, PASSWORD)
  assert.equal(entered.status, 200)
  const cookie = entered.headers.getSetCookie()[0]!.split(';')[0]!
  for (const url of urls) {
    const session = await fetch(`${url}/.well-known/jmap`, { headers: { cookie } })
    assert.equal(session.status, 200)
  }
  assert.equal(await counted(), before)
})

test('counts whose time is over are forgotten', async () => {
  const { db } = first.house
  await db.run(sql`update login_attempt set until = now() - interval '1 second'`)
  assert.equal((await enter(urls[0], first.claire.address, PASSWORD)).status, 200)
  await sweepAttempts(db)
  assert.equal(await counted(), 0)
})
