import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openLog } from '../lib/log.ts'
import { testDatabase } from '../test/database.ts'
import { openLogin } from './login/login.ts'
import { CORE_MIGRATIONS } from './migrations.ts'
import { registry } from './registry.ts'
import { needsSetup, type SetUp, setUp, setupToken } from './setup.ts'

const wish: Omit<SetUp, 'token'> = {
  organisation: 'Ville de Montauzan',
  domain: 'montauzan.fr',
  name: 'Jean Bousquet',
  address: 'Jean@Montauzan.fr',
  password: 'jean-place-de-la-halle',
  language: 'fr',
}
const none = registry([])

async function empty() {
  const { db, close } = await testDatabase([CORE_MIGRATIONS])
  after(close)
  return db
}

test('the token of this start founds the organisation, once', async () => {
  const db = await empty()
  const old = (await setupToken(db))!
  const token = (await setupToken(db))!
  await assert.rejects(setUp(db, none, { ...wish, token: old }), { code: 'forbidden' })
  await setUp(db, none, { ...wish, token })
  assert.equal(await needsSetup(db), false)
  assert.equal(await setupToken(db), null)
  await assert.rejects(setUp(db, none, { ...wish, token }), { code: 'forbidden' })
  const login = await openLogin({ db, log: openLog({ write: () => {} }), config: { data: '', secret: 'x' } })
  const actor = await login.verifyPassword('jean@montauzan.fr', wish.password, {
    ip: '192.0.2.1',
    door: 'web',
  })
  assert.ok(actor.roles.has('administrator'))
})

test('of two set-ups at once one wins', async () => {
  const db = await empty()
  const token = (await setupToken(db))!
  const ends = await Promise.allSettled([
    setUp(db, none, { ...wish, token }),
    setUp(db, none, { ...wish, token }),
  ])
  assert.deepEqual(ends.map(end => end.status).sort(), ['fulfilled', 'rejected'])
})

test('a wish that is refused leaves the token to try again', async () => {
  const db = await empty()
  const token = (await setupToken(db))!
  await assert.rejects(setUp(db, none, { ...wish, token, address: 'jean@elsewhere.example' }), {
    code: 'invalidProperties',
  })
  await assert.rejects(setUp(db, none, { ...wish, token, password: 'court' }), { code: 'invalidProperties' })
  await setUp(db, none, { ...wish, token })
})
