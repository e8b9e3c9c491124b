import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { CORE } from '../../wire/jmap/capability.ts'
import { temporaryId } from './temporary.ts'
import { type House, isUpToDate, newBrowser, openTab, Remote, until, wholeList } from './testing/house.ts'
import { UnreliableNetwork } from './testing/network.ts'
import { note } from './testing/note.ts'
import { MemoryServer } from './testing/server.ts'

/** What needs a server that does as it is told. */
async function start(t: TestContext): Promise<{ server: MemoryServer; house: House; remote: Remote }> {
  const server = await MemoryServer.start([note])
  t.after(() => server.stop())
  const house = { url: server.url, headers: {} }
  return { server, house, remote: new Remote(house) }
}

for (const line of ['socket', 'events', 'none'] as const)
  test(`a change made elsewhere arrives by ${line === 'none' ? 'a look from time to time' : line}`, async t => {
    const { house, remote } = await start(t)
    const id = await remote.create({ title: 'A' })
    const { client } = await openTab(t, house, { network: new UnreliableNetwork({}, line) })
    await client.fetch('Note', [id])
    await remote.update(id, { title: 'B' })
    await until('it arrives', () => client.read('Note', id)?.['title'] === 'B')
  })

test('what is told while the first page of a list is on its way is in the list', async t => {
  const { house, remote } = await start(t)
  const a = await remote.create({ title: 'A' })
  // Told by events alone: nothing makes the client look again.
  const { client, network } = await openTab(t, house, { network: new UnreliableNetwork({}, 'events') })
  await client.fetch('Note', [a])
  const heard = async (title: string) => {
    await remote.update(a, { title })
    await until('the change is heard of', () => client.read('Note', a)?.['title'] === title)
  }
  await heard('the line is open')
  const late = network.holdAnswer('Note/query')
  const query = client.query('Note')
  query.subscribe(() => undefined)
  query.need(0, 10)
  await late.arrived
  const b = await remote.create({ title: 'B' })
  await heard('what came before too')
  late.release()
  await until('the list has both', () => query.rows.total === 2 && query.rows.ids.includes(b))
})

test('a list whose first page is on its way is being brought in step', async t => {
  const { house, remote } = await start(t)
  await remote.create({ title: 'A' })
  const { client, network } = await openTab(t, house, { network: new UnreliableNetwork({}, 'events') })
  await until('all is quiet', () => isUpToDate(client))
  const late = network.holdAnswer('Note/query')
  const query = client.query('Note')
  query.subscribe(() => undefined)
  query.need(0, 10)
  await late.arrived
  assert.equal(client.syncState.kind, 'syncing')
  late.release()
  await until('all is quiet', () => isUpToDate(client) && query.rows.total === 1)
})

test('of a list from the disk only what moved is asked for, and that not again and again', async t => {
  const { server, house, remote } = await start(t)
  await remote.createMany(3)
  const name = newBrowser()
  const before = await openTab(t, house, { name })
  await wholeList(before.client)
  await before.client.close()
  const asked = server.calls.length
  const { client, network } = await openTab(t, house, { name })
  const query = client.query('Note')
  query.subscribe(() => undefined)
  query.need(0, 10)
  await until('all is quiet', () => isUpToDate(client) && network.hasSocket && query.rows.total === 3)
  await until('the line is told', () => client.ask([CORE], [['Core/echo', {}, 'e']]).catch(() => true))
  const counts = Map.groupBy(server.calls.slice(asked), call => call)
  assert.equal(counts.get('Note/query'), undefined)
  // Once more where the line is open before the first answer has come.
  for (const method of ['Note/changes', 'Note/queryChanges'])
    assert.ok(counts.get(method)!.length <= 2, method)
  const id = await remote.create({ title: 'D' })
  await until('what comes then is seen', () => query.rows.ids.includes(id))
})

test('what is changed goes at once where a list by last change will have it', async t => {
  const { server, house, remote } = await start(t)
  await remote.createMany(3)
  for (const record of server.table('Note').all())
    server
      .table('Note')
      .write(record.id, { ...record, updatedAt: `2026-01-0${record.id.slice(1)}T08:00:00Z` })
  const { client } = await openTab(t, house)
  const query = client.query('Note', { sort: [{ property: 'updatedAt', isAscending: false }] })
  query.subscribe(() => undefined)
  query.need(0, 10)
  await until('the list is loaded', () => query.rows.total === 3)
  const last = query.rows.at(2)!
  const seen: (string | undefined)[] = []
  query.subscribe(() => seen.push(query.rows.at(0)))
  await client.update('Note', last, { colour: 'bleu' }).saved
  await until('all is quiet', () => isUpToDate(client))
  assert.deepEqual(new Set(seen), new Set([last]))
})

test('records wished for one by one are asked for together', async t => {
  const { server, house, remote } = await start(t)
  await remote.createMany(40)
  const ids = (await remote.all()).map(record => String(record['id']))
  const { client } = await openTab(t, house)
  const before = server.calls.length
  await Promise.all(ids.map(id => client.fetch('Note', [id])))
  assert.deepEqual(server.calls.slice(before), ['Note/get'])
})

test('more records than the server gives at once are asked for in parts', async t => {
  const { server, house, remote } = await start(t)
  await remote.createMany(120)
  const ids = (await remote.all()).map(record => String(record['id']))
  const { client } = await openTab(t, house)
  const before = server.calls.length
  await client.fetch('Note', ids)
  assert.equal(server.calls.slice(before).filter(name => name === 'Note/get').length, 3)
  assert.ok(ids.every(id => client.read('Note', id)))
})

