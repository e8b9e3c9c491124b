import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { addDomain } from '../../../core/domain.ts'
import { createOrganisation } from '../../../core/organisation.ts'
import { writeAccountId } from '../../../lib/id.ts'
import { testHouse } from '../../../test/house.ts'
import { type Args, jmapClient } from '../../../test/jmap.ts'

const town = await testHouse()
after(() => town.close())
const claire = jmapClient(town.url, town.claire)
const paul = jmapClient(town.url, town.paul)

/** The blob of a text, as any client uploads it. */
async function upload(text: string): Promise<string> {
  const response = await fetch(`${town.url}/jmap/upload/${claire.accountId}`, {
    method: 'POST',
    headers: { authorization: claire.authorization, 'content-type': 'application/sieve' },
    body: text,
  })
  return ((await response.json()) as { blobId: string }).blobId
}

const only = (of: unknown): Args => Object.values(of as Record<string, Args>)[0]!
const scripts = async () => (await claire.call('SieveScript/get', { ids: null }))['list'] as Args[]

test('the account says what its filters may do', async () => {
  const response = await fetch(`${town.url}/.well-known/jmap`, {
    headers: { authorization: claire.authorization },
  })
  const { accounts } = (await response.json()) as { accounts: Record<string, { accountCapabilities: Args }> }
  const sieve = accounts[claire.accountId]!.accountCapabilities['urn:ietf:params:jmap:sieve'] as Args
  assert.ok((sieve['sieveExtensions'] as string[]).includes('fileinto'))
  assert.equal(sieve['notificationMethods'], null)
})

test('a script is made, read, made active and listed', async () => {
  const blobId = await upload('require "fileinto"; fileinto "A";')
  const { created, notCreated } = await claire.call('SieveScript/set', {
    create: { s: { name: 'rules', blobId } },
    onSuccessActivateScript: '#s',
  })
  assert.equal(notCreated, null)
  const made = only(created)
  assert.equal(made['isActive'], true)
  const [script] = await scripts()
  assert.deepEqual(script, { id: made['id'], name: 'rules', blobId, isActive: true })
  const content = await fetch(
    `${town.url}/jmap/download/${claire.accountId}/${String(script!['blobId'])}/rules.sieve?type=application/sieve`,
    { headers: { authorization: claire.authorization } },
  )
  assert.equal(await content.text(), 'require "fileinto"; fileinto "A";')
  const query = await claire.call('SieveScript/query', { filter: { isActive: true } })
  assert.deepEqual(query['ids'], [made['id']])
})

test('a script that is none is refused with every fault and its place', async () => {
  const blobId = await upload('keep;\nfileinto "A";\nfrob;')
  const { notCreated } = await claire.call('SieveScript/set', { create: { s: { name: 'x', blobId } } })
  const error = only(notCreated)
  assert.deepEqual(
    [error['type'], error['description']],
    ['invalidSieve', 'line 2, column 1: "fileinto" needs: require "fileinto".'],
  )
  assert.deepEqual(
    (error['faults'] as Args[]).map(({ code, line }) => [code, line]),
    [
      ['notRequired', 2],
      ['unknownCommand', 3],
    ],
  )
  const validated = await claire.call('SieveScript/validate', { blobId })
  assert.equal((validated['error'] as Args)['type'], 'invalidSieve')
  const sound = await claire.call('SieveScript/validate', { blobId: await upload('keep;') })
  assert.equal(sound['error'], null)
})

test('one script at most is active, an active one is not destroyed, and a name is used once', async () => {
  const [first] = await scripts()
  const blobId = await upload('keep;')
  const id = String(first!['id'])
  const refused = await claire.call('SieveScript/set', {
    destroy: [id],
    create: { t: { name: 'rules', blobId } },
  })
  assert.equal(only(refused['notDestroyed'])['type'], 'sieveIsActive')
  assert.equal(only(refused['notCreated'])['type'], 'alreadyExists')
  const { created, updated } = await claire.call('SieveScript/set', {
    create: { t: { name: null, blobId } },
    onSuccessActivateScript: '#t',
  })
  assert.deepEqual([only(created)['isActive'], only(updated)['isActive']], [true, false])
  const off = await claire.call('SieveScript/set', { onSuccessDeactivateScript: true })
  assert.equal(only(off['updated'])['isActive'], false)
  assert.deepEqual((await claire.call('SieveScript/set', { destroy: [id] }))['destroyed'], [id])
})

test('a script takes another name and another content', async () => {
  const [script] = await scripts()
  const blobId = await upload('discard;')
  const { notUpdated } = await claire.call('SieveScript/set', {
    update: { [String(script!['id'])]: { name: 'été', blobId } },
  })
  assert.equal(notUpdated, null)
  assert.deepEqual(
    (await scripts()).map(({ name, blobId: b }) => [name, b]),
    [['été', blobId]],
  )
})

test('the scripts and the absence of an account are its people’s alone', async () => {
  const { accountId } = claire
  assert.equal(await paul.refusal('SieveScript/get', { accountId, ids: null }), 'accountNotFound')
  assert.equal(await paul.refusal('VacationResponse/get', { accountId }), 'accountNotFound')
})

