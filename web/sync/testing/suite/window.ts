import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTab, Remote, until } from '../house.ts'
import type { NewHouse } from '../suite.ts'

export function windowSuite(newHouse: NewHouse): void {
  test('a long list knows its length and loads only what is looked at', async t => {
    const house = await newHouse()
    await new Remote(house).createMany(230)
    const { client } = await openTab(t, house)
    const query = client.query('Note')
    query.subscribe(() => undefined)
    query.need(120, 130)
    await until('the row shows', () => query.rows.at(125))
    assert.equal(query.rows.total, 230)
    assert.equal(client.read('Note', query.rows.at(125)!)?.['title'], 'n° 125')
    assert.equal(query.rows.at(20), undefined)
    assert.equal(query.rows.at(229), undefined)
  })

  test('a row that arrives at the top moves the others down without unloading them', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    await remote.createMany(120)
    const { client } = await openTab(t, house)
    const query = client.query('Note')
    query.subscribe(() => undefined)
    query.need(0, 120)
    await until(
      'the list is loaded',
      () => query.rows.ids.length === 120 && !query.rows.ids.includes(undefined),
    )
    const anchor = query.rows.at(75)!
    query.need(70, 80)
    await remote.create({ title: 'Tout en haut', rank: -1 })
    await until('the row arrives', () => query.rows.total === 121)
    assert.equal(client.read('Note', query.rows.at(0)!)?.['title'], 'Tout en haut')
    assert.equal(query.rows.indexOf(anchor), 76)
  })

  test('a list with holes is right again after rows left from a hole', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    await remote.createMany(200)
    const all = await remote.all()
    const { client } = await openTab(t, house)
    const query = client.query('Note')
    query.subscribe(() => undefined)
    query.need(150, 160)
    await until('the rows show', () => query.rows.at(150) && query.rows.at(159))
    await remote.destroy(String(all[10]!['id']))
    await until('the row left', () => query.rows.total === 199 && query.rows.at(155))
    const now = (await remote.all()).map(record => record['id'])
    query.rows.ids.forEach((id, at) => {
      if (id !== undefined) assert.equal(id, now[at])
    })
  })

  test('a filtered list lets a record go that a change elsewhere took out of it', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const id = await remote.create({ title: 'Épinglée', pinned: true })
    const { client } = await openTab(t, house)
    const query = client.query('Note', { filter: { pinned: true } })
    query.subscribe(() => undefined)
    query.need(0, 10)
    await until('the row shows', () => query.rows.at(0) === id)
    await remote.update(id, { pinned: false })
    await until('the row left', () => query.rows.total === 0)
  })
}
