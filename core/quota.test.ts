import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { writeAccountId, writeId } from '../lib/id.ts'
import { sql } from '../store/sql.ts'
import { testHouse } from '../test/house.ts'
import { jmapClient } from '../test/jmap.ts'

const town = await testHouse()
after(() => town.close())
const { house, url, jean, claire, paul, organisationId } = town
const own = jmapClient(url, claire)
const admin = jmapClient(url, jean)
const set = (patch: object) =>
  admin.call('Principal/set', {
    accountId: writeAccountId(organisationId),
    update: { [writeId('p', claire.principalId)]: patch },
  })
const use = (bytes: number) =>
  house.db.run(sql`update account set used = ${bytes} where account_id = ${claire.accountId}`)

test('an account without a limit has no quota; with one, it tells what is used and when it warns', async () => {
  const { list, state } = await own.call('Quota/get', { ids: null })
  assert.deepEqual(list, [])
  await set({ quota: 1000 })
  await use(250)
  assert.deepEqual((await own.call('Quota/get', { ids: null }))['list'], [
    {
      id: 'q1',
      resourceType: 'octets',
      used: 250,
      hardLimit: 1000,
      scope: 'account',
      name: 'storage',
      types: ['Email'],
      warnLimit: 900,
      softLimit: null,
      description: null,
    },
  ])
  assert.deepEqual((await own.call('Quota/changes', { sinceState: state }))['created'], ['q1'])
})

test('what is used moves alone; another limit is the whole quota', async () => {
  const { state } = await own.call('Quota/get', { ids: ['q1'], properties: ['used'] })
  await use(300)
  const moved = await own.call('Quota/changes', { sinceState: state })
  assert.deepEqual([moved['updated'], moved['updatedProperties']], [['q1'], ['used']])
  await set({ quota: 2000 })
  const limited = await own.call('Quota/changes', { sinceState: moved['newState'] })
  assert.deepEqual([limited['updated'], limited['updatedProperties']], [['q1'], null])
  const same = await own.call('Quota/changes', { sinceState: limited['newState'] })
  assert.deepEqual([same['created'], same['updated'], same['destroyed']], [[], [], []])
  assert.equal(await own.refusal('Quota/changes', { sinceState: 'x' }), 'cannotCalculateChanges')
})

test('quotas are found by what they count, and lists of them follow', async () => {
  const find = async (filter: object) => (await own.call('Quota/query', { filter }))['ids']
  assert.deepEqual(await find({ type: 'Email', scope: 'account', resourceType: 'octets' }), ['q1'])
  assert.deepEqual(await find({ resourceType: 'count' }), [])
  assert.deepEqual(await find({ operator: 'NOT', conditions: [{ name: 'stor' }] }), [])
  assert.equal(await own.refusal('Quota/query', { filter: { colour: 'red' } }), 'unsupportedFilter')
  assert.equal(await own.refusal('Quota/query', { sort: [{ property: 'x' }] }), 'unsupportedSort')
  const { queryState } = await own.call('Quota/query')
  await use(400)
  const changes = await own.call('Quota/queryChanges', { sinceQueryState: queryState })
  assert.deepEqual([changes['removed'], changes['added']], [['q1'], [{ id: 'q1', index: 0 }]])
  assert.deepEqual((await own.call('Quota/get', { ids: ['q9'] }))['notFound'], ['q9'])
})

test('whoever was given an account to read sees what is left of it, nobody else', async () => {
  const other = jmapClient(url, paul)
  assert.equal(await other.refusal('Quota/get', { accountId: own.accountId }), 'accountNotFound')
  await set({ delegates: { [writeId('p', paul.principalId)]: { mayRead: true } } })
  const { list } = await other.call('Quota/get', { accountId: own.accountId })
  assert.equal((list as { used: number }[])[0]!.used, 400)
})
