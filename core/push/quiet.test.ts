import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '../../store/sql.ts'
import { type TestHouse, testHouse } from '../../test/house.ts'
import { type JmapClient, jmapClient } from '../../test/jmap.ts'
import { bodyOf, openPushService, PUSH_SERVICE_ALLOWED, type PushService } from '../../test/pushes.ts'
import { pushStates } from './deliver.ts'
import type { Push } from './enqueue.ts'
import { findQuiet, isQuiet, type QuietHours } from './quiet.ts'
import { createSubscription, findSubscription, updateSubscription } from './subscription.ts'

const timeZone = 'Europe/Paris'
const [SATURDAY, SUNDAY] = [6, 7]
const nightly = (from: number, to: number): QuietHours => ({
  daily: { from: from * 60, to: to * 60 },
  days: [],
  timeZone,
})

/** When the quiet of that moment ends; null when there is none at it. */
function endAt(hours: QuietHours, instant: string): string | null {
  const now = new Date(instant)
  const quiet = findQuiet(hours, now)
  return isQuiet(quiet, now) ? (quiet.until?.toISOString() ?? 'never') : null
}

test('hours that end before they begin go past midnight', () => {
  const hours = nightly(20, 8)
  // Winter: one hour before Greenwich's clock.
  assert.equal(endAt(hours, '2026-12-01T18:59:59Z'), null)
  assert.equal(endAt(hours, '2026-12-01T19:00:00Z'), '2026-12-02T07:00:00.000Z')
  assert.equal(endAt(hours, '2026-12-01T23:00:00Z'), '2026-12-02T07:00:00.000Z')
  assert.equal(endAt(hours, '2026-12-02T06:59:59Z'), '2026-12-02T07:00:00.000Z')
  assert.equal(endAt(hours, '2026-12-02T07:00:00Z'), null)
})

test('hours may lie within one day, or touch midnight', () => {
  assert.equal(endAt(nightly(12, 14), '2026-12-01T11:30:00Z'), '2026-12-01T13:00:00.000Z')
  assert.equal(endAt(nightly(22, 0), '2026-12-01T22:59:59Z'), '2026-12-01T23:00:00.000Z')
  assert.equal(endAt(nightly(22, 0), '2026-12-01T23:00:00Z'), null)
  assert.equal(endAt(nightly(0, 6), '2026-12-01T23:00:00Z'), '2026-12-02T05:00:00.000Z')
})

test('whole days begin and end at midnight there, and go on into the hours that touch them', () => {
  const weekend = { daily: null, days: [SATURDAY, SUNDAY], timeZone }
  assert.equal(endAt(weekend, '2026-12-04T22:59:59Z'), null)
  assert.equal(endAt(weekend, '2026-12-04T23:00:00Z'), '2026-12-06T23:00:00.000Z')
  assert.equal(endAt(weekend, '2026-12-06T23:00:00Z'), null)
  const both = { ...nightly(20, 8), days: [SATURDAY, SUNDAY] }
  assert.equal(endAt(both, '2026-12-04T19:30:00Z'), '2026-12-07T07:00:00.000Z')
})

test('every day is quiet without end', () => {
  assert.equal(endAt({ daily: null, days: [1, 2, 3, 4, 5, 6, 7], timeZone }, '2026-12-01T12:00:00Z'), 'never')
  assert.equal(findQuiet({ daily: null, days: [], timeZone }, new Date()), null)
})

test('it is the clock of the place that counts, on the days when it is put forward or back', () => {
  // Spring: 02:00 becomes 03:00 at 01:00 UTC on 28 March 2027.
  assert.equal(endAt(nightly(20, 8), '2027-03-27T20:00:00Z'), '2027-03-28T06:00:00.000Z')
  // A time that the clock skips is the moment after.
  const skipped = { daily: { from: 60, to: 150 }, days: [], timeZone }
  assert.equal(endAt(skipped, '2027-03-28T00:30:00Z'), '2027-03-28T01:30:00.000Z')
  // Autumn: 03:00 becomes 02:00 at 01:00 UTC on 31 October 2027; what it shows twice is the first.
  assert.equal(endAt(nightly(20, 8), '2027-10-30T19:00:00Z'), '2027-10-31T07:00:00.000Z')
  assert.equal(endAt(skipped, '2027-10-30T23:30:00Z'), '2027-10-31T00:30:00.000Z')
  assert.equal(endAt(skipped, '2027-10-31T01:10:00Z'), null)
  assert.equal(
    endAt({ daily: null, days: [SUNDAY], timeZone }, '2027-10-31T12:00:00Z'),
    '2027-10-31T23:00:00.000Z',
  )
})

test('elsewhere, it is another time', () => {
  const elsewhere = { ...nightly(20, 8), timeZone: 'America/Cayenne' }
  assert.equal(endAt(elsewhere, '2026-12-01T22:59:59Z'), null)
  assert.equal(endAt(elsewhere, '2026-12-01T23:00:00Z'), '2026-12-02T11:00:00.000Z')
})

