import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isUpToDate, openTab, until } from './testing/house.ts'
import { note } from './testing/note.ts'
import { MemoryServer } from './testing/server.ts'

/** A pinned note whose title is the id of another. */
async function newServer(stop: (fn: () => Promise<void>) => void) {
  const server = await MemoryServer.start([note])
  stop(() => server.stop())
  const made = server.call('Note/set', { create: { k: { title: 'Nommée' } } })
  const named = (made['created'] as { k: { id: string } }).k.id
  server.call('Note/set', { create: { k: { title: named, pinned: true } } })
  return { server, named }
}

const pinned = { filter: { pinned: true }, along: [{ property: 'title', type: 'Note' }] }

test('what the rows of a list name comes with them, in the same request', async t => {
  const { server, named } = await newServer(fn => t.after(fn))
  const { client, network } = await openTab(t, { url: server.url, headers: {} })
  await until('all is quiet', () => isUpToDate(client) && network.hasSocket)
  const query = client.query('Note', pinned)
  query.subscribe(() => undefined)
  const asked = server.calls.length
  query.need(0, 10)
  await until('the row shows', () => query.rows.at(0))
  assert.equal(client.read('Note', named)?.['title'], 'Nommée')
  assert.deepEqual(server.calls.slice(asked), ['Note/query', 'Note/get', 'Note/get'])
})

test('and so it does with a row that arrives', async t => {
  const { server } = await newServer(fn => t.after(fn))
  const { client } = await openTab(t, { url: server.url, headers: {} })
  const query = client.query('Note', pinned)
  query.subscribe(() => undefined)
  query.need(0, 10)
  await until('the row shows', () => query.rows.at(0))
  const made = server.call('Note/set', { create: { k: { title: 'Autre' } } })
  const other = (made['created'] as { k: { id: string } }).k.id
  server.call('Note/set', { create: { k: { title: other, pinned: true } } })
  await until('it arrives', () => query.rows.total === 2)
  assert.equal(client.read('Note', other)?.['title'], 'Autre')
})
