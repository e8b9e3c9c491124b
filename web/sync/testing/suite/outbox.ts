import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Refused } from '../../../../lib/errors.ts'
import { temporaryId } from '../../temporary.ts'
import { isUpToDate, openTab, Remote, until } from '../house.ts'
import { UnreliableNetwork } from '../network.ts'
import type { NewHouse } from '../suite.ts'

const TOO_LONG = 'x'.repeat(201)

export function outboxSuite(newHouse: NewHouse): void {
  test('what is created shows at once, in open lists too, and keeps its temporary name', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    await remote.createMany(3)
    const { client } = await openTab(t, house)
    const query = client.query('Note')
    query.subscribe(() => undefined)
    query.need(0, 10)
    await until('the list is loaded', () => query.rows.total === 3)
    const { id, saved } = client.create('Note', { title: 'Nouvelle', rank: 15 })
    assert.equal(query.rows.at(2), id)
    await saved
    assert.equal(client.read('Note', id)?.['title'], 'Nouvelle')
    assert.equal((await remote.read(client.resolve(id)))?.['title'], 'Nouvelle')
    await until('all is quiet', () => isUpToDate(client))
    assert.equal(query.rows.at(2), client.resolve(id))
    assert.equal(query.rows.total, 4)
  })

  test('a change shows at once and moves the record in and out of open lists', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    await remote.createMany(3)
    const { client } = await openTab(t, house)
    const all = client.query('Note')
    const pinned = client.query('Note', { filter: { pinned: true } })
    for (const query of [all, pinned]) {
      query.subscribe(() => undefined)
      query.need(0, 10)
    }
    await until('the lists are loaded', () => all.rows.total === 3 && pinned.rows.total === 0)
    const last = all.rows.at(2)!
    const { saved } = client.update('Note', last, { pinned: true, rank: -5 })
    assert.deepEqual(all.rows.at(0), last)
    assert.deepEqual(pinned.rows.ids, [last])
    const seen = new Set<number | null>()
    pinned.subscribe(() => seen.add(pinned.rows.total))
    await saved
    await until('all is quiet', () => isUpToDate(client))
    assert.deepEqual(pinned.rows.ids, [last])
    assert.equal(seen.has(0), false)
  })

  test('what is created stands at once before those of the same rank, as the server will have it', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    await remote.create({ title: 'Première', rank: 5 })
    const { client } = await openTab(t, house)
    const query = client.query('Note')
    query.subscribe(() => undefined)
    query.need(0, 10)
    await until('the list is loaded', () => query.rows.total === 1)
    const second = client.create('Note', { title: 'Deuxième', rank: 5 })
    const third = client.create('Note', { title: 'Troisième', rank: 5 })
    const titles = () => query.rows.ids.map(id => client.read('Note', id!)?.['title'])
    assert.deepEqual(titles(), ['Troisième', 'Deuxième', 'Première'])
    await Promise.all([second.saved, third.saved])
    await until('all is quiet', () => isUpToDate(client))
    assert.deepEqual(titles(), ['Troisième', 'Deuxième', 'Première'])
  })

  test('what the server refuses is taken back, and said', async t => {
    const house = await newHouse()
    const id = await new Remote(house).create({ title: 'Budget' })
    const { client } = await openTab(t, house)
    await client.fetch('Note', [id])
    const refusals: string[] = []
    client.onRefused(({ reason }) => refusals.push(reason.type))
    const { saved } = client.update('Note', id, { title: TOO_LONG })
    assert.equal(client.read('Note', id)?.['title'], TOO_LONG)
    await assert.rejects(saved)
    assert.equal(client.read('Note', id)?.['title'], 'Budget')
    assert.deepEqual(refusals, ['invalidProperties'])
  })

  test('what needs a refused creation is refused with it', async t => {
    const house = await newHouse()
    const { client } = await openTab(t, house)
    const { id, saved } = client.create('Note', { title: TOO_LONG })
    const after = client.enqueue({
      using: ['urn:bastide:notes'],
      methodCalls: [
        ['Note/set', { accountId: client.primaryAccount('Note'), update: { [id]: { pinned: true } } }, 'c'],
      ],
    })
    await assert.rejects(saved)
    await assert.rejects(after.saved)
    assert.equal(client.read('Note', id), undefined)
  })

  test('what something new replaces is there until the server has made the new', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const old = await remote.create({ title: 'Première' })
    const { client } = await openTab(t, house)
    await client.fetch('Note', [old])
    const ref = { type: 'Note', accountId: client.primaryAccount('Note') }
    const replace = (id: string, title: string) => {
      const made = temporaryId()
      return client.perform(null, [
        { kind: 'create', ...ref, id: made, record: { title } },
        { kind: 'destroy', ...ref, id, onceMade: made },
      ])
    }
    const refused = replace(old, TOO_LONG)
    assert.equal(client.read('Note', old), null)
    await Promise.all(refused.each.map(one => assert.rejects(one)))
    assert.equal(client.read('Note', old)?.['title'], 'Première')
    assert.equal((await remote.read(old))?.['title'], 'Première')
    await replace(old, 'Seconde').saved
    assert.deepEqual(
      (await remote.all()).map(({ title }) => title),
      ['Seconde'],
    )
  })

  test('what was replaced many times out of reach is there once', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const { client, network } = await openTab(t, house, {
      network: new UnreliableNetwork(house.headers, 'none'),
    })
    const ref = { type: 'Note', accountId: client.primaryAccount('Note') }
    const before: string[] = []
    const keep = (title: string) => {
      const id = temporaryId()
      const gone = before.map(old => ({ kind: 'destroy', ...ref, id: old, onceMade: id }) as const)
      before.push(id)
      return client.perform(null, [{ kind: 'create', ...ref, id, record: { title } }, ...gone]).saved
    }
    network.isDown = true
    const saved = Array.from({ length: 5 }, (_, n) => keep(`n° ${n}`))
    network.isDown = false
    network.loseAnswers(2)
    client.wake()
    await Promise.all(saved)
    assert.deepEqual(
      (await remote.all()).map(({ title }) => title),
      ['n° 4'],
    )
  })

  test('the value of the server wins, and what waits here is put on it again', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const id = await remote.create({ title: 'Budget', labels: { mairie: true } })
    const { client, network } = await openTab(t, house)
    await client.fetch('Note', [id])
    network.isDown = true
    client.update('Note', id, { 'labels/urgent': true })
    await remote.update(id, { title: 'Budget voté', 'labels/conseil': true })
    network.isDown = false
    client.wake()
    await until('all is quiet', () => isUpToDate(client))
    const expected = { mairie: true, conseil: true, urgent: true }
    assert.deepEqual(client.read('Note', id)?.['labels'], expected)
    assert.equal(client.read('Note', id)?.['title'], 'Budget voté')
    assert.deepEqual((await remote.read(id))?.['labels'], expected)
  })

  test('a creation whose answer was lost is made once', async t => {
    const house = await newHouse()
    const { client, network } = await openTab(t, house, {
      network: new UnreliableNetwork(house.headers, 'none'),
    })
    network.loseAnswers(2)
    await client.create('Note', { title: 'Une seule' }).saved
    assert.equal((await new Remote(house).all()).length, 1)
  })

  test('doings wait while the server is out of reach, merged by record, and leave in order', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const { client, network } = await openTab(t, house)
    network.isDown = true
    const first = client.create('Note', { title: 'Première' })
    await until('the outage is noticed', () => client.syncState.kind === 'offline')
    const second = client.create('Note', { title: 'Deuxième' })
    client.update('Note', second.id, { title: 'Deuxième, corrigée' })
    client.update('Note', first.id, { pinned: true })
    const third = client.create('Note', { title: 'Brouillon' })
    const gone = client.destroy('Note', third.id)
    await gone.saved
    assert.deepEqual(client.syncState, { kind: 'offline', pending: 2 })
    network.isDown = false
    client.wake()
    await Promise.all([first.saved, second.saved])
    await until('all is quiet', () => isUpToDate(client))
    const titles = (await remote.all()).map(({ title, pinned }) => [title, pinned])
    assert.deepEqual(titles.sort(), [
      ['Deuxième, corrigée', false],
      ['Première', true],
    ])
  })

  test('a file chosen out of reach is uploaded before what needs it', async t => {
    const house = await newHouse()
    const remote = new Remote(house)
    const { client, network } = await openTab(t, house)
    const accountId = client.primaryAccount('Note')
    network.isDown = true
    const { blobId } = await client.upload(new Blob(['Bonjour'], { type: 'text/plain' }), { accountId })
    assert.equal(await (await client.findFile(blobId))?.text(), 'Bonjour')
    const { id, saved } = client.create('Note', { title: blobId })
    network.isDown = false
    client.wake()
    await saved
    const title = String((await remote.read(client.resolve(id)))?.['title'])
    assert.equal(title, client.resolve(blobId))
    assert.notEqual(title, blobId)
  })

  test('a file that the server will not take refuses what needs it, and holds up nothing else', async t => {
    const house = await newHouse()
    const { client, network, errors } = await openTab(t, house)
    const accountId = client.primaryAccount('Note')
    network.isDown = true
    const { blobId } = await client.upload(new Blob(['trop'], { type: 'text/plain' }), { accountId })
    const needy = client.create('Note', { title: blobId })
    const other = client.create('Note', { title: 'Autre' })
    network.refuseFiles()
    network.isDown = false
    client.wake()
    await assert.rejects(
      needy.saved,
      (error: unknown) => error instanceof Refused && /413/.test(error.message),
    )
    await other.saved
    assert.deepEqual(errors, [])
  })

  test('where the disk is full, what can be fetched again makes room for what is done', async t => {
    const house = await newHouse()
    const { client } = await openTab(t, house)
    const accountId = client.primaryAccount('Note')
    const cache = client.cache('Note/bodies', { type: 'Note', bytes: 1_000_000 })
    await cache.keep(accountId, 'n1', 'un corps')
    fillDisk(t)
    const { id, saved } = client.create('Note', { title: 'Place' })
    await saved
    assert.equal(client.read('Note', client.resolve(id))?.['title'], 'Place')
  })
}

/** Has the queue find no room until cached answers have gone. */
function fillDisk(t: TestContext): void {
  const { put, clear } = IDBObjectStore.prototype
  let isFull = true
  IDBObjectStore.prototype.put = function (...given) {
    if (isFull && this.name === 'outbox') throw new DOMException('no room', 'QuotaExceededError')
    return put.apply(this, given)
  }
  IDBObjectStore.prototype.clear = function () {
    if (this.name === 'answers') isFull = false
    return clear.apply(this)
  }
  t.after(() => Object.assign(IDBObjectStore.prototype, { put, clear }))
}
