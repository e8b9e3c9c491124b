import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../../store/sql.ts'
import { DOMAIN, found, PASSWORD } from '../../test/town.ts'
import type { Door } from '../actor.ts'
import { disablePrincipal } from '../principal.ts'
import { createAppPassword, deleteAppPassword } from './app-password.ts'
import { GUESSES_OF_PAIR } from './attempts.ts'
import { changePassword, setPassword } from './change.ts'
import { openLogin } from './login.ts'
import { hashPassword } from './password.ts'

const { db, gate, organisationId, jean, person } = await found()
const login = await openLogin(gate)
const from = (ip: string, door: Door = 'jmap') => ({ ip, door })
const refused = { name: 'Refused', code: 'notAuthenticated' }

const actions = async (name: string): Promise<string[]> =>
  (
    await db.rows<{ action: string }>(sql`
      select action from audit_entry where account_id = ${organisationId}
        and (actor_name = ${name} or target_name = ${`${name.toLowerCase()}@${DOMAIN}`}) order by id`)
  ).map(row => row.action)

test('the right password lets in, by the primary address or an alias', async () => {
  const actor = await login.verifyPassword(`Jean@${DOMAIN}`, PASSWORD, from('192.0.2.1'))
  assert.equal(actor.principalId, jean.principalId)
  assert.equal(actor.ip, '192.0.2.1')
})

test('a wrong password and an unknown address are refused in the same words', async () => {
  const said = await Promise.all(
    [`jean@${DOMAIN}`, `nobody@${DOMAIN}`, 'x@example.org', 'nonsense'].map(address =>
      login
        .verifyPassword(address, 'wrong', from('192.0.2.2'))
        .catch(error => `${error.code} ${error.message}`),
    ),
  )
  assert.equal(new Set(said).size, 1)
})

test('a tagged address or a group is not an address to enter with', async () => {
  await assert.rejects(login.verifyPassword(`jean+x@${DOMAIN}`, PASSWORD, from('192.0.2.3')), refused)
})

test('a login and a failure stand in the audit, with where they came from', async () => {
  const hugo = await person('Hugo')
  await login.verifyPassword(hugo.address, PASSWORD, from('192.0.2.4'))
  await assert.rejects(login.verifyPassword(hugo.address, 'wrong', from('192.0.2.4')), refused)
  assert.deepEqual(await actions('Hugo'), ['login', 'loginFailed'])
})

test('a pair that was verified is not verified again', async () => {
  const rose = await person('Rose')
  for (let i = 0; i < 3; i++) await login.verifyPassword(rose.address, PASSWORD, from('192.0.2.5'))
  await Promise.all(
    Array.from({ length: 5 }, () => login.verifyPassword(rose.address, PASSWORD, from('192.0.2.5'))),
  )
  assert.deepEqual(await actions('Rose'), ['login'])
})

test('a changed password voids what was verified', async () => {
  const nina = await person('Nina')
  await login.verifyPassword(nina.address, PASSWORD, from('192.0.2.6'))
  const change = { current: PASSWORD, wanted: 'les tuiles du foirail', session: null }
  await changePassword(gate, nina, change)
  await assert.rejects(login.verifyPassword(nina.address, PASSWORD, from('192.0.2.6')), refused)
  await login.verifyPassword(nina.address, change.wanted, from('192.0.2.6'))
})

test('a change needs the current password', async () => {
  const change = { current: 'wrong', wanted: 'les tuiles du foirail', session: null }
  await assert.rejects(changePassword(gate, jean, change), { code: 'forbidden' })
})

test('the current password cannot be guessed without end', async () => {
  const vera = await person('Vera')
  const guess = (i: number) =>
    changePassword(gate, vera, { current: `wrong ${i}`, wanted: 'x', session: null })
  for (let i = 0; i < GUESSES_OF_PAIR; i++) await assert.rejects(guess(i), { code: 'forbidden' })
  await assert.rejects(guess(99), { code: 'tooManyAttempts' })
})

test('a reset tells the doors to close what is open', async () => {
  const zoe = await person('Zoe')
  const told = new Promise(resolve =>
    db.onCommit(
      ({ announcements }) =>
        announcements.some(one => one.accountId === zoe.accountId) && resolve(announcements),
    ),
  )
  const hash = await hashPassword('les ponts du canal', zoe)
  await db.write(tx => setPassword(tx, jean, organisationId, zoe.principalId, hash, false))
  assert.deepEqual(await told, [{ kind: 'loggedOut', accountId: zoe.accountId }])
})

test('an administrator resets a password, and nobody else does', async () => {
  const theo = await person('Théo')
  const hash = await hashPassword('les ponts du canal', theo)
  const id = theo.principalId
  await assert.rejects(
    db.write(tx => setPassword(tx, theo, organisationId, id, hash, false)),
    { code: 'forbidden' },
  )
  await db.write(tx => setPassword(tx, jean, organisationId, id, hash, false))
  assert.equal(
    (await login.verifyPassword(theo.address, 'les ponts du canal', from('192.0.2.7'))).principalId,
    id,
  )
})

test('a disabled person is out at once, verified before or not', async () => {
  const lea = await person('Lea')
  await login.verifyPassword(lea.address, PASSWORD, from('192.0.2.8'))
  await db.write(tx => disablePrincipal(tx, jean, organisationId, lea.principalId))
  await assert.rejects(login.verifyPassword(lea.address, PASSWORD, from('192.0.2.8')), refused)
})

