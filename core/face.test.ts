import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type RecordId, writeAccountId, writeId } from '../lib/id.ts'
import { sql } from '../store/sql.ts'
import { testHouse } from '../test/house.ts'
import { type Args, jmapClient } from '../test/jmap.ts'
import { tellShared } from './share-notification.ts'
import { SECURITY } from './types.ts'
import { upkeep } from './upkeep.ts'

const town = await testHouse()
after(() => town.close())
const { house, url, jean, claire, paul, organisationId } = town
const [admin, person, other] = [jean, claire, paul].map(actor => jmapClient(url, actor)) as [
  ReturnType<typeof jmapClient>,
  ReturnType<typeof jmapClient>,
  ReturnType<typeof jmapClient>,
]
const directory = { accountId: writeAccountId(organisationId) }
const idOf = (actor: { principalId: number }) => writeId('p', actor.principalId)

const get = async (client: typeof admin, type: string, args: Args = {}): Promise<Args[]> =>
  (await client.call(`${type}/get`, { ...directory, ids: null, ...args }))['list'] as Args[]

const set = (client: typeof admin, type: string, changes: Args): Promise<Args> =>
  client.call(`${type}/set`, { ...directory, ...changes })

async function make(made: Args): Promise<string> {
  const { created, notCreated } = await set(admin, 'Principal', { create: { new: made } })
  assert.equal(notCreated, null)
  return ((created as Args)['new'] as Args)['id'] as string
}

test('a patch of a hundred thousand pointers is refused at once', async () => {
  const begin = performance.now()
  const patch = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`members/p${at + 1}`, true]))
  const { notUpdated } = await set(person, 'Principal', { update: { [idOf(claire)]: patch } })
  assert.equal(((notUpdated as Args)[idOf(claire)] as Args)['type'], 'forbidden')
  assert.ok(performance.now() - begin < 30_000)
})

test('the directory tells its capability and who the reader is', async () => {
  const response = await fetch(`${url}/.well-known/jmap`, {
    headers: { authorization: person.authorization },
  })
  const session = (await response.json()) as { accounts: Record<string, Args>; primaryAccounts: Args }
  const capabilities = session.accounts[directory.accountId]!['accountCapabilities'] as Args
  assert.deepEqual(capabilities['urn:ietf:params:jmap:principals'], { currentUserPrincipalId: idOf(claire) })
  assert.equal(session.primaryAccounts['urn:ietf:params:jmap:principals'], directory.accountId)
  const own = session.accounts[person.accountId]!['accountCapabilities'] as Args
  assert.deepEqual(own['urn:ietf:params:jmap:principals:owner'], {
    accountIdForPrincipal: directory.accountId,
    principalId: idOf(claire),
  })
})

test('everybody reads the people, and only administrators their use', async () => {
  const [seen] = await get(person, 'Principal', { ids: [idOf(jean)] })
  assert.equal(seen!['name'], 'Jean')
  assert.deepEqual([seen!['used'], seen!['lastLoginAt'], seen!['accounts']], [null, null, null])
  const [own] = await get(person, 'Principal', { ids: [idOf(claire)] })
  assert.notEqual(own!['used'], null)
  assert.deepEqual(Object.keys(own!['accounts'] as object), [person.accountId])
  const [all] = await get(admin, 'Principal', { ids: [idOf(claire)] })
  assert.notEqual(all!['used'], null)
})

test('no answer carries a secret', async () => {
  const text = JSON.stringify(await get(admin, 'Principal'))
  assert.doesNotMatch(text, /argon2|hash|digest|secrets/)
})

test('an administrator makes a group, changes its members one by one, and removes it', async () => {
  const id = await make({
    type: 'group',
    name: 'Urbanisme',
    email: 'urbanisme@montauzan.fr',
    aliases: ['urba@montauzan.fr'],
    members: { [idOf(claire)]: true },
  })
  const patch = { [`members/${idOf(paul)}`]: true, [`members/${idOf(claire)}`]: null }
  const { updated } = await set(admin, 'Principal', { update: { [id]: patch } })
  assert.ok(id in (updated as object))
  const [group] = await get(person, 'Principal', { ids: [id] })
  assert.deepEqual(group!['members'], { [idOf(paul)]: true })
  assert.deepEqual(group!['aliases'], ['urba@montauzan.fr'])
  const { destroyed } = await set(admin, 'Principal', { destroy: [id] })
  assert.deepEqual(destroyed, [id])
})