test('each account has one answer for absences, which is off at first', async () => {
  const { list, notFound } = await claire.call('VacationResponse/get', { ids: ['singleton', 'other'] })
  assert.deepEqual(
    [(list as Args[]).map(one => [one['id'], one['isEnabled']]), notFound],
    [[['singleton', false]], ['other']],
  )
})

test('an absence is set, with its days and what it says, and no other is made or destroyed', async () => {
  const absence = {
    isEnabled: true,
    fromDate: '2026-01-01T00:00:00Z',
    toDate: '2099-01-01T00:00:00Z',
    subject: 'Absente',
    textBody: 'Je reviens.',
    colleaguesTextBody: 'Voyez Paul.',
  }
  const answer = await claire.call('VacationResponse/set', {
    create: { a: {} },
    update: { singleton: absence },
    destroy: ['singleton'],
  })
  assert.deepEqual(answer['updated'], { singleton: null })
  assert.equal(only(answer['notCreated'])['type'], 'singleton')
  assert.equal(only(answer['notDestroyed'])['type'], 'singleton')
  assert.notEqual(answer['oldState'], answer['newState'])
  const [read] = (await claire.call('VacationResponse/get'))['list'] as Args[]
  for (const [name, value] of Object.entries(absence)) assert.equal(read![name], value)
})

test('what makes no sense of an absence is refused, and changes nothing', async () => {
  for (const patch of [
    { toDate: '2020-01-01T00:00:00Z' },
    { isEnabled: 'yes' },
    { none: 1 },
    { subject: 3 },
  ]) {
    const { notUpdated } = await claire.call('VacationResponse/set', { update: { singleton: patch } })
    assert.equal(only(notUpdated)['type'], 'invalidProperties')
  }
  assert.equal(await claire.refusal('VacationResponse/set', { ifInState: 'other' }), 'stateMismatch')
})

test('a script that names an address to which the administrators let nothing be forwarded is refused', async () => {
  const directory = { accountId: writeAccountId(town.organisationId) }
  const jean = jmapClient(town.url, town.jean)
  const rule = await jean.call('ForwardingRule/read', directory)
  assert.deepEqual([rule['forwarding'], rule['listed']], ['allowed', []])
  const listed = { ...directory, forwarding: 'listed', listed: ['Exemple.example', ' bob@autre.example '] }
  const kept = await jean.call('ForwardingRule/decide', listed)
  assert.deepEqual(kept['listed'], ['exemple.example', 'bob@autre.example'])
  const source =
    'if true {\n  redirect "eve@autre.example";\n}\nredirect "bob@autre.example";\nredirect "paul@montauzan.fr";'
  const { error } = await claire.call('SieveScript/validate', { blobId: await upload(source) })
  const { type, description, faults } = error as Args
  assert.deepEqual(
    [type, description, (faults as Args[]).map(({ code }) => code)],
    [
      'invalidSieve',
      'line 2, column 12: Your organisation does not let mail be forwarded to "eve@autre.example".',
      ['notForwarded'],
    ],
  )
  const blobId = await upload('redirect "eve@autre.example";')
  const { notCreated } = await claire.call('SieveScript/set', { create: { s: { name: 'out', blobId } } })
  assert.equal(only(notCreated)['type'], 'invalidSieve')
  await jean.call('ForwardingRule/decide', { ...directory, forwarding: 'allowed', listed: [] })
  const free = await claire.call('SieveScript/validate', { blobId })
  assert.equal(free['error'], null)
})

test('another organisation of the house is outside, and a domain that repeats one’s own addresses is not', async () => {
  const directory = { accountId: writeAccountId(town.organisationId) }
  const jean = jmapClient(town.url, town.jean)
  await town.house.db.write(async tx => {
    const other = await createOrganisation(tx, null, { name: 'Ville de Revel', language: 'fr' })
    await addDomain(tx, null, other, { name: 'revel.fr' })
    await addDomain(tx, null, town.organisationId, { name: 'mairie-montauzan.fr' })
  })
  await jean.call('ForwardingRule/decide', { ...directory, forwarding: 'refused', listed: ['revel.fr'] })
  const errorOf = async (address: string) =>
    (await claire.call('SieveScript/validate', { blobId: await upload(`redirect "${address}";`) }))['error']
  assert.equal(((await errorOf('ines@revel.fr')) as Args)['type'], 'invalidSieve')
  assert.equal(await errorOf('Paul@Mairie-Montauzan.fr'), null)
  await jean.call('ForwardingRule/decide', { ...directory, forwarding: 'allowed', listed: [] })
})

test('only administrators decide on forwarding, what they name is an address or a domain, and it is in the audit', async () => {
  const directory = { accountId: writeAccountId(town.organisationId) }
  const jean = jmapClient(town.url, town.jean)
  const refused = { ...directory, forwarding: 'refused', listed: [] }
  assert.equal(await claire.refusal('ForwardingRule/decide', refused), 'forbidden')
  assert.equal(await claire.refusal('ForwardingRule/read', directory), 'forbidden')
  const wrong = { ...refused, forwarding: 'listed', listed: ['deux mots'] }
  assert.equal(await jean.refusal('ForwardingRule/decide', wrong), 'invalidArguments')
  assert.equal((await jean.call('ForwardingRule/read', directory))['forwarding'], 'allowed')
  const told = await jean.call('AuditEntry/query', { ...directory, filter: { action: 'forwardingRuled' } })
  assert.equal((told['ids'] as string[]).length, 4)
})