test('an application password opens its doors and no other', async () => {
  const { secret, id } = await db.write(tx =>
    createAppPassword(tx, jean, { label: 'Téléphone', scopes: ['imap'] }),
  )
  const actor = await login.verifyPassword(jean.address, secret, from('192.0.2.9', 'imap'))
  assert.deepEqual(actor.scope, ['imap'])
  await assert.rejects(login.verifyPassword(jean.address, secret, from('192.0.2.9', 'jmap')), refused)
  await db.write(tx => deleteAppPassword(tx, jean, id))
  await assert.rejects(login.verifyPassword(jean.address, secret, from('192.0.2.9', 'imap')), refused)
})

test('an application password cannot make another one', async () => {
  const scoped = { ...jean, scope: ['jmap'] as const }
  await assert.rejects(
    db.write(tx => createAppPassword(tx, scoped, { label: 'x', scopes: ['imap'] })),
    { code: 'forbidden' },
  )
})

test('too many failures lock the place out, also with the right password, and say for how long', async () => {
  const igor = await person('Igor')
  const attempts = Array.from({ length: GUESSES_OF_PAIR }, (_, i) =>
    login.verifyPassword(igor.address, `wrong ${i}`, from('198.51.100.1')).catch(error => error.code),
  )
  assert.deepEqual(new Set(await Promise.all(attempts)), new Set(['notAuthenticated']))
  await assert.rejects(login.verifyPassword(igor.address, PASSWORD, from('198.51.100.1')), error => {
    const { code, details } = error as { code: string; details: { retryAfter: number } }
    return code === 'tooManyAttempts' && details.retryAfter > 0 && details.retryAfter <= 900
  })
  await login.verifyPassword(igor.address, PASSWORD, from('198.51.100.2'))
})

test('addresses of one IPv6 subscriber count as one place', async () => {
  const olga = await person('Olga')
  for (let i = 0; i < GUESSES_OF_PAIR; i++)
    await assert.rejects(login.verifyPassword(olga.address, `wrong ${i}`, from(`2001:db8::${i}:1`)), refused)
  await assert.rejects(login.verifyPassword(olga.address, PASSWORD, from('2001:db8:0:0:ffff::1')), {
    code: 'tooManyAttempts',
  })
})

test('the same wrong password again is refused as before, counts nothing and stands once in the audit', async () => {
  const remy = await person('Remy')
  for (let i = 0; i < 3 * GUESSES_OF_PAIR; i++)
    await assert.rejects(login.verifyPassword(remy.address, 'the old one', from('198.51.100.3')), refused)
  await login.verifyPassword(remy.address, PASSWORD, from('198.51.100.3'))
  assert.deepEqual(await actions('Remy'), ['loginFailed', 'login'])
})

test('what was wrong a moment ago lets in once it has become the password', async () => {
  const sara = await person('Sara')
  const wanted = 'les tuiles du foirail'
  await assert.rejects(login.verifyPassword(sara.address, wanted, from('198.51.100.4', 'imap')), refused)
  await changePassword(gate, sara, { current: PASSWORD, wanted, session: null })
  await login.verifyPassword(sara.address, wanted, from('198.51.100.4', 'imap'))
})

test('a lock stands in the audit, once', async () => {
  const tom = await person('Tom')
  const enter = (password: string) => login.verifyPassword(tom.address, password, from('198.51.100.5'))
  for (let i = 0; i < GUESSES_OF_PAIR; i++) await assert.rejects(enter(`wrong ${i}`), refused)
  for (let i = 0; i < 3; i++) await assert.rejects(enter(PASSWORD), { code: 'tooManyAttempts' })
  assert.equal((await actions('Tom')).filter(action => action === 'loginLocked').length, 1)
})

test('a new password from an administrator opens at once where too many wrong ones had locked', async () => {
  const alix = await person('Alix')
  const enter = (password: string) => login.verifyPassword(alix.address, password, from('198.51.100.9'))
  for (let i = 0; i < GUESSES_OF_PAIR; i++) await assert.rejects(enter(`wrong ${i}`), refused)
  await assert.rejects(enter(PASSWORD), { code: 'tooManyAttempts' })
  const hash = await hashPassword('les ponts du canal', alix)
  await db.write(tx => setPassword(tx, jean, organisationId, alix.principalId, hash, false))
  await enter('les ponts du canal')
})

test('what is remembered cannot be tried at for as long as a lock holds', async () => {
  const ugo = await person('Ugo')
  const enter = (password: string) => login.verifyPassword(ugo.address, password, from('198.51.100.6'))
  await enter(PASSWORD)
  for (let i = 0; i < GUESSES_OF_PAIR; i++) await assert.rejects(enter(`wrong ${i}`), refused)
  await enter(PASSWORD)
  await assert.rejects(enter('one more'), { code: 'tooManyAttempts' })
  await assert.rejects(enter(PASSWORD), { code: 'tooManyAttempts' })
})

test('what is remembered at one place is nothing at another', async () => {
  const yves = await person('Yves')
  await login.verifyPassword(yves.address, PASSWORD, from('198.51.100.7'))
  for (let i = 0; i < GUESSES_OF_PAIR; i++)
    await assert.rejects(login.verifyPassword(yves.address, `wrong ${i}`, from('198.51.100.8')), refused)
  await assert.rejects(login.verifyPassword(yves.address, PASSWORD, from('198.51.100.8')), {
    code: 'tooManyAttempts',
  })
})