test('of several changes the refused ones leave nothing behind', async () => {
  const { created, notCreated } = await set(admin, 'Principal', {
    create: {
      bad: { type: 'resource', name: 'Mauvais', email: 'jean@montauzan.fr' },
      good: { type: 'resource', name: 'Bon', email: 'bon@montauzan.fr' },
      odd: { type: 'resource', name: 'Drôle', colour: 'red' },
    },
  })
  assert.deepEqual(Object.keys(created as object), ['good'])
  const types = Object.entries(notCreated as Record<string, Args>).map(([key, error]) => [key, error['type']])
  assert.deepEqual(types, [
    ['bad', 'alreadyExists'],
    ['odd', 'invalidProperties'],
  ])
  const names = (await get(person, 'Principal')).map(one => one['name'])
  assert.ok(names.includes('Bon') && !names.includes('Mauvais'))
})

test('changes of the directory can be followed', async () => {
  const { state } = await person.call('Principal/get', { ...directory, ids: [] })
  const id = await make({ type: 'location', name: 'Annexe' })
  const changes = await person.call('Principal/changes', { ...directory, sinceState: state })
  assert.deepEqual([changes['created'], changes['updated']], [[id], []])
})

test('those who may enter are told from those who may not', async () => {
  const filter = { operator: 'AND', conditions: [{ type: 'individual' }, { disabledAt: null }] }
  const active = async () =>
    (await admin.call('Principal/query', { ...directory, filter }))['ids'] as string[]
  const id = await make({ type: 'individual', name: 'Odile', email: 'odile@montauzan.fr' })
  assert.ok((await active()).includes(id))
  await set(admin, 'Principal', { update: { [id]: { disabledAt: '2026-11-24T08:00:00Z' } } })
  assert.ok(!(await active()).includes(id))
})

test('people are found by a word, by kind and by the account they have', async () => {
  const find = async (filter: Args) =>
    (await person.call('Principal/query', { ...directory, filter }))['ids'] as string[]
  assert.deepEqual(await find({ text: 'clai' }), [idOf(claire)])
  assert.ok(!(await find({ type: 'group' })).includes(idOf(claire)))
  assert.deepEqual(await find({ accountIds: [person.accountId] }), [idOf(claire)])
})

test('people change their own language, and nothing of others or of their rights', async () => {
  const own = await set(person, 'Principal', { update: { [idOf(claire)]: { language: 'en' } } })
  assert.ok(idOf(claire) in (own['updated'] as object))
  const attempts: Args[] = [
    { update: { [idOf(claire)]: { role: 'administrator' } } },
    { update: { [idOf(jean)]: { language: 'en' } } },
    { create: { x: { type: 'group', name: 'X' } } },
    { destroy: [idOf(jean)] },
  ]
  for (const attempt of attempts) {
    const { notCreated, notUpdated, notDestroyed } = await set(person, 'Principal', attempt)
    const [error] = Object.values({
      ...(notCreated as Args),
      ...(notUpdated as Args),
      ...(notDestroyed as Args),
    })
    assert.equal((error as Args)['type'], 'forbidden', JSON.stringify(attempt))
  }
})

test('what is for administrators is refused to others', async () => {
  assert.equal(await person.refusal('AuditEntry/get', { ...directory, ids: [] }), 'forbidden')
  assert.equal(await person.refusal('AuditEntry/query', directory), 'forbidden')
  assert.equal(await person.refusal('AuditEntry/verify', directory), 'forbidden')
  assert.equal(await person.refusal('Job/list', directory), 'forbidden')
  assert.equal(await person.refusal('Job/retry', { ...directory, id: '1' }), 'forbidden')
  assert.equal(await person.refusal('Domain/set', { ...directory, create: {} }), 'forbidden')
  assert.equal(await person.refusal('Organisation/set', { ...directory, update: {} }), 'forbidden')
  const args = { ...directory, id: idOf(paul), password: 'les tuiles du foirail' }
  assert.equal(await person.refusal('Principal/setPassword', args), 'forbidden')
  assert.equal(await person.refusal('Principal/sessions', { ...directory, id: idOf(paul) }), 'forbidden')
  assert.equal(await person.refusal('Principal/signOut', { ...directory, id: idOf(paul) }), 'forbidden')
})

test('an administrator adds a domain and removes it, unless it is used', async () => {
  const { created } = await set(admin, 'Domain', { create: { d: { name: 'Foirail.example' } } })
  const { id } = (created as Record<string, Args>)['d']!
  const used = (await get(admin, 'Domain')).find(one => one['name'] === 'montauzan.fr')!
  const { destroyed, notDestroyed } = await set(admin, 'Domain', { destroy: [id, used['id']] })
  assert.deepEqual([destroyed, Object.keys(notDestroyed as object)], [[id], [used['id']]])
  const bad = await set(admin, 'Domain', { create: { d: { name: 'not a domain' } } })
  assert.equal((bad['notCreated'] as Record<string, Args>)['d']!['type'], 'invalidProperties')
})

