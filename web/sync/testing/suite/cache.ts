import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '../../disk/schema.ts'
import { Sessions } from '../../disk/sessions.ts'
import { isUpToDate, newBrowser, openOffline, openTab, Remote, until, wholeList } from '../house.ts'
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

    const { client, network } = await openOffline(t, house, name)
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

  test('a list of which the first of each kind is shown is made from what is kept, what was done here among it', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const first = await remote.create({ title: 'Un', colour: 'olive', rank: 1 })
    await remote.create({ title: 'Deux', colour: 'olive', rank: 2 })
    const third = await remote.create({ title: 'Trois', colour: 'plum', rank: 3 })
    const { client, network } = await openTab(t, house)
    await wholeList(client)
    network.isDown = true
    const made = client.create('Note', { title: 'Zéro', rank: 0 })
    const query = client.query('Note', { extra: { oneOfEachColour: true }, collapsed: 'colour' })
    query.subscribe(() => undefined)
    query.need(0, 10)
    await until('the answer shows', () => query.rows.total !== null)
    assert.deepEqual(query.rows.ids, [made.id, first, third])
  })

  test('what changed while it was not held in memory is kept as it became', async t => {
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
    await second.client.close()

    const { client } = await openOffline(t, house, name)
    await client.fetch('Note', [held, changed, destroyed]).catch(() => undefined)
    assert.equal(client.read('Note', held)?.['title'], 'Abis')
    assert.equal(client.read('Note', changed)?.['title'], 'Bis')
    assert.equal(client.read('Note', destroyed), undefined)
  })

  test('of a record that a list shows in part all stays that was kept', async t => {
    const house = await newHouse()
    const id = await new Remote(house).create({ title: 'A', text: 'Tout le texte' })
    const name = newBrowser()
    const first = await openTab(t, house, { name })
    await first.client.fetch('Note', [id], ['title', 'text'])
    await first.client.close()
    const second = await openTab(t, house, { name })
    const query = second.client.query('Note')
    query.subscribe(() => undefined)
    query.need(0, 10)
    await until('the list is loaded', () => query.rows.total === 1)
    await second.client.close()
    const { client } = await openOffline(t, house, name)
    await client.fetch('Note', [id], ['text'])
    assert.equal(client.read('Note', id)?.['text'], 'Tout le texte')
  })

  test('a list is never on disk without the records that it names, whenever the page ends', async t => {
    const house = await newHouse()
    await new Remote(house).createMany(40)
    const name = newBrowser()
    const { client } = await openTab(t, house, { name })
    const db = await openDatabase(new Sessions(name).databaseName(client.session))
    t.after(() => db.close())
    const query = client.query('Note')
    query.subscribe(() => undefined)
    query.need(0, 40)
    await until('the list is kept', async () => (await db.count('windows')) > 0)
    assert.equal(await db.count('records'), 40)
  })

  test('what a page wrote as it ended is of use to the one that opened meanwhile', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const [a, b] = [await remote.create({ title: 'A' }), await remote.create({ title: 'B' })]
    const name = newBrowser()
    const first = await openTab(t, house, { name })
    await first.client.fetch('Note', [a, b])
    await first.client.flush()
    const { client } = await openOffline(t, house, name)
    await client.fetch('Note', [a]).catch(() => undefined)
    await remote.update(b, { title: 'Bis' })
    await until('the change has come', () => first.client.read('Note', b)?.['title'] === 'Bis')
    await first.client.close()
    await client.fetch('Note', [b]).catch(() => undefined)
    assert.equal(client.read('Note', b)?.['title'], 'Bis')
  })

  test('what another page kept stays when this one has seen another state of the server', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const [a, b, c] = [
      await remote.create({ title: 'A' }),
      await remote.create({ title: 'B' }),
      await remote.create({ title: 'C' }),
    ]
    const name = newBrowser()
    const first = await openTab(t, house, { name })
    await first.client.fetch('Note', [a])
    await first.client.flush()
    first.network.isDown = true
    await remote.update(b, { title: 'Bis' })
    const second = await openTab(t, house, { name })
    await second.client.fetch('Note', [b, c])
    await until('all is quiet', () => isUpToDate(second.client))
    await second.client.close()
    await remote.update(a, { title: 'Abis' })
    await remote.update(c, { title: 'Cbis' })
    first.network.isDown = false
    first.client.wake()
    await until('the change has come', () => first.client.read('Note', a)?.['title'] === 'Abis')
    const kept = async () => {
      await first.client.flush()
      const { client } = await openOffline(t, house, name)
      await client.fetch('Note', [a, b, c]).catch(() => undefined)
      const titles = [a, b, c].map(id => client.read('Note', id)?.['title'])
      await client.close()
      return titles
    }
    await until('both are on disk', async () => (await kept())[0] === 'Abis')
    assert.deepEqual(await kept(), ['Abis', 'Bis', 'Cbis'])
  })

  test('records over the limit leave the disk, the longest unused first', async t => {
    const house = await newHouse()
    await new Remote(house).createMany(30)
    const name = newBrowser()
    const first = await openTab(t, house, { name, cacheLimit: 20 })
    const before = await wholeList(first.client)
    await first.client.close()
    const { client } = await openOffline(t, house, name)
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
    await openTab(t, house, { name })
    await first.client.fetch('Note', [id])
    await first.client.forget()
    const kept = (await indexedDB.databases()).filter(database => database.name?.startsWith(name))
    assert.deepEqual(kept, [])
    await assert.rejects(openOffline(t, house, name))
  })
}
