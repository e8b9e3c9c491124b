import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PrincipalId } from '../lib/id.ts'
import { delegateBit } from '../store/access.ts'
import { found } from '../test/town.ts'
import { accessOf, accountsOf } from './access.ts'
import { EVERY_RIGHT, readDelegates, setDelegates, writeDelegates } from './delegation.ts'
import { deletePrincipal, updatePrincipal } from './principal.ts'

const { db, organisationId, jean, create, person, actor } = await found()
const unreachable = { name: 'Refused', code: 'accountNotFound' }
const READ = delegateBit('mayRead')

const box = async (delegates: ReadonlyMap<PrincipalId, number>) =>
  create({ type: 'group', name: 'Contact', account: true, delegates })

test('a delegation opens an account, as far as it goes', async () => {
  const [lise, remi] = [await person('Lise'), await person('Remi')]
  const { accountId } = await box(
    new Map([
      [lise.principalId, READ],
      [remi.principalId, EVERY_RIGHT],
    ]),
  )
  const reading = await accessOf(db, lise, accountId!)
  assert.deepEqual([reading.owner, reading.delegated], [false, READ])
  assert.equal((await accessOf(db, remi, accountId!)).owner, true)
  await assert.rejects(accessOf(db, jean, accountId!), unreachable)
})

test('whoever manages somebody’s account does not own it', async () => {
  const [adele, luc] = [await person('Adele'), await person('Luc')]
  await db.write(tx =>
    setDelegates(
      tx,
      adele,
      organisationId,
      { id: adele.principalId, name: 'Adele' },
      new Map([[luc.principalId, EVERY_RIGHT]]),
    ),
  )
  const access = await accessOf(db, luc, adele.accountId)
  assert.deepEqual([access.owner, access.delegated], [false, EVERY_RIGHT])
  assert.ok((await accountsOf(db, luc)).some(one => one.access.accountId === adele.accountId))
})

test('members who come and go have and lose what their group was given', async () => {
  const zoe = await person('Zoe')
  const team = await create({ type: 'group', name: 'Équipe', members: [] })
  const { accountId } = await box(new Map([[team.id, READ]]))
  await assert.rejects(accessOf(db, await actor(zoe.principalId), accountId!), unreachable)
  await db.write(tx => updatePrincipal(tx, jean, organisationId, team.id, { members: [zoe.principalId] }))
  assert.equal((await accessOf(db, await actor(zoe.principalId), accountId!)).delegated, READ)
  await db.write(tx => deletePrincipal(tx, jean, organisationId, team.id))
  await assert.rejects(accessOf(db, await actor(zoe.principalId), accountId!), unreachable)
})

test('rights go over the wire and come back', () => {
  const delegates = new Map([
    [3 as PrincipalId, READ],
    [4 as PrincipalId, EVERY_RIGHT],
  ])
  assert.deepEqual(readDelegates(writeDelegates(delegates)), delegates)
  assert.deepEqual(readDelegates(null), new Map())
  for (const wrong of [[], 'all', { p3: { mayFly: true } }, { a3: { mayRead: true } }, { p3: null }])
    assert.throws(() => readDelegates(wrong), { code: 'invalidProperties' })
})
