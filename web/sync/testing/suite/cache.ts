import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isUpToDate, newBrowser, openTab, Remote, until, wholeList } from '../house.ts'
import { UnreliableNetwork } from '../network.ts'
import type { NewHouse } from '../suite.ts'

export function cacheSuite(newHouse: NewHouse): void {
  test('a cold start out of reach shows what was kept, and comes back into step by itself', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    await remote.createMany(60)
    const name = newBrowser()
    const first = await openTab(t, house, { name })
    const before = await wholeList(first.client)
    await first.client.close()

    const network = new UnreliableNetwork(house.headers)
    network.isDown = true
    const { client } = await openTab(t, house, { name, network })
    const query = client.query('Note')
    query.subscribe(() => undefined)
    query.need(0, 60)
    await until('the kept list shows', () => query.rows.total === 60)
    await client.fetch('Note', query.rows.ids as string[]).catch(() => undefined)
    assert.deepEqual(
      query.rows.ids.map(id => client.read('Note', id!)?.['title']),
      before.map(record => record['title']),
    )
    await until('the outage is said', () => client.syncState.kind === 'offline')

    await remote.update(String(before[5]!['id']), { title: 'Changée' })
    await remote.destroy(String(before[6]!['id']))
    network.isDown = false
    client.wake()
    await until(
      'the change shows',
      () => client.read('Note', String(before[5]!['id']))?.['title'] === 'Changée',
    )
    await until('the row left', () => query.rows.total === 59)
  })

  test('what waits to be sent survives the end of the page', async t => {
    const house = await newHouse()
    const name = newBrowser()
    const first = await openTab(t, house, { name })
    first.network.isDown = true
    first.client.create('Note', { title: 'Écrite dans le train' })
    await first.client.close()
    const { client } = await openTab(t, house, { name })
    await until('it is sent', async () => (await new Remote(house).all()).length === 1)
    await until('all is quiet', () => isUpToDate(client))
  })

  test('a question never asked before is answered from what is kept', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const id = await remote.create({ title: 'Épinglée', pinned: true })
    await remote.create({ title: 'Autre' })
    const { client, network } = await openTab(t, house)
    await wholeList(client)
    await client.flush()
    network.isDown = true
    const query = client.query('Note', { filter: { pinned: true } })
    query.subscribe(() => undefined)
    query.need(0, 10)
    await until('the answer shows', () => query.rows.total !== null)
    assert.deepEqual(query.rows.ids, [id])
    assert.equal(query.rows.isPartial, true)
  })

  test('what changed while it was not held in memory is not shown from the disk as it was', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const [held, changed, destroyed] = [
      await remote.create({ title: 'A' }),
      await remote.create({ title: 'B' }),
      await remote.create({ title: 'C' }),
    ]
    const name = newBrowser()
    const first = await openTab(t, house, { name })
    await first.client.fetch('Note', [held, changed, destroyed])
    await first.client.close()

    const second = await openTab(t, house, { name })
    await second.client.fetch('Note', [held])
    await remote.update(changed, { title: 'Bis' })
    await remote.destroy(destroyed)
    await remote.update(held, { title: 'Abis' })
    await until('the table moved', () => second.client.read('Note', held)?.['title'] === 'Abis')
    await until('all is quiet', () => isUpToDate(second.client))
    second.network.isDown = true
    await second.client.fetch('Note', [changed]).catch(() => undefined)
    assert.equal(second.client.read('Note', changed), undefined)
    await second.client.close()

    const network = new UnreliableNetwork(house.headers)
    network.isDown = true
    const { client } = await openTab(t, house, { name, network })
    await client.fetch('Note', [held, changed, destroyed]).catch(() => undefined)
    assert.equal(client.read('Note', held)?.['title'], 'Abis')
    assert.equal(client.read('Note', changed), undefined)
    assert.equal(client.read('Note', destroyed), undefined)
  })

  test('records over the limit leave the disk, the longest unused first', async t => {
    const house = await newHouse()
    await new Remote(house).createMany(30)
    const name = newBrowser()
    const first = await openTab(t, house, { name, cacheLimit: 20 })
    const before = await wholeList(first.client)
    await first.client.close()
    const network = new UnreliableNetwork(house.headers)
    network.isDown = true
    const { client } = await openTab(t, house, { name, network })
    await client
      .fetch(
        'Note',
        before.map(record => String(record['id'])),
      )
      .catch(() => undefined)
    const known = before.filter(record => client.read('Note', String(record['id'])) !== undefined)
    assert.equal(known.length, 20)
  })

  test('nothing of a person stays in the browser when it is told to forget', async t => {
    const house = await newHouse()
    const id = await new Remote(house).create({ title: 'Privée' })
    const name = newBrowser()
    const first = await openTab(t, house, { name })
    await first.client.fetch('Note', [id])
    await first.client.forget()
    const network = new UnreliableNetwork(house.headers)
    network.isDown = true
    await assert.rejects(openTab(t, house, { name, network }))
  })
}
