import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { findActor } from '../../core/access.ts'
import type { Actor } from '../../core/actor.ts'
import { addDomain } from '../../core/domain.ts'
import { hashPassword } from '../../core/login/password.ts'
import type { RecordType } from '../../core/module.ts'
import { createOrganisation } from '../../core/organisation.ts'
import { createPrincipal } from '../../core/principal.ts'
import { writeAccountId, writeId } from '../../lib/id.ts'
import { PASSWORD, type TestHouse, testHouse } from '../house.ts'
import { type Args, type JmapClient, jmapClient } from '../jmap.ts'
import { openDoors } from './doors.ts'
import { letter } from './letters.ts'

// Every method of every type, from the registry, by everybody who may come.

let town: TestHouse
let types: RecordType[]
let claire: JmapClient
let paul: JmapClient
let jean: JmapClient
let foreigner: JmapClient
let directory: string
before(async () => {
  town = await testHouse()
  types = [...town.house.registry.types.values()]
  claire = jmapClient(town.url, town.claire)
  paul = jmapClient(town.url, town.paul)
  jean = jmapClient(town.url, town.jean)
  foreigner = jmapClient(town.url, await newcomer())
  directory = writeAccountId(town.organisationId)
  await fill()
})
after(() => town.close())

/** Somebody of another organisation in the same house. */
async function newcomer(): Promise<Actor> {
  const { db, registry } = town.house
  const organisationId = await db.write(async tx => {
    const id = await createOrganisation(tx, null, { name: 'Ville de Revel', language: 'fr' })
    await addDomain(tx, null, id, { name: 'revel.fr' })
    return id
  })
  const password = await hashPassword(PASSWORD, { name: 'Inès', address: null })
  const made = { type: 'individual' as const, name: 'Inès', email: 'ines@revel.fr', password }
  const { id } = await db.write(tx => createPrincipal(tx, registry, null, organisationId, made))
  return (await findActor(db, organisationId, id))!.actor
}

/** At least one record of what Claire has that could leak. */
async function fill(): Promise<void> {
  const doors = await openDoors(town, town.claire)
  await doors.receive(letter())
  await doors.close()
  await claire.call('Note/set', { create: { n: { title: 'à moi' } } })
  await jean.call('OrganisationSignature/set', { accountId: directory, create: { n: { name: 'x' } } })
  await claire.call('AppPassword/set', { create: { n: { label: 'téléphone' } } })
}

const DOOR = ['Blob/copy', 'Blob/get', 'Blob/lookup', 'Blob/upload']
const generated = (home: RecordType['home']): string[] =>
  types
    .filter(type => type.home === home)
    .flatMap(({ descriptor: { name, methods } }) => methods.map(method => `${name}/${method}`))
const isDirectory = (method: string): boolean =>
  /^(Job|OutgoingMail|ForwardingRule)\//.test(method) ||
  generated('directory').some(known => known.split('/')[0] === method.split('/')[0])

/** Every method that names an account; those of push belong to the login alone. */
function methodsIn(home: RecordType['home']): string[] {
  const others = [...town.house.registry.methods.keys(), ...DOOR].filter(name => !name.startsWith('Push'))
  return [...generated(home), ...others.filter(name => isDirectory(name) === (home === 'directory'))]
}

/** What any method takes, as empty as can be. */
const argsOf = (accountId: string, fromAccountId: string): Args => ({
  accountId,
  fromAccountId,
  ids: [],
  sinceState: '0',
  sinceQueryState: '0',
  create: {},
  emails: {},
  blobIds: [],
  typeNames: [],
})

test('a colleague with whom nothing is shared is told by no method that there is such an account', async () => {
  const methods = methodsIn('personal')
  assert.ok(methods.length > 40)
  for (const method of methods)
    assert.equal(
      await paul.refusal(method, argsOf(claire.accountId, paul.accountId)),
      'accountNotFound',
      method,
    )
})

test('an administrator reads no account that is not shared, either', async () => {
  for (const method of methodsIn('personal'))
    assert.equal(
      await jean.refusal(method, argsOf(claire.accountId, jean.accountId)),
      'accountNotFound',
      method,
    )
})

test('nobody copies out of an account that is not shared', async () => {
  for (const method of methodsIn('personal').filter(name => name.endsWith('/copy')))
    assert.equal(
      await paul.refusal(method, argsOf(paul.accountId, claire.accountId)),
      'fromAccountNotFound',
      method,
    )
})

test('another organisation is told by no method that there is such a directory, or such an account', async () => {
  for (const accountId of [directory, claire.accountId])
    for (const method of [...methodsIn('personal'), ...methodsIn('directory')])
      assert.equal(
        await foreigner.refusal(method, argsOf(accountId, foreigner.accountId)),
        'accountNotFound',
        method,
      )
})

test('every type is read by its owner, and by everybody in the directory but for what administrators keep', async () => {
  for (const { descriptor, home } of types) {
    if (!descriptor.methods.includes('get')) continue
    const accountId = home === 'directory' ? directory : claire.accountId
    const get = [`${descriptor.name}/get`, { accountId, ids: [] }] as const
    if (ADMINISTRATORS.has(descriptor.name)) {
      assert.equal(await claire.refusal(...get), 'forbidden')
      await jean.call(...get)
    } else await claire.call(...get)
  }
})

/** Types of the directory that others do not even read. */
const ADMINISTRATORS = new Set(['AuditEntry', 'OrganisationSignature'])

