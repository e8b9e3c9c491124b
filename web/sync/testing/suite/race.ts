import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isUpToDate, openTab, Remote, until } from '../house.ts'
import { UnreliableNetwork } from '../network.ts'
import type { NewHouse } from '../suite.ts'

export function raceSuite(newHouse: NewHouse): void {
  test('an answer that comes late does not bring back what has changed since', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const [a, b] = [await remote.create({ title: 'A' }), await remote.create({ title: 'B' })]
    const network = new UnreliableNetwork(house.headers, 'none')
    const { client } = await openTab(t, house, { network })
    await client.fetch('Note', [a])
    const late = network.holdAnswer(b)
    const fetched = client.fetch('Note', [b])
    await late.arrived
    await remote.update(b, { title: 'Bis' })
    await remote.update(a, { title: 'Abis' })
    client.wake()
    await until('the table moved', () => client.read('Note', a)?.['title'] === 'Abis')
    late.release()
    await fetched
    assert.equal(client.read('Note', b)?.['title'], 'Bis')
  })

  test('what others do to what was made here is not lost when the answer comes after it', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const a = await remote.create({ title: 'A' })
    const network = new UnreliableNetwork(house.headers, 'none')
    const { client } = await openTab(t, house, { network })
    await client.fetch('Note', [a])
    const late = network.holdAnswer('Note/set')
    const { id, saved } = client.create('Note', { title: 'B' })
    await late.arrived
    const made = (await remote.all()).find(({ title }) => title === 'B')?.['id'] as string
    await remote.update(made, { title: 'Bis' })
    await remote.update(a, { title: 'Abis' })
    client.wake()
    await until('the table moved', () => client.read('Note', a)?.['title'] === 'Abis')
    late.release()
    await saved
    await client.fetch('Note', [id])
    await until('all is quiet', () => isUpToDate(client))
    assert.equal(client.read('Note', id)?.['title'], 'Bis')
  })

  test('a row taken out here stays out while the server catches up', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const id = await remote.create({ title: 'A', pinned: true })
    const network = new UnreliableNetwork(house.headers, 'none')
    const { client } = await openTab(t, house, { network })
    const query = client.query('Note', { filter: { pinned: true } })
    query.subscribe(() => undefined)
    query.need(0, 10)
    await until('the row shows', () => query.rows.at(0) === id)
    const late = network.holdAnswer('/queryChanges')
    const seen: (number | null)[] = []
    query.subscribe(() => seen.push(query.rows.total))
    await client.update('Note', id, { pinned: false }).saved
    await late.arrived
    await client.ask([], [])
    late.release()
    await until('all is quiet', () => isUpToDate(client))
    assert.deepEqual(seen, [0])
  })

  for (const [what, garble] of [
    ['is not JSON', () => '<html>Bad gateway</html>'],
    ['is cut short', (text: string) => text.slice(0, -10)],
    ['lacks its parts', () => '{"methodResponses":[],"sessionState":"s"}'],
    [
      'has ids that are none',
      (text: string) => text.replaceAll(/"(created|updated|destroyed)":\[/g, '"$1":["é",'),
    ],
    ['has a list that is none', (text: string) => text.replaceAll(/\[/g, '{"x":[')],
  ] as const)
    test(`an answer that ${what} leaves the store as it was, and the next one mends it`, async t => {
      const house = await newHouse()
      const remote = new Remote(house)
      const id = await remote.create({ title: 'A' })
      const network = new UnreliableNetwork(house.headers, 'none')
      const { client, errors } = await openTab(t, house, { network })
      await client.fetch('Note', [id])
      network.garbleAnswer('/changes', garble)
      await remote.update(id, { title: 'B' })
      client.wake()
      await until('it is noticed', () => errors.length > 0)
      await until('it is mended', () => client.read('Note', id)?.['title'] === 'B')
    })
}
