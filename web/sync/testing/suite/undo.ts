import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isUpToDate, openTab, Remote, until } from '../house.ts'
import type { NewHouse } from '../suite.ts'

export function undoSuite(newHouse: NewHouse): void {
  test('several changes made as one are undone as one, after the server has them', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const [a, b] = [
      await remote.create({ title: 'A', labels: { x: true } }),
      await remote.create({ title: 'B' }),
    ]
    const { client } = await openTab(t, house)
    const accountId = client.primaryAccount('Note')
    await client.fetch('Note', [a, b])
    const done = client.perform('Classer', [
      { kind: 'update', type: 'Note', accountId, id: a, patch: { 'labels/x': null, 'labels/y': true } },
      { kind: 'update', type: 'Note', accountId, id: b, patch: { title: 'Bis', colour: 'bleu' } },
    ])
    await done.saved
    assert.deepEqual((await remote.read(a))?.['labels'], { y: true })
    await client.undo(done)
    await until('all is quiet', () => isUpToDate(client))
    assert.deepEqual((await remote.read(a))?.['labels'], { x: true })
    assert.equal((await remote.read(b))?.['title'], 'B')
    assert.equal((await remote.read(b))?.['colour'], null)
  })

  test('what had not left is undone without a word to the server', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const id = await remote.create({ title: 'A' })
    const { client, network } = await openTab(t, house)
    const accountId = client.primaryAccount('Note')
    await client.fetch('Note', [id])
    network.isDown = true
    await client.ask([], []).catch(() => undefined)
    await until('the outage is noticed', () => client.syncState.kind === 'offline')
    const update = client.perform('Renommer', [
      { kind: 'update', type: 'Note', accountId, id, patch: { title: 'Z' } },
    ])
    const destroy = client.perform('Supprimer', [{ kind: 'destroy', type: 'Note', accountId, id }])
    assert.equal(client.read('Note', id), null)
    await client.undo(destroy)
    assert.equal(client.read('Note', id)?.['title'], 'Z')
    await client.undo(update)
    assert.equal(client.read('Note', id)?.['title'], 'A')
    assert.equal(client.syncState.pending, 0)
  })

  test('a record destroyed on the server is made again, and its old name still leads to it', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const id = await remote.create({ title: 'Précieuse', text: 'Du texte', labels: { x: true } })
    const { client } = await openTab(t, house)
    const accountId = client.primaryAccount('Note')
    await client.fetch('Note', [id], ['title', 'text', 'labels'])
    const done = client.perform('Supprimer', [{ kind: 'destroy', type: 'Note', accountId, id }])
    await done.saved
    assert.equal(await remote.read(id), undefined)
    await client.undo(done)
    await until('all is quiet', () => isUpToDate(client))
    const again = await remote.read(client.resolve(id))
    assert.equal(again?.['text'], 'Du texte')
    // Told of before its answer came, it is asked for again by whoever shows it.
    await client.fetch('Note', [id], ['title'])
    assert.equal(client.read('Note', id)?.['title'], 'Précieuse')
  })

  test('a creation is undone before and after it has left', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const { client } = await openTab(t, house)
    const accountId = client.primaryAccount('Note')
    const creation = (id: string) =>
      client.perform('Créer', [{ kind: 'create', type: 'Note', accountId, id, record: { title: id } }])
    const early = creation('tmp-00000000000000000000000001')
    await client.undo(early)
    const late = creation('tmp-00000000000000000000000002')
    await late.saved
    await client.undo(late)
    await until('all is quiet', () => isUpToDate(client))
    assert.deepEqual(await remote.all(), [])
  })
}
