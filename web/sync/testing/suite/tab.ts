import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isUpToDate, newBrowser, openTab, Remote, until } from '../house.ts'
import type { NewHouse } from '../suite.ts'

export function tabSuite(newHouse: NewHouse): void {
  test('what one tab does shows in the other', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const id = await remote.create({ title: 'A' })
    const name = newBrowser()
    const leader = await openTab(t, house, { name })
    const follower = await openTab(t, house, { name })
    await Promise.all([leader.client.fetch('Note', [id]), follower.client.fetch('Note', [id])])
    await follower.client.update('Note', id, { title: 'Par le second' }).saved
    await until('the leader shows it', () => leader.client.read('Note', id)?.['title'] === 'Par le second')
    await leader.client.update('Note', id, { title: 'Par le premier' }).saved
    await until(
      'the follower shows it',
      () => follower.client.read('Note', id)?.['title'] === 'Par le premier',
    )
  })

  test('a tab that follows hears of changes made elsewhere', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const id = await remote.create({ title: 'A' })
    const name = newBrowser()
    await openTab(t, house, { name })
    const { client } = await openTab(t, house, { name })
    await client.fetch('Note', [id])
    await remote.update(id, { title: 'B' })
    await until('the change shows', () => client.read('Note', id)?.['title'] === 'B')
  })

  test('when the leader goes, another tab sends what waits', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const name = newBrowser()
    const leader = await openTab(t, house, { name })
    const { client } = await openTab(t, house, { name })
    leader.network.isDown = true
    const { saved } = client.create('Note', { title: 'Du second' })
    await until('the leader knows', () => leader.client.syncState.pending === 1)
    await leader.client.close()
    await saved
    await until('all is quiet', () => isUpToDate(client))
    assert.deepEqual(
      (await remote.all()).map(record => record['title']),
      ['Du second'],
    )
  })
}