let town: TestHouse
let claire: JmapClient
let service: PushService
before(async () => {
  service = await openPushService()
  // What waits stays where it is: nobody runs it.
  town = await testHouse(undefined, { ...PUSH_SERVICE_ALLOWED, BASTIDE_ROLES: 'web' })
  claire = jmapClient(town.url, town.claire)
  await claire.call('Note/set', { create: { n: { title: 'la nuit' } } })
})
after(async () => {
  await town.close()
  service.close()
})

const set = (hours: object) => claire.call('PushQuietHours/set', { update: { singleton: hours } })

const EVERY_DAY = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']
const AT_ANY_TIME = { from: null, to: null, days: [], timeZone }

/** One that is proven, and knows of nothing yet. */
async function open(): Promise<Push> {
  const { accountId } = town.claire
  const wish = {
    deviceClientId: 'd',
    url: `${service.origin}/`,
    keys: null,
    types: ['Note'],
    accountIds: null,
    expiresAt: new Date('2041-01-01T00:00:00Z'),
    told: {},
    sessionId: null,
  }
  return town.house.db.write(async tx => {
    const id = await createSubscription(tx, accountId, wish)
    await updateSubscription(tx, accountId, id, { ...wish, verified: true })
    return { accountId, id }
  })
}

const pushAt = (instant: string, push: Push) =>
  pushStates({ ...town.house, now: () => new Date(instant) }, push)

const toldBy = async ({ accountId, id }: Push) => (await findSubscription(town.house.db, accountId, id))!.told

/** When the queue pushes to it. */
const waitingFor = async ({ accountId, id }: Push) =>
  (await town.house.db.row<{ runAt: Date }>(sql`
    select run_at as "runAt" from graphile_worker.jobs where key = ${`pushStates:${accountId}:${id}`}`))!
    .runAt

test('in quiet hours nothing is pushed, and what moved is as soon as they are given up', async () => {
  await set({ days: EVERY_DAY, timeZone })
  const push = await open()
  await pushStates(town.house, push)
  assert.deepEqual(await toldBy(push), {})
  await set(AT_ANY_TIME)
  assert.ok((await waitingFor(push)) <= new Date())
  await pushStates(town.house, push)
  assert.ok(claire.accountId in (bodyOf(await service.next())['changed'] as object))
})

test('at their end what moved is pushed once, as late', async () => {
  await set({ from: '20:00', to: '08:00', timeZone })
  const push = await open()
  await pushAt('2040-12-03T22:00:00Z', push)
  assert.deepEqual(await toldBy(push), {})
  const end = '2040-12-04T07:00:00.000Z'
  assert.equal((await waitingFor(push)).toISOString(), end)
  await pushAt(end, { ...push, isLate: true })
  const { changed, isLate } = bodyOf(await service.next()) as { changed: object; isLate: unknown }
  assert.ok(claire.accountId in changed)
  assert.equal(isLate, true)
  await set(AT_ANY_TIME)
})

test('what is pushed before they begin is dropped by the service when they do', async () => {
  await set({ from: '20:00', to: '08:00', timeZone })
  await pushAt('2040-12-03T18:30:00Z', await open())
  assert.equal((await service.next()).headers['ttl'], '1800')
  await set(AT_ANY_TIME)
})

test('they are kept for the person, for every device', async () => {
  await set({ from: '20:00', to: '07:30', days: ['su', 'sa'], timeZone })
  await set({ days: ['sa'] })
  const { list } = (await claire.call('PushQuietHours/get')) as { list: Record<string, unknown>[] }
  const { isQuiet, until, ...kept } = list[0]!
  assert.deepEqual(kept, { id: 'singleton', from: '20:00', to: '07:30', days: ['sa'], timeZone })
  assert.equal(isQuiet, until !== null)
  const others = await jmapClient(town.url, town.paul).call('PushQuietHours/get')
  assert.deepEqual((others['list'] as { from: unknown }[])[0]!.from, null)
  await set(AT_ANY_TIME)
})

for (const [what, property, wrong] of [
  ['half a span', 'to', { from: '20:00', to: null }],
  ['a span of nothing', 'to', { from: '20:00', to: '20:00' }],
  ['no time of a day', 'from', { from: '24:00', to: '08:00' }],
  ['no days', 'days', { days: ['lundi'] }],
  ['more days than there are', 'days', { days: [...EVERY_DAY, 'mo'] }],
  ['no place', 'timeZone', { timeZone: 'Europe/Montauzan' }],
  ['something else', 'colour', { colour: 'red' }],
] as const)
  test(`${what} is refused as quiet hours`, async () => {
    const { updated, notUpdated } = await set({ timeZone, ...wrong })
    assert.equal(updated, null)
    assert.deepEqual((notUpdated as Record<string, { properties: string[] }>)['singleton']!.properties, [
      property,
    ])
  })
