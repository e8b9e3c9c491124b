import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../../store/sql.ts'
import { DOMAIN, found } from '../../test/town.ts'
import { lockOut } from './lock.ts'

const { db, gate, organisationId } = await found()
const outside = { known: null, ip: '2001:db8:1:2::7', door: 'imap' } as const

const told = () =>
  db.rows<{ target: string; details: object; ip: string }>(sql`
    select target_name as target, details, ip from audit_entry
    where account_id = ${organisationId} and action = 'loginLocked' order by id`)

test('a place that is locked is told of to the owner of the domain that was tried, whoever the address is', async () => {
  const lock = { locked: 'place', seconds: 61, news: ['place'] } as const
  await assert.rejects(lockOut(gate, lock, { ...outside, address: `nobody@${DOMAIN}` }), {
    code: 'tooManyAttempts',
    message: 'Too many wrong passwords from your network: try again in 2 minutes',
    details: { retryAfter: 61, locked: 'place' },
  })
  assert.deepEqual(await told(), [
    { target: '2001:db8:1:2', details: { lock: 'place', door: 'imap' }, ip: outside.ip },
  ])
})

test('what is nobody’s, and what was told before, fills no audit', async () => {
  const before = (await told()).length
  const at = (address: string, news: readonly ('pair' | 'place')[]) =>
    lockOut(gate, { locked: 'pair', seconds: 60, news }, { ...outside, address })
  await assert.rejects(at(`nobody@${DOMAIN}`, ['pair']), { code: 'tooManyAttempts' })
  await assert.rejects(at('nobody@example.org', ['place']), { code: 'tooManyAttempts' })
  await assert.rejects(at('not an address', ['place']), { code: 'tooManyAttempts' })
  await assert.rejects(at(`nobody@${DOMAIN}`, []), { code: 'tooManyAttempts' })
  assert.equal((await told()).length, before)
})
