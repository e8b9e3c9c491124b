import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { readId, writeAccountId, writeId } from '../lib/id.ts'
import { sql } from '../store/sql.ts'
import { testHouse } from '../test/house.ts'
import { type Args, jmapClient } from '../test/jmap.ts'
import { followActivity } from './activity.ts'
import { resolveAddress } from './resolve.ts'

const town = await testHouse()
after(() => town.close())
const { house, url, jean, claire, paul, organisationId } = town
const admin = jmapClient(url, jean)
const person = jmapClient(url, claire)
const directory = { accountId: writeAccountId(organisationId) }
const wire = (actor: { principalId: number }) => writeId('p', actor.principalId)

const receivers = async (address: string) => {
  const found = await resolveAddress(house.db, address)
  return found.kind === 'found' ? found.recipients.map(one => one.name).sort() : found.kind
}

const update = (id: string, patch: Args) =>
  admin.call('Principal/set', { ...directory, update: { [id]: patch } })

test('the overview counts what there is, and is for administrators', async () => {
  const seen = await admin.call('Organisation/overview', directory)
  assert.deepEqual([seen['people'], seen['domains'], seen['administrators']], [3, 1, 1])
  assert.equal((seen['days'] as unknown[]).length, 14)
  assert.equal(await person.refusal('Organisation/overview', directory), 'forbidden')
})

test('what a module counts is added to its day', async () => {
  const activity = followActivity(house)
  await house.db.write(async tx => {
    tx.announce({ kind: 'delivered', accountId: claire.accountId })
    tx.announce({ kind: 'delivered', accountId: paul.accountId })
    tx.announce({ kind: 'outgoing', accountId: paul.accountId })
    tx.announce({ kind: 'loggedOut', accountId: paul.accountId })
  })
  await activity.close()
  const { days } = await admin.call('Organisation/overview', directory)
  assert.deepEqual((days as { counts: object }[]).at(-1)!.counts, { received: 2, sent: 1 })
})

test('what failed for good is counted where it is about, and nowhere else', async () => {
  const failed = async () => (await admin.call('Organisation/overview', directory))['jobsFailed']
  const before = Number(await failed())
  const { id } = (await house.db.row<{ id: number }>(
    sql`insert into account (organisation_id, name) values (77, 'Castelnau') returning account_id as id`,
  ))!
  for (const accountId of [claire.accountId, id])
    await house.jobs.enqueue(house.db, 'fragile', { accountId }, { at: new Date(Date.now() + 3_600_000) })
  await house.db.run(sql`update graphile_worker._private_jobs set attempts = max_attempts where task_id =
    (select id from graphile_worker._private_tasks where identifier = 'fragile')`)
  assert.equal(await failed(), before + 1)
})

test('an account that is nearly full is named', async () => {
  await house.db.run(sql`update account set quota = 100, used = 95 where account_id = ${claire.accountId}`)
  const { full } = await admin.call('Organisation/overview', directory)
  assert.deepEqual(full, [{ id: wire(claire), name: 'Claire', used: 95, quota: 100 }])
  await house.db.run(sql`update account set quota = null where account_id = ${claire.accountId}`)
})

test('mail for somebody goes to somebody else, and on from there; never in a circle', async () => {
  await update(wire(claire), { forwardTo: wire(paul) })
  assert.deepEqual(await receivers(claire.address), ['Paul'])
  await update(wire(paul), { forwardTo: wire(jean) })
  assert.deepEqual(await receivers(claire.address), ['Jean'])
  const { notUpdated } = await update(wire(jean), { forwardTo: wire(claire) })
  assert.deepEqual((notUpdated as Record<string, Args>)[wire(jean)]!['properties'], ['forwardTo'])
  for (const nobody of ['p999999', 'nonsense']) {
    const { notUpdated } = await update(wire(jean), { forwardTo: nobody })
    assert.ok((notUpdated as Args)[wire(jean)], nobody)
  }
  for (const one of [claire, paul]) await update(wire(one), { forwardTo: null })
  assert.deepEqual(await receivers(claire.address), ['Claire'])
})

test('somebody is made whose mail goes to somebody else from the first day', async () => {
  const made = { type: 'individual', name: 'Ana', email: 'ana@montauzan.fr' }
  const create = (forwardTo: string) =>
    admin.call('Principal/set', { ...directory, create: { a: { ...made, forwardTo } } })
  assert.ok(((await create('p999999'))['notCreated'] as Args)['a'])
  const { a } = (await create(wire(paul)))['created'] as { a: { id: string } }
  assert.deepEqual(await receivers(made.email), ['Paul'])
  await admin.call('Principal/set', { ...directory, destroy: [a.id] })
})