test('when the server has forgotten what changed, what is looked at is read again', async t => {
  const { server, house, remote } = await start(t)
  await remote.createMany(60)
  const { client } = await openTab(t, house)
  const query = client.query('Note')
  query.subscribe(() => undefined)
  await wholeList(client, query)
  const [first, second] = query.rows.ids as string[]
  client.watch('Note', first!, () => undefined)
  await remote.update(first!, { title: 'Changée' })
  await remote.destroy(second!)
  server.forgetHistory('Note')
  client.wake()
  await until('the list is right', () => query.rows.total === 59)
  await until('the record is right', () => client.read('Note', first!)?.['title'] === 'Changée')
  assert.deepEqual(await wholeList(client, query), await remote.all())
})

test('a cache made under other descriptors is dropped, and what waits to be sent is not', async t => {
  const { house, remote } = await start(t)
  const id = await remote.create({ title: 'A' })
  const name = newBrowser()
  const first = await openTab(t, house, { name })
  await first.client.fetch('Note', [id])
  first.network.isDown = true
  first.client.create('Note', { title: 'En attente' })
  await first.client.close()
  const network = new UnreliableNetwork()
  network.isDown = true
  const second = await openTab(t, house, { name, network, listed: { Note: ['title'] } })
  await second.client.fetch('Note', [id]).catch(() => undefined)
  assert.equal(second.client.read('Note', id), undefined)
  assert.equal(second.client.syncState.pending, 1)
})

test('the end of the session is told, and what waits is kept', async t => {
  const { server, house } = await start(t)
  let isSignedOut = false
  const network = new UnreliableNetwork({}, 'none')
  const onSignedOut = () => {
    isSignedOut = true
  }
  const { client } = await openTab(t, house, { network, onSignedOut })
  server.isSignedOut = true
  client.create('Note', { title: 'A' })
  await until('it is told', () => isSignedOut)
  assert.equal(client.syncState.pending, 1)
})

test('nothing of one person leaves under the name of another who signs in', async t => {
  const { server, house, remote } = await start(t)
  const name = newBrowser()
  const first = await openTab(t, house, { name })
  first.network.isDown = true
  first.client.create('Note', { title: 'De Claire' })
  await first.client.close()
  server.username = 'paul@montauzan.example'
  const told = Promise.withResolvers<void>()
  const second = await openTab(t, house, { name, onSignedOut: told.resolve })
  await told.promise
  assert.equal(second.client.syncState.pending, 1)
  await second.client.close()
  assert.deepEqual(await remote.all(), [])
  const third = await openTab(t, house, { name })
  assert.equal(third.client.session.username, 'paul@montauzan.example')
  assert.equal(third.client.syncState.pending, 0)
})

test('calls that wait are refused as a whole when one of them fails, and may be taken back before', async t => {
  const { house, remote } = await start(t)
  const id = await remote.create({ title: 'A' })
  const { client, network } = await openTab(t, house)
  await client.fetch('Note', [id])
  const accountId = client.primaryAccount('Note')
  const effects = [{ kind: 'destroy' as const, type: 'Note', accountId, id }]
  const using = [note.capability]
  const refused = client.enqueue({ using, methodCalls: [['Note/none', { accountId }, 'c']], effects })
  assert.equal(client.read('Note', id), null)
  await assert.rejects(refused.saved)
  assert.equal(client.read('Note', id)?.['title'], 'A')
  network.isDown = true
  await until('the outage is noticed', () => client.syncState.kind === 'offline')
  const made = temporaryId()
  const create = { [made]: { title: 'B' } }
  client.enqueue({
    using,
    methodCalls: [['Note/set', { accountId, create, destroy: [id] }, 'c']],
    effects,
  })
  assert.equal(await client.withdraw(temporaryId()), false)
  assert.equal(await client.withdraw(made), true)
  assert.equal(client.read('Note', id)?.['title'], 'A')
})

test('no more is asked at once than the server bears', async t => {
  const { house } = await start(t)
  const network = new CountingNetwork(house.headers, 'none')
  const { client } = await openTab(t, house, { network })
  const ask = () => client.ask([note.capability], [['Note/query', { accountId: 'a1' }, 'q']])
  await Promise.all(Array.from({ length: 20 }, ask))
  const session = client.session.capabilities[CORE] as { maxConcurrentRequests: number }
  assert.equal(network.most, session.maxConcurrentRequests)
})

/** Knows how many posts were under way at once. */
class CountingNetwork extends UnreliableNetwork {
  most = 0
  #running = 0

  override async fetch(url: string, init: RequestInit): Promise<Response> {
    if (init.method !== 'POST') return super.fetch(url, init)
    this.most = Math.max(this.most, ++this.#running)
    try {
      return await super.fetch(url, init)
    } finally {
      this.#running--
    }
  }
}

test('out of reach all that wait wait for one question', async t => {
  const { house } = await start(t)
  const network = new CountingNetwork(house.headers, 'none')
  const { client } = await openTab(t, house, { network })
  const ask = () => client.ask([note.capability], [['Note/query', { accountId: 'a1' }, 'q']])
  network.isDown = true
  await assert.rejects(ask())
  network.most = 0
  const answers = await Promise.allSettled(Array.from({ length: 20 }, ask))
  assert.ok(answers.every(({ status }) => status === 'rejected'))
  assert.equal(network.most, 0)
  network.isDown = false
  await Promise.all(Array.from({ length: 20 }, ask))
})
