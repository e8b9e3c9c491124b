import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../store/sql.ts'
import { eventually } from '../test/eventually.ts'
import { DOMAIN, found } from '../test/town.ts'
import { addDomain, isLocalDomain, removeDomain } from './domain.ts'
import { createOrganisation } from './organisation.ts'
import { createPrincipal } from './principal.ts'
import { registry } from './registry.ts'
import { type Found, resolveAddress, resolveAddresses } from './resolve.ts'

const { db, organisationId, jean, create, person } = await found()
const claire = await person('Claire')
const { id: room } = await create({
  type: 'resource',
  name: 'Salle Garonne',
  email: `garonne@${DOMAIN}`,
  aliases: [`salle@${DOMAIN}`, `a+b@${DOMAIN}`],
  account: true,
})
const inner = await create({ type: 'group', name: 'Intérieur', members: [claire.principalId] })
await create({
  type: 'group',
  name: 'Tous',
  email: `tous@${DOMAIN}`,
  members: [inner.id, jean.principalId, claire.principalId],
})
await create({
  type: 'group',
  name: 'Contact',
  email: `contact@${DOMAIN}`,
  account: true,
  members: [jean.principalId],
})
await create({ type: 'group', name: 'Vide', email: `vide@${DOMAIN}` })
const main = (await db.row<{ id: never }>(sql`select id from domain where name = ${DOMAIN}`))!.id
await db.write(tx => addDomain(tx, jean, organisationId, { name: 'mairie.example', aliasOf: main }))

async function recipients(address: string): Promise<string[]> {
  const resolution = await resolveAddress(db, address)
  assert.equal(resolution.kind, 'found', address)
  return (resolution as Found).recipients.map(r => r.name).sort()
}

test('quotes that say nothing make no other address', async () => {
  assert.deepEqual(await recipients(`"cl\\aire"@${DOMAIN}`), ['Claire'])
  assert.equal((await resolveAddress(db, `"claire dumas"@${DOMAIN}`)).kind, 'unknown')
  assert.equal((await resolveAddress(db, '"claire dumas"@example.org')).kind, 'elsewhere')
})

test('a primary address and an alias name the same account, whatever the case', async () => {
  assert.deepEqual(await recipients(`GARONNE@${DOMAIN}`), ['Salle Garonne'])
  assert.deepEqual(await recipients(`salle@${DOMAIN}`), ['Salle Garonne'])
})

test('what follows a plus is a tag, unless the whole is an address', async () => {
  const tagged = await resolveAddress(db, `claire+marchés@${DOMAIN}`)
  assert.equal(tagged.kind === 'found' && tagged.tag, 'marchés')
  const whole = await resolveAddress(db, `a+b@${DOMAIN}`)
  assert.deepEqual(whole.kind === 'found' && [whole.principalId, whole.tag], [room, ''])
})

test('a domain that is an alias repeats every local part', async () => {
  assert.deepEqual(await recipients('claire@mairie.example'), ['Claire'])
  assert.deepEqual(await recipients('claire+x@mairie.example'), ['Claire'])
})

test('a group names its members, each once, through groups within', async () => {
  assert.deepEqual(await recipients(`tous@${DOMAIN}`), ['Claire', 'Jean'])
})

test('a group with an account receives for itself', async () => {
  assert.deepEqual(await recipients(`contact@${DOMAIN}`), ['Contact'])
})

test('a group of nobody is found and has no recipient', async () => {
  assert.deepEqual(await recipients(`vide@${DOMAIN}`), [])
})

test('what nobody has is unknown, and other domains are elsewhere', async () => {
  const found = await resolveAddresses(db, [`nobody@${DOMAIN}`, 'x@example.org', 'not an address'])
  assert.deepEqual(
    Array.from(found.values(), r => r.kind),
    ['unknown', 'elsewhere', 'elsewhere'],
  )
})

test('a domain belongs to one organisation', async () => {
  const other = await db.write(tx => createOrganisation(tx, null, { name: 'Autre', language: 'fr' }))
  await assert.rejects(
    db.write(tx => addDomain(tx, null, other, { name: DOMAIN })),
    { code: 'alreadyExists' },
  )
})

test('a domain in use cannot be removed, an unused one can', async () => {
  await assert.rejects(
    db.write(tx => removeDomain(tx, jean, organisationId, main)),
    { code: 'inUse' },
  )
  const id = await db.write(tx => addDomain(tx, jean, organisationId, { name: 'Spare.example' }))
  assert.equal(await isLocalDomain(db, 'spare.example'), true)
  await db.write(tx => removeDomain(tx, jean, organisationId, id))
  assert.equal(await isLocalDomain(db, 'spare.example'), false)
})

test('a domain in which somebody is being given an address is not removed', async () => {
  const id = await db.write(tx => addDomain(tx, jean, organisationId, { name: 'course.example' }))
  const [given, kept] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const giving = db.write(async tx => {
    const made = { type: 'group', name: 'Course', email: 'tous@course.example' } as const
    await createPrincipal(tx, registry([]), jean, organisationId, made)
    given.resolve()
    await kept.promise
  })
  await given.promise
  const removing = db.write(tx => removeDomain(tx, jean, organisationId, id))
  const isWaiting = sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await eventually(
    () => db.row(isWaiting),
    row => row !== null,
  )
  kept.resolve()
  await giving
  await assert.rejects(removing, { code: 'inUse' })
})
