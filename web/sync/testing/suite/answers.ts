import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Client } from '../../client.ts'
import { newBrowser, openOffline, openTab, Remote, until } from '../house.ts'
import type { NewHouse } from '../suite.ts'

const cacheOf = (client: Client, bytes = 100_000) => client.cache('Note/drawn', { type: 'Note', bytes })

export function answersSuite(newHouse: NewHouse): void {
  test('what was told of a record beside its properties is there at a cold start out of reach', async t => {
    const house = await newHouse()
    const name = newBrowser()
    const first = await openTab(t, house, { name })
    const accountId = first.client.primaryAccount('Note')
    await cacheOf(first.client).keep(accountId, 'n1', { lines: ['Un'] })
    await first.client.close()
    const { client } = await openOffline(t, house, name)
    assert.equal(cacheOf(client).find(accountId, 'n1'), undefined)
    assert.deepEqual(await cacheOf(client).read(accountId, 'n1'), { lines: ['Un'] })
    assert.deepEqual(cacheOf(client).find(accountId, 'n1'), { lines: ['Un'] })
    assert.deepEqual(await cacheOf(client).lacking(accountId, ['n1', 'n2']), ['n2'])
  })

  test('over the limit, what was not used for the longest time goes first', async t => {
    const house = await newHouse()
    const name = newBrowser()
    const first = await openTab(t, house, { name })
    const accountId = first.client.primaryAccount('Note')
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
    const hour = () => t.mock.timers.tick(3_700_000)
    for (const id of ['n1', 'n2', 'n3']) {
      await cacheOf(first.client, 350).keep(accountId, id, 'x'.repeat(100))
      hour()
    }
    await first.client.close()
    const { client } = await openTab(t, house, { name })
    const cache = cacheOf(client, 350)
    await cache.read(accountId, 'n1')
    hour()
    await cache.keep(accountId, 'n4', 'x'.repeat(100))
    assert.deepEqual(await cache.lacking(accountId, ['n1', 'n2', 'n3', 'n4']), ['n2'])
  })

  test('what was told of a record goes with it', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const [gone, stays] = [await remote.create({ title: 'A' }), await remote.create({ title: 'B' })]
    const { client } = await openTab(t, house)
    const accountId = client.primaryAccount('Note')
    await client.fetch('Note', [gone, stays])
    for (const id of [gone, stays]) await cacheOf(client).keep(accountId, id, 'drawn')
    await remote.destroy(gone)
    await until('the record has gone', () => client.read('Note', gone) === null)
    await until('its answer has gone', async () =>
      (await cacheOf(client).lacking(accountId, [gone])).includes(gone),
    )
    assert.deepEqual(await cacheOf(client).lacking(accountId, [stays]), [])
  })

  test('nothing that was told stays in the browser when it is told to forget', async t => {
    const house = await newHouse()
    const name = newBrowser()
    const first = await openTab(t, house, { name })
    const accountId = first.client.primaryAccount('Note')
    await cacheOf(first.client).keep(accountId, 'n1', 'drawn')
    await first.client.forget()
    const { client } = await openTab(t, house, { name })
    assert.equal(await cacheOf(client).read(accountId, 'n1'), undefined)
  })
}
