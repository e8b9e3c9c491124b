import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readState } from '../store/sequence.ts'
import { sql } from '../store/sql.ts'
import { eventually } from '../test/eventually.ts'
import { DOMAIN, found } from '../test/town.ts'
import { findActor } from './access.ts'
import { findAccount } from './account.ts'
import { listAliases } from './address.ts'
import { listMembers } from './group.ts'
import {
  createPrincipal,
  deletePrincipal,
  disablePrincipal,
  enablePrincipal,
  type PrincipalPatch,
  updatePrincipal,
} from './principal.ts'
import { registry } from './registry.ts'

const furnished: number[] = []
const town = await found(
  registry([
    {
      name: 'example',
      capabilities: {},
      types: [],
      furnish: async (_, { accountId }) => void furnished.push(accountId),
    },
  ]),
)
const { db, organisationId, jean, create, person } = town
const write = db.write

test('a person gets an account, which every module furnishes', async () => {
  const { accountId } = await create({ type: 'individual', name: 'Claire', email: `claire@${DOMAIN}` })
  assert.ok(furnished.includes(accountId!))
})

test('a group has an account only when one is asked for', async () => {
  const list = await create({ type: 'group', name: 'Agents' })
  const shared = await create({ type: 'group', name: 'Contact', account: true })
  assert.equal(list.accountId, null)
  assert.notEqual(shared.accountId, null)
})

test('an address is kept in lower case and cannot be given twice', async () => {
  await create({ type: 'resource', name: 'Salle Canal', email: `Salle-Canal@${DOMAIN.toUpperCase()}` })
  await assert.rejects(create({ type: 'resource', name: 'Autre', email: `salle-canal@${DOMAIN}` }), {
    name: 'Refused',
    code: 'alreadyExists',
  })
})

test('an address outside the domains of the organisation is refused', async () => {
  await assert.rejects(create({ type: 'resource', name: 'Autre', email: 'autre@example.org' }), {
    code: 'invalidProperties',
    details: { properties: ['email'] },
  })
})

test('a replaced primary address stays as an alias', async () => {
  const { id } = await create({ type: 'individual', name: 'Emma', email: `emma@${DOMAIN}` })
  await write(tx => updatePrincipal(tx, jean, organisationId, id, { email: `emma.whitfield@${DOMAIN}` }))
  assert.deepEqual((await listAliases(db, organisationId, [id])).get(id), [`emma@${DOMAIN}`])
})