test('nobody but an administrator writes the directory', async () => {
  const get = { accountId: directory, ids: null }
  for (const { descriptor, home } of types) {
    if (home !== 'directory' || !descriptor.methods.includes('set')) continue
    const { name } = descriptor
    const all = (await jean.call(`${name}/get`, get))['list'] as Args[]
    const before = JSON.stringify(all)
    const [other] = all.filter(({ email }) => email !== town.claire.address)
    const id = String(other!['id'])
    const wishes = [
      { create: { n: { name: 'x', type: 'group' } } },
      { update: { [id]: { name: 'y' } } },
      { destroy: [id] },
    ]
    for (const wish of wishes)
      assert.equal(await refusalOf(claire, name, { accountId: directory, ...wish }), 'forbidden', name)
    assert.equal(JSON.stringify((await jean.call(`${name}/get`, get))['list']), before, name)
  }
})

test('methods of the administration are forbidden to everybody else', async () => {
  const id = writeId('p', town.paul.principalId)
  const methods = [...town.house.registry.methods.keys()].filter(isDirectory)
  assert.ok(methods.length > 4)
  for (const method of methods)
    assert.equal(
      await claire.refusal(method, { accountId: directory, id, password: 'une-place-tranquille-12' }),
      'forbidden',
      method,
    )
})

/** Types that are shared one by one, each with a record of Claire's. */
async function shareable(): Promise<{ type: RecordType; id: string }[]> {
  const roots = types.filter(({ descriptor: d }) => d.container.kind === 'self' && d.methods.includes('set'))
  const records = []
  for (const type of roots) {
    const title = 'title' in type.descriptor.properties ? 'title' : 'name'
    const answer = await claire.call(`${type.descriptor.name}/set`, {
      create: { n: { [title]: `partagé ${++made}` } },
    })
    records.push({ type, id: (answer['created'] as Record<string, { id: string }>)['n']!.id })
  }
  return records
}
let made = 0

const share = async ({ type, id }: { type: RecordType; id: string }, rights: readonly string[]) => {
  const shares = { [writeId('p', town.paul.principalId)]: Object.fromEntries(rights.map(r => [r, true])) }
  const shareWith = rights.length > 0 ? shares : null
  const answer = await claire.call(`${type.descriptor.name}/set`, { update: { [id]: { shareWith } } })
  assert.deepEqual(answer['notUpdated'], null)
}

test('whoever may only read what is shared reads that, and changes, destroys, shares and creates nothing', async () => {
  for (const shared of await shareable()) {
    const { name, needs, properties } = shared.type.descriptor
    const there = { accountId: claire.accountId }
    await share(shared, [needs.read])
    const { list } = await paul.call(`${name}/get`, { ...there, ids: null })
    assert.deepEqual(
      (list as Args[]).map(({ id }) => id),
      [shared.id],
      name,
    )
    const title = 'title' in properties ? 'title' : 'name'
    const everybody = { [writeId('p', town.jean.principalId)]: { [needs.read]: true } }
    const before = await claire.call(`${name}/get`, { ids: [shared.id] })
    for (const patch of [{ [title]: 'pris' }, { shareWith: everybody }])
      assert.equal(
        await refusalOf(paul, name, { ...there, update: { [shared.id]: patch } }),
        'forbidden',
        name,
      )
    // Whoever may not share reads null there, and may say so: it changes nothing.
    await paul.call(`${name}/set`, { ...there, update: { [shared.id]: { shareWith: null } } })
    assert.equal(await refusalOf(paul, name, { ...there, destroy: [shared.id] }), 'forbidden', name)
    assert.equal(
      await refusalOf(paul, name, { ...there, create: { n: { [title]: 'à lui' } } }),
      'forbidden',
      name,
    )
    assert.deepEqual(await claire.call(`${name}/get`, { ids: [shared.id] }), before)
    await share(shared, [])
  }
})

test('whoever may write what is shared changes that, and nothing beside it', async () => {
  for (const shared of await shareable()) {
    const { name, needs, properties } = shared.type.descriptor
    const [other] = (await shareable()).filter(({ type }) => type === shared.type)
    const title = 'title' in properties ? 'title' : 'name'
    await share(shared, [needs.read, needs.write])
    const rename = (id: string) => ({ accountId: claire.accountId, update: { [id]: { [title]: 'de Paul' } } })
    assert.equal((await paul.call(`${name}/set`, rename(shared.id)))['notUpdated'], null, name)
    assert.equal(await refusalOf(paul, name, rename(other!.id)), 'notFound', name)
    await share(shared, [])
  }
})

test('whoever is shared one record sees none of another type, nor one that holds others', async () => {
  for (const shared of await shareable()) {
    await share(shared, [shared.type.descriptor.needs.read])
    for (const { descriptor, home } of types) {
      if (home !== 'personal' || descriptor === shared.type.descriptor || !descriptor.methods.includes('get'))
        continue
      const { list } = await paul.call(`${descriptor.name}/get`, { accountId: claire.accountId, ids: null })
      assert.deepEqual(list, [], descriptor.name)
    }
    await share(shared, [])
  }
})

/** Why the one thing that is asked for was refused, by the method or in its answer. */
async function refusalOf(client: JmapClient, name: string, args: Args): Promise<string> {
  const [[answered, answer] = ['', {}]] = await client.request([[`${name}/set`, args]])
  if (answered === 'error') return String((answer as Args)['type'])
  const refused = ['notCreated', 'notUpdated', 'notDestroyed'].flatMap(key =>
    Object.values(answer[key] ?? {}),
  )
  return String((refused[0] as Args | undefined)?.['type'])
}