test('a module that is switched off is off at once, and comes back', async () => {
  const [organisation] = await get(admin, 'Organisation')
  assert.ok((organisation!['switches'] as string[]).includes('notes'))
  assert.ok(!(organisation!['switches'] as string[]).includes('core'))
  const turn = (module: string, on: boolean) =>
    set(admin, 'Organisation', { update: { [organisation!['id'] as string]: { [`modules/${module}`]: on } } })
  await turn('notes', false)
  await until(() => !house.registry.isOn(organisationId, 'notes'))
  await turn('notes', true)
  await until(() => house.registry.isOn(organisationId, 'notes'))
  for (const [module, on] of [
    ['core', false],
    ['nothing', true],
  ] as const) {
    const { notUpdated } = await turn(module, on)
    assert.equal((Object.values(notUpdated as object)[0] as Args)['type'], 'invalidProperties')
  }
})

test('the audit tells what was done, and that nobody touched it', async () => {
  await make({ type: 'location', name: 'Médiathèque' })
  const { ids } = await admin.call('AuditEntry/query', { ...directory, filter: { target: 'mediatheque' } })
  const [entry] = await get(admin, 'AuditEntry', { ids })
  assert.deepEqual(
    [entry!['action'], entry!['actorName'], entry!['actorId']],
    ['principalCreated', 'Jean', idOf(jean)],
  )
  const targetId = entry!['targetId']
  const about = await admin.call('AuditEntry/query', { ...directory, filter: { targetId } })
  assert.deepEqual(about['ids'], ids)
  assert.equal((await admin.call('AuditEntry/verify', directory))['tampered'], null)
  assert.equal(await admin.refusal('AuditEntry/set', { ...directory, destroy: ids }), 'unknownMethod')
})

test('the secret of an application password is told once', async () => {
  const { created } = await person.call('AppPassword/set', {
    create: { a: { label: 'Téléphone', scopes: ['imap'] } },
  })
  const { id, secret } = (created as Record<string, Args>)['a']!
  assert.match(String(secret), /^[a-z2-7]{4}(-[a-z2-7]{4}){7}$/)
  const { list } = await person.call('AppPassword/get', { ids: null })
  assert.deepEqual(
    (list as Args[]).map(one => [one['id'], one['label'], one['secret']]),
    [[id, 'Téléphone', null]],
  )
  await assert.rejects(jmapClient(url, claire, String(secret)).call('AppPassword/get', { ids: null }))
  const { destroyed } = await person.call('AppPassword/set', { destroy: [id] })
  assert.deepEqual(destroyed, [id])
})

test('a name that is no property refuses its record alone', async () => {
  const update: Args = { [idOf(claire)]: { constructor: 'x' }, [idOf(paul)]: { title: 'Maçon' } }
  const { updated, notUpdated } = await set(admin, 'Principal', { update })
  assert.deepEqual(Object.keys(updated as object), [idOf(paul)])
  assert.equal(((notUpdated as Args)[idOf(claire)] as Args)['type'], 'invalidProperties')
})

test('what cannot be imported refuses its person alone', async () => {
  const people = [
    { name: 'Rosa', email: 'rosa@montauzan.fr', delegates: { [idOf(claire)]: { mayRead: true } } },
    { name: 'Rita', email: 'rita@montauzan.fr' },
  ]
  const { list } = await admin.call('Principal/import', { ...directory, people, trial: true })
  const [rosa, rita] = list as Args[]
  assert.deepEqual((rosa!['refused'] as Args)['properties'], ['delegates'])
  assert.equal(rita!['refused'], undefined)
})

test('an application password of an administrator administers nothing', async () => {
  const { created } = await admin.call('AppPassword/set', {
    create: { a: { label: 'Programme', scopes: ['jmap'] } },
  })
  const program = jmapClient(url, jean, String((created as Record<string, Args>)['a']!['secret']))
  const people = [
    { name: 'Eve', email: 'eve@montauzan.fr', role: 'administrator', password: 'les ponts du canal' },
  ]
  assert.equal(await program.refusal('Principal/import', { ...directory, people }), 'forbidden')
  assert.equal(await program.refusal('Principal/setPassword', { ...directory, id: idOf(paul) }), 'forbidden')
  const role = { [idOf(claire)]: { role: 'administrator' } }
  const { notUpdated } = await set(program, 'Principal', { update: role })
  assert.equal(((notUpdated as Args)[idOf(claire)] as Args)['type'], 'forbidden')
})

