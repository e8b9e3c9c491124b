import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isUpToDate, openTab, Remote, until } from '../house.ts'
import type { NewHouse } from '../suite.ts'

/** Seconds as milliseconds, for a test. */
const silence = { idle: 300, asked: 50, tried: 100 }
const never = { idle: 3_600_000, asked: 3_600_000, tried: 3_600_000 }

/** A network that goes without a word, and comes back. */
export function silenceSuite(newHouse: NewHouse): void {
  test('a server that went without a word is missed, and what it did meanwhile is seen once it is back', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const id = await remote.create({ title: 'A' })
    const { client, network } = await openTab(t, house, { silence })
    await client.fetch('Note', [id])
    await until('all is quiet', () => isUpToDate(client) && network.hasSocket)
    network.isSilent = true
    await remote.update(id, { title: 'B' })
    await until('the silence is noticed', () => client.syncState.kind === 'offline')
    network.isSilent = false
    await until('the change is seen', () => client.read('Note', id)?.['title'] === 'B')
    await until('all is quiet', () => isUpToDate(client))
  })

  test('a doing into the silence is kept, and leaves once the server is back', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const { client, network } = await openTab(t, house, { silence: { ...never, asked: 50, tried: 100 } })
    await until('all is quiet', () => isUpToDate(client) && network.hasSocket)
    network.isSilent = true
    client.create('Note', { title: 'Du tunnel' })
    await until('the silence is noticed', () => client.syncState.kind === 'offline')
    assert.equal(client.syncState.pending, 1)
    network.isSilent = false
    await until('all is quiet', () => isUpToDate(client))
    const titles = (await remote.all()).map(({ title }) => title)
    assert.deepEqual(titles, ['Du tunnel'])
  })

  test('a line that answers is kept, however long nothing happens', async t => {
    const house = await newHouse()
    const { client } = await openTab(t, house, { silence: { idle: 5, asked: 5, tried: 5_000 } })
    const kinds = new Set<string>()
    await until('all is quiet', () => isUpToDate(client))
    client.onSyncState(() => kinds.add(client.syncState.kind))
    const asked = performance.now()
    await until('many echoes have come', () => performance.now() - asked > 200)
    assert.deepEqual([...kinds], [])
  })

  test('when the network is said to be gone it is said here at once, and all is caught up with when it is back', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const id = await remote.create({ title: 'A' })
    const { client, network } = await openTab(t, house, { silence: never })
    await client.fetch('Note', [id])
    await until('all is quiet', () => isUpToDate(client) && network.hasSocket)
    network.isSilent = true
    client.lose()
    assert.equal(client.syncState.kind, 'offline')
    await remote.update(id, { title: 'B' })
    network.isSilent = false
    client.wake()
    await until('the change is seen', () => client.read('Note', id)?.['title'] === 'B')
    await until('all is quiet', () => isUpToDate(client))
  })
}
