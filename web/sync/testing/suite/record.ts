import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTab, Remote, until } from '../house.ts'
import type { NewHouse } from '../suite.ts'

export function recordSuite(newHouse: NewHouse): void {
  test('a record is unknown until it is fetched, and null when there is none', async t => {
    const house = await newHouse()
    const id = await new Remote(house).create({ title: 'Budget' })
    const { client } = await openTab(t, house)
    assert.equal(client.read('Note', id), undefined)
    await client.fetch('Note', [id, 'n999999'])
    assert.equal(client.read('Note', id)?.['title'], 'Budget')
    assert.equal(client.read('Note', 'n999999'), null)
  })

  test('a list asks for its own properties, and only what is missing is asked later', async t => {
    const house = await newHouse()
    const id = await new Remote(house).create({ title: 'Budget', text: 'Des chiffres' })
    const { client } = await openTab(t, house)
    await client.fetch('Note', [id])
    assert.equal(Object.hasOwn(client.read('Note', id)!, 'text'), false)
    await client.fetch('Note', [id], ['title', 'text'])
    assert.equal(client.read('Note', id)?.['text'], 'Des chiffres')
  })

  test('a record that somebody asked one property of has what lists show, for whoever else reads it', async t => {
    const house = await newHouse()
    const id = await new Remote(house).create({ title: 'Budget', colour: 'olive' })
    const { client } = await openTab(t, house)
    await client.fetch('Note', [id], ['rank'])
    assert.equal(client.read('Note', id)?.['title'], 'Budget')
    assert.equal(client.read('Note', id)?.['colour'], 'olive')
  })

  test('a change made elsewhere is told to whoever watches the record', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const id = await remote.create({ title: 'Budget' })
    const { client } = await openTab(t, house)
    await client.fetch('Note', [id])
    const seen: unknown[] = []
    client.watch('Note', id, () => seen.push(client.read('Note', id)?.['title']))
    await remote.update(id, { title: 'Budget 2027' })
    await until('the new title shows', () => seen.includes('Budget 2027'))
    await remote.destroy(id)
    await until('the record goes', () => client.read('Note', id) === null)
  })

  test('a record that nothing changed stays the very same object', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const [kept, changed] = [await remote.create({ title: 'A' }), await remote.create({ title: 'B' })]
    const { client } = await openTab(t, house)
    await client.fetch('Note', [kept, changed])
    const before = client.read('Note', kept)
    await remote.update(changed, { title: 'C' })
    await until('the change is seen', () => client.read('Note', changed)?.['title'] === 'C')
    assert.equal(client.read('Note', kept), before)
  })
}