test('people see and end their own sessions, and nobody else’s', async () => {
  const response = await fetch(`${url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'Phone' },
    body: JSON.stringify({ address: paul.address, password: 'place-de-la-halle-12' }),
  })
  const { token } = (await response.json()) as { token: string }
  const { list } = await other.call('LoginSession/get', { ids: null })
  const [session] = list as Args[]
  assert.equal(session!['userAgent'], 'Phone')
  const seen = await fetch(`${url}/.well-known/jmap`, { headers: { authorization: `Bearer ${token}` } })
  const { accounts } = (await seen.json()) as { accounts: Record<string, { accountCapabilities: Args }> }
  const security = Object.values(accounts).flatMap(one => one.accountCapabilities[SECURITY] ?? [])
  assert.deepEqual(security, [{ currentSessionId: session!['id'] }])
  assert.equal(
    await person.refusal('LoginSession/get', { accountId: other.accountId, ids: null }),
    'accountNotFound',
  )
  await other.call('LoginSession/set', { destroy: [session!['id']] })
  const after = await fetch(`${url}/.well-known/jmap`, { headers: { authorization: `Bearer ${token}` } })
  assert.equal(after.status, 401)
})

test('an administrator sees what is signed in as somebody, and signs them out', async () => {
  const response = await fetch(`${url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'Tablet' },
    body: JSON.stringify({ address: paul.address, password: 'place-de-la-halle-12' }),
  })
  const { token } = (await response.json()) as { token: string }
  const whose = { ...directory, id: idOf(paul) }
  const { list } = await admin.call('Principal/sessions', whose)
  assert.deepEqual(
    (list as Args[]).map(one => one['userAgent']),
    ['Tablet'],
  )
  assert.ok(!JSON.stringify(list).includes(token))
  await admin.call('Principal/signOut', whose)
  const after = await fetch(`${url}/.well-known/jmap`, { headers: { authorization: `Bearer ${token}` } })
  assert.equal(after.status, 401)
})

test('people change their own password with the one they have', async () => {
  const args = { ...directory, id: idOf(paul), password: 'les tuiles du foirail' }
  assert.equal(
    await other.refusal('Principal/setPassword', { ...args, currentPassword: 'wrong' }),
    'forbidden',
  )
  const current = { currentPassword: 'place-de-la-halle-12' }
  assert.deepEqual(await other.call('Principal/setPassword', { ...args, ...current }), directory)
  await jmapClient(url, paul, 'les tuiles du foirail').call('Core/echo')
})

test('somebody with whom a thing is shared is notified, and can only take note', async () => {
  const arrived = new Promise<void>(resolve => {
    const stop = house.signals.subscribe(claire.accountId, signal => {
      const states = signal.kind === 'moved' ? (signal.states as object) : {}
      if ('ShareNotification' in states) setImmediate(resolve, stop())
    })
  })
  const { created } = await admin.call('Note/set', {
    create: { n: { title: 'Halle', shareWith: { [idOf(claire)]: { mayRead: true } } } },
  })
  const { id } = (created as Record<string, Args>)['n']!
  await arrived
  const { list } = await person.call('ShareNotification/get', { ids: null })
  const [told] = list as Args[]
  assert.deepEqual(
    [told!['objectType'], told!['objectId'], told!['objectAccountId'], told!['name'], told!['oldRights']],
    ['Note', id, admin.accountId, 'Halle', null],
  )
  assert.equal((told!['newRights'] as Args)['mayRead'], true)
  assert.deepEqual(told!['changedBy'], { name: 'Jean', email: jean.address, principalId: idOf(jean) })
  // RFC 9670 §3: with the principals, where each sees their own.
  const news = { ...directory, filter: { objectType: 'Note', objectAccountId: admin.accountId } }
  assert.deepEqual((await person.call('ShareNotification/query', news))['ids'], [told!['id']])
  assert.deepEqual((await get(person, 'ShareNotification'))[0], told)
  assert.deepEqual(await get(admin, 'ShareNotification'), [])
  const { notCreated } = await person.call('ShareNotification/set', { ...directory, create: { x: {} } })
  assert.equal((notCreated as Record<string, Args>)['x']!['type'], 'forbidden')
  const { destroyed } = await person.call('ShareNotification/set', { destroy: [told!['id']] })
  assert.deepEqual(destroyed, [told!['id']])
})

test('the nightly round removes what has had its time', async () => {
  const count = async () =>
    (await house.db.row<{ n: number }>(sql`select count(*) as n from share_notification`))!.n
  const shared = {
    accountId: jean.accountId,
    type: 'Note',
    id: 1 as RecordId,
    by: jean.principalId,
    before: null,
  }
  await tellShared(house, { ...shared, after: { [idOf(claire)]: { mayRead: true } } })
  await house.db.run(sql`update share_notification set created = now() - interval '91 days'`)
  await tellShared(house, { ...shared, after: { [idOf(paul)]: { mayRead: true } } })
  assert.equal(await count(), 2)
  await upkeep(house)
  assert.equal(await count(), 1)
})

/** Resolves once it holds, looking again at each turn of the loop. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(resolve => setImmediate(resolve))
}