test('mail that went to somebody who is deleted arrives again where it was sent', async () => {
  const { created } = await admin.call('Principal/set', {
    ...directory,
    create: { g: { type: 'individual', name: 'Rémi', email: 'remi@montauzan.fr' } },
  })
  const remi = ((created as Args)['g'] as Args)['id'] as string
  await update(wire(claire), { forwardTo: remi })
  assert.deepEqual(await receivers(claire.address), ['Rémi'])
  await admin.call('Principal/set', { ...directory, destroy: [remi] })
  assert.deepEqual(await receivers(claire.address), ['Claire'])
})

test('who leaves is out of every door and group at once, and their mail goes on', async () => {
  const group = {
    type: 'group',
    name: 'Voirie',
    email: 'voirie@montauzan.fr',
    members: { [wire(paul)]: true },
  }
  await admin.call('Principal/set', { ...directory, create: { g: group } })
  const leaver = jmapClient(url, paul)
  const made = await leaver.call('AppPassword/set', { create: { a: { label: 'Téléphone' } } })
  const { secret } = (made['created'] as Record<string, Args>)['a']!
  assert.equal(await person.refusal('Principal/leave', { ...directory, id: wire(paul) }), 'forbidden')
  await admin.call('Principal/leave', { ...directory, id: wire(paul), forwardTo: wire(claire) })
  for (const password of [secret, 'place-de-la-halle-12'])
    await assert.rejects(
      house.login.verifyPassword(paul.address, String(password), { ip: '192.0.2.1', door: 'imap' }),
      { code: 'notAuthenticated' },
    )
  assert.deepEqual(await receivers(paul.address), ['Claire'])
  assert.deepEqual(await receivers('voirie@montauzan.fr'), [])
  const held = await house.db.row(sql`select from app_password where account_id = ${paul.accountId}`)
  assert.equal(held, null)
})

test('a list of people is tried without a trace, then made, each line for itself', async () => {
  const people = [
    { name: 'Anna Roux', email: 'anna.roux@montauzan.fr', service: 'Voirie', quota: 1000 },
    { name: 'Anna Roux', email: 'anna.roux@montauzan.fr' },
    { name: '', email: 'vide@montauzan.fr' },
    { name: 'Bruno', email: 'bruno@ailleurs.example' },
    { name: 'Chloé', email: 'chloe@montauzan.fr', password: 'court' },
    { name: 'Denis', email: 'denis@montauzan.fr', password: 'les tuiles du foirail' },
  ]
  const outcome = async (trial: boolean) => {
    const { list } = await admin.call('Principal/import', { ...directory, people, trial })
    return list as { id?: string; password?: string; refused?: { type: string; properties: string[] } }[]
  }
  const before = await admin.call('Organisation/overview', directory)
  const tried = await outcome(true)
  assert.deepEqual(
    tried.map(one => one.refused?.properties[0] ?? 'good'),
    ['good', 'email', 'name', 'email', 'password', 'good'],
  )
  const untouched = await admin.call('Organisation/overview', directory)
  assert.equal(untouched['people'], before['people'])
  const done = await outcome(false)
  assert.match(done[0]!.password!, /^\w{4}(-\w{4}){3}$/)
  assert.equal(done[5]!.password, null)
  assert.ok(readId('p', done[0]!.id!) !== null)
  const entered = await house.login.verifyPassword('anna.roux@montauzan.fr', done[0]!.password!, {
    ip: '192.0.2.2',
    door: 'web',
  })
  assert.ok(entered.mustChoosePassword)
  assert.equal(await person.refusal('Principal/import', { ...directory, people: [] }), 'forbidden')
})

test('a password that nobody wrote is made by the house and told once', async () => {
  const answer = await admin.call('Principal/setPassword', {
    ...directory,
    id: wire(claire),
    temporary: false,
  })
  assert.match(String(answer['password']), /^\w{4}(-\w{4}){3}$/)
  const { actor } = {
    actor: await house.login.verifyPassword(claire.address, String(answer['password']), {
      ip: '192.0.2.3',
      door: 'jmap',
    }),
  }
  assert.equal(actor.name, 'Claire')
})
