import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Announcement } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'
import { found, PASSWORD } from '../../test/town.ts'
import { disablePrincipal } from '../principal.ts'
import { changePassword } from './change.ts'
import { createSession, findSession, revokeSessions, sweepSessions } from './session.ts'

const { db, gate, organisationId, jean, person } = await found()
const browser = { kind: 'cookie', userAgent: 'Firefox', ip: '192.0.2.1' } as const
const open = (actor = jean) => db.write(tx => createSession(tx, actor, browser))

test('a token finds its session and actor', async () => {
  const { id, token } = await open()
  const session = await findSession(db, token, '192.0.2.9')
  assert.equal(session!.id, id)
  assert.equal(session!.actor.address, jean.address)
  assert.equal(session!.actor.ip, '192.0.2.9')
})

test('a token that is not one, or not quite, finds nothing', async () => {
  const { token } = await open()
  const changed = token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA')
  for (const other of ['', 'x', changed, token.replace(/^\w+/, 'zz')])
    assert.equal(await findSession(db, other), null, other)
})

test('the token itself is nowhere in the database', async () => {
  const { token } = await open()
  const row = await db.row(sql`select from login_session where encode(digest, 'escape') like ${`%${token}%`}`)
  assert.equal(row, null)
})

test('an expired session is not found, and is swept', async () => {
  const eva = await person('Eva')
  const { token } = await open(eva)
  await db.run(sql`update login_session set expires_at = now() where account_id = ${eva.accountId}`)
  assert.equal(await findSession(db, token), null)
  assert.equal(await sweepSessions(db), 1)
})

test('a session that is used lives on', async () => {
  const max = await person('Max')
  const { token } = await open(max)
  await db.run(sql`
    update login_session set seen_at = now() - interval '20 days', expires_at = now() + interval '10 days'
    where account_id = ${max.accountId}`)
  await findSession(db, token)
  const row = await db.row<{ kept: boolean }>(sql`
    select expires_at > now() + interval '29 days' as kept from login_session where account_id = ${max.accountId}`)
  assert.equal(row!.kept, true)
})

test('a revoked session is told to those that hold a connection for it', async () => {
  const told: Announcement[] = []
  db.onCommit(({ announcements }) => void told.push(...announcements))
  const { id, token } = await open()
  await db.write(tx => revokeSessions(tx, jean, [id]))
  assert.equal(await findSession(db, token), null)
  assert.deepEqual(told, [{ kind: 'sessionsEnded', accountId: jean.accountId, sessions: [id] }])
})

test('nobody ends the session of somebody else', async () => {
  const ada = await person('Ada')
  const { id, token } = await open(ada)
  await db.write(tx => revokeSessions(tx, jean, [id]))
  assert.notEqual(await findSession(db, token), null)
})

test('a changed password ends the other sessions', async () => {
  const sam = await person('Sam')
  const [here, there] = [await open(sam), await open(sam)]
  await changePassword(gate, sam, { current: PASSWORD, wanted: 'les tuiles du foirail', session: here.id })
  assert.notEqual(await findSession(db, here.token), null)
  assert.equal(await findSession(db, there.token), null)
})

test('the sessions of a disabled person are over', async () => {
  const tom = await person('Tom')
  const { token } = await open(tom)
  await db.write(tx => disablePrincipal(tx, jean, organisationId, tom.principalId))
  assert.equal(await findSession(db, token), null)
})