test('of two who change a person at once, neither undoes what the other did', async () => {
  const { id } = await create({ type: 'individual', name: 'Lucie', email: `lucie@${DOMAIN}` })
  const change = (patch: PrincipalPatch) => write(tx => updatePrincipal(tx, jean, organisationId, id, patch))
  const [second] = await write(async tx => {
    await updatePrincipal(tx, jean, organisationId, id, { title: 'Adjointe' })
    const changing = change({ service: 'Voirie' })
    await eventually(
      () =>
        db.row(
          sql`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        ),
      row => row !== null,
    )
    return [changing]
  })
  await second
  const row = await db.row(
    sql`select title, service from principal where account_id = ${organisationId} and id = ${id}`,
  )
  assert.deepEqual(row, { title: 'Adjointe', service: 'Voirie' })
})

test('people change their own language and nothing else of themselves', async () => {
  const priya = await person('Priya')
  await write(tx => updatePrincipal(tx, priya, organisationId, priya.principalId, { language: 'en' }))
  assert.equal((await town.actor(priya.principalId)).language, 'en')
  for (const patch of [{ role: 'administrator' as const }, { name: 'Reine' }, { quota: 1e15 }])
    await assert.rejects(
      write(tx => updatePrincipal(tx, priya, organisationId, priya.principalId, patch)),
      { code: 'forbidden' },
    )
})

test('nobody but an administrator creates, disables or deletes', async () => {
  const karine = await person('Karine')
  const { principalId } = jean
  await assert.rejects(
    write(tx => createPrincipal(tx, town.registry, karine, organisationId, { type: 'group', name: 'X' })),
    { code: 'forbidden' },
  )
  await assert.rejects(
    write(tx => disablePrincipal(tx, karine, organisationId, principalId)),
    { code: 'forbidden' },
  )
  await assert.rejects(
    write(tx => deletePrincipal(tx, karine, organisationId, principalId)),
    { code: 'forbidden' },
  )
})

test('an administrator of another organisation is a stranger', async () => {
  const stranger = { ...jean, organisationId: (organisationId + 1) as typeof organisationId }
  await assert.rejects(
    write(tx => disablePrincipal(tx, stranger, organisationId, jean.principalId)),
    { code: 'forbidden' },
  )
})

test('the last administrator can neither leave nor be demoted', async () => {
  for (const patch of [{ role: 'person' as const }, { disabledAt: '2026-01-01T00:00:00Z' }])
    await assert.rejects(
      write(tx => updatePrincipal(tx, jean, organisationId, jean.principalId, patch)),
      { code: 'notPossible' },
    )
  await assert.rejects(
    write(tx => deletePrincipal(tx, jean, organisationId, jean.principalId)),
    { code: 'notPossible' },
  )
})

test('a disabled person is no actor until enabled again', async () => {
  const paul = await person('Paul')
  await write(tx => disablePrincipal(tx, jean, organisationId, paul.principalId))
  assert.equal(await findActor(db, organisationId, paul.principalId), null)
  await write(tx => enablePrincipal(tx, jean, organisationId, paul.principalId))
  assert.equal((await town.actor(paul.principalId)).name, 'Paul')
})

test('a deleted person leaves groups, addresses and the account', async () => {
  const marc = await person('Marc')
  const group = await create({ type: 'group', name: 'Voirie', members: [marc.principalId] })
  await write(tx => deletePrincipal(tx, jean, organisationId, marc.principalId))
  assert.equal((await listMembers(db, organisationId, [group.id])).get(group.id), undefined)
  assert.equal(await findAccount(db, organisationId, marc.principalId), null)
  await create({ type: 'individual', name: 'Autre Marc', email: `marc@${DOMAIN}` })
})

test('a group within itself is refused, near or far', async () => {
  const inner = await create({ type: 'group', name: 'Intérieur' })
  const outer = await create({ type: 'group', name: 'Extérieur', members: [inner.id] })
  for (const member of [inner.id, outer.id])
    await assert.rejects(
      write(tx => updatePrincipal(tx, jean, organisationId, inner.id, { members: [member] })),
      { code: 'invalidProperties' },
    )
})

test('new members of a group move the epoch of what is shared with it and with groups around it', async () => {
  const leila = await person('Leïla')
  const inner = await create({ type: 'group', name: 'Instruction' })
  const outer = await create({ type: 'group', name: 'Urbanisme', members: [inner.id] })
  await db.run(sql`
    insert into share (account_id, type, container_id, principal_id, rights)
    values (${leila.accountId}, 'Notebook', 1, ${outer.id}, 1)`)
  const before = await readState(db, leila.accountId)
  await write(tx => updatePrincipal(tx, jean, organisationId, inner.id, { members: [jean.principalId] }))
  assert.equal((await readState(db, leila.accountId)).epoch, before.epoch + 1)
})

test('a quota is set on the account, and refused where there is none', async () => {
  const ines = await person('Inès')
  await write(tx => updatePrincipal(tx, jean, organisationId, ines.principalId, { quota: 1000 }))
  const row = await db.row<{ quota: number }>(
    sql`select quota from account where account_id = ${ines.accountId}`,
  )
  assert.equal(row!.quota, 1000)
  const list = await create({ type: 'group', name: 'Liste' })
  await assert.rejects(
    write(tx => updatePrincipal(tx, jean, organisationId, list.id, { quota: 1000 })),
    { code: 'invalidProperties' },
  )
})
