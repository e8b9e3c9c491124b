import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccountId, PrincipalId } from '../lib/id.ts'
import { sql } from '../store/sql.ts'
import { found } from '../test/town.ts'
import { accessOf, accountsOf } from './access.ts'
import type { Actor } from './actor.ts'
import { createOrganisation } from './organisation.ts'
import { createPrincipal } from './principal.ts'

const { db, organisationId, registry, jean, create, person, actor } = await found()
const unreachable = { name: 'Refused', code: 'accountNotFound' }

const share = (accountId: AccountId, principalId: PrincipalId) =>
  db.run(sql`
    insert into share (account_id, type, container_id, principal_id, rights)
    values (${accountId}, 'Notebook', 1, ${principalId}, 1)`)

const names = async (who: Actor) => (await accountsOf(db, who)).map(one => one.name)

test('people own their account and read the directory', async () => {
  const own = await accessOf(db, jean, jean.accountId)
  assert.deepEqual(own, {
    accountId: jean.accountId,
    owner: true,
    principals: [jean.principalId],
    readOnly: false,
  })
  assert.equal((await accessOf(db, jean, organisationId)).owner, false)
})

test('the account of another is out of reach, for administrators too', async () => {
  const claire = await person('Claire')
  await assert.rejects(accessOf(db, jean, claire.accountId), unreachable)
})

test('what is shared with me or a group of mine opens its account', async () => {
  const [marc, nina] = [await person('Marc'), await person('Nina')]
  const inner = await create({ type: 'group', name: 'Intérieur', members: [nina.principalId] })
  const outer = await create({ type: 'group', name: 'Extérieur', members: [inner.id] })
  await assert.rejects(accessOf(db, nina, marc.accountId), unreachable)
  await share(marc.accountId, outer.id)
  const member = await actor(nina.principalId)
  assert.deepEqual([...member.groups].sort(), [inner.id, outer.id].sort())
  const access = await accessOf(db, member, marc.accountId)
  assert.equal(access.owner, false)
  assert.deepEqual(await names(member), ['Nina', 'Ville de Montauzan', 'Marc'])
})

test('the account of a group is its members’ own', async () => {
  const emma = await person('Emma')
  const { accountId } = await create({
    type: 'group',
    name: 'Contact',
    account: true,
    members: [emma.principalId],
  })
  assert.equal((await accessOf(db, await actor(emma.principalId), accountId!)).owner, true)
  await assert.rejects(accessOf(db, jean, accountId!), unreachable)
})

test('another organisation is out of reach, even where numbers of principals meet', async () => {
  const other = await db.write(tx => createOrganisation(tx, null, { name: 'Autre', language: 'fr' }))
  const { accountId } = await db.write(tx =>
    createPrincipal(tx, registry, null, other, { type: 'individual', name: 'Autre' }),
  )
  await share(accountId!, jean.principalId)
  await assert.rejects(accessOf(db, jean, accountId!), unreachable)
  await assert.rejects(accessOf(db, jean, other), unreachable)
  assert.ok(!(await names(jean)).includes('Autre'))
})
