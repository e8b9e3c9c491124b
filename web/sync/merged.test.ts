import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { JsonObject } from '../../wire/jmap/json.ts'
import type { Client } from './client.ts'
import type { Merged } from './query/merged.ts'
import { newBrowser, openOffline, openTab, until } from './testing/house.ts'
import { note } from './testing/note.ts'
import { ACCOUNT, MemoryServer } from './testing/server.ts'

const OTHER = 'a2'

/** A server with two accounts, each with notes of these ranks. */
async function newServer(t: TestContext, own: readonly number[], other: readonly number[]) {
  const server = await MemoryServer.start([note])
  t.after(() => server.stop())
  server.give(OTHER)
  for (const [accountId, ranks] of [
    [ACCOUNT, own],
    [OTHER, other],
  ] as const)
    for (const rank of ranks) create(server, accountId, rank)
  return server
}

function create(server: MemoryServer, accountId: string, rank: number): void {
  const title = `${accountId} ${rank}`
  server.call('Note/set', { accountId, create: { k: { title, rank } } })
}

const houseOf = ({ url }: MemoryServer) => ({ url, headers: {} })

function watch(client: Client, accountIds: readonly string[] = [ACCOUNT, OTHER]): Merged {
  const merged = client.merged(
    'Note',
    accountIds.map(accountId => ({ accountId })),
  )
  merged.subscribe(() => undefined)
  merged.need(0, 20)
  return merged
}

function titleAt(client: Client, merged: Merged, index: number): unknown {
  const ref = merged.rows.at(index)
  const record: JsonObject | null | undefined = ref && client.read('Note', ref.id, ref.accountId)
  return record?.['title']
}

const titles = (client: Client, merged: Merged): unknown[] =>
  Array.from({ length: merged.rows.total ?? 0 }, (_, at) => titleAt(client, merged, at))

const numbers = (from: number, count: number, step: number): number[] =>
  Array.from({ length: count }, (_, at) => from + at * step)

test('lists of two accounts are one list, the first account first where they are equal', async t => {
  const server = await newServer(t, [1, 5, 7], [2, 5])
  const { client } = await openTab(t, houseOf(server))
  const merged = watch(client)
  await until('both have told', () => !merged.rows.isPartial)
  assert.deepEqual(titles(client, merged), ['a1 1', 'a2 2', 'a1 5', 'a2 5', 'a1 7'])
})

test('far down, the rows are the right ones though few were read', async t => {
  const server = await newServer(t, numbers(0, 3000, 2), numbers(4001, 3000, 1))
  const { client } = await openTab(t, houseOf(server))
  const merged = watch(client)
  await until('both have told', () => merged.rows.total === 6000)
  const before = server.calls.length
  merged.need(4000, 4020)
  await until('the rows show', () => numbers(4000, 20, 1).every(at => merged.rows.at(at)))
  // 2001 even numbers are below 4001; from there on, two of three rows are the other account's.
  assert.deepEqual(
    [4000, 4001, 4002].map(at => titleAt(client, merged, at)),
    ['a1 5334', 'a2 5334', 'a2 5335'],
  )
  assert.ok(server.calls.length - before < 40, `${server.calls.length - before} calls`)
})

test('what arrives above moves the others down, each still beside the same', async t => {
  const server = await newServer(t, numbers(0, 120, 2), numbers(1, 120, 2))
  const { client } = await openTab(t, houseOf(server))
  const merged = watch(client)
  await until('both have told', () => merged.rows.total === 240)
  merged.need(150, 170)
  await until('the rows show', () => titleAt(client, merged, 160) === 'a1 160')
  create(server, OTHER, -1)
  await until('the row arrived', () => merged.rows.total === 241)
  await until('the rows are there', () => titleAt(client, merged, 161) === 'a1 160')
  assert.equal(titleAt(client, merged, 160), 'a2 159')
  assert.equal(titleAt(client, merged, 0), 'a2 -1')
})

test('what is done here shows at once in the account where it is done, and can be undone as one', async t => {
  const server = await newServer(t, [1, 5], [2, 6])
  const { client } = await openTab(t, houseOf(server))
  const merged = watch(client)
  await until('both have told', () => merged.rows.total === 4)
  const changes = [0, 1].map(at => {
    const { id, accountId } = merged.rows.at(at)!
    return { kind: 'update', type: 'Note', accountId, id, patch: { rank: 10 + at } } as const
  })
  const done = client.perform('Déplacer', changes)
  assert.deepEqual(titles(client, merged), ['a1 5', 'a2 6', 'a1 1', 'a2 2'])
  await done.saved
  await client.undo(done)
  await until('both are back', () => titleAt(client, merged, 1) === 'a2 2')
  assert.deepEqual(titles(client, merged), ['a1 1', 'a2 2', 'a1 5', 'a2 6'])
})

test('the others are there while one has not answered, which then takes its place', async t => {
  const server = await newServer(t, [1, 5], [2, 6])
  const { client, network } = await openTab(t, houseOf(server))
  const held = network.holdAnswer(OTHER)
  const merged = watch(client)
  await until('one has told', () => merged.rows.total === 2)
  assert.deepEqual(titles(client, merged), ['a1 1', 'a1 5'])
  assert.equal(merged.rows.isPartial, true)
  held.release()
  await until('both have told', () => merged.rows.total === 4)
  assert.deepEqual(titles(client, merged), ['a1 1', 'a2 2', 'a1 5', 'a2 6'])
})

test('an account that is refused keeps nothing of the others away', async t => {
  const server = await newServer(t, [1, 5], [2, 6])
  const { client } = await openTab(t, houseOf(server))
  server.withdraw(OTHER)
  const merged = watch(client)
  await until('what can be had shows', () => titles(client, merged).length === 2)
  assert.deepEqual(titles(client, merged), ['a1 1', 'a1 5'])
})

test('what was told of an account that was taken back does not stay in the browser', async t => {
  const server = await newServer(t, [1], [2])
  const name = newBrowser()
  const spec = { type: 'Note', bytes: 1_000_000 }
  const first = await openTab(t, houseOf(server), { name })
  for (const accountId of [ACCOUNT, OTHER])
    await first.client.cache('bodies', spec).keep(accountId, 'n1', 'x')
  await first.client.close()
  server.withdraw(OTHER)
  const { client } = await openTab(t, houseOf(server), { name })
  const bodies = client.cache('bodies', spec)
  await until('the other is gone', async () => (await bodies.read(OTHER, 'n1')) === undefined)
  assert.equal(await bodies.read(ACCOUNT, 'n1'), 'x')
})

test('once an account is left out, the list is whole without it', async t => {
  const server = await newServer(t, [1, 5], [2, 6])
  const { client } = await openTab(t, houseOf(server))
  const merged = watch(client)
  await until('both have told', () => merged.rows.total === 4)
  const left = watch(client, [ACCOUNT])
  assert.deepEqual(titles(client, left), ['a1 1', 'a1 5'])
})

test('out of reach of the server, what this browser has of both is one list', async t => {
  const server = await newServer(t, numbers(0, 60, 2), numbers(1, 60, 2))
  const name = newBrowser()
  const first = await openTab(t, houseOf(server), { name })
  const before = watch(first.client)
  await until('both have told', () => before.rows.total === 120)
  await first.client.flush()
  await first.client.close()
  const { client } = await openOffline(t, houseOf(server), name)
  const merged = watch(client)
  await until('the rows show', () => titleAt(client, merged, 19) === 'a2 19')
  assert.deepEqual(titles(client, merged).slice(0, 3), ['a1 0', 'a2 1', 'a1 2'])
})

test('by words, one list is right far down as well', async t => {
  const server = await newServer(t, numbers(0, 1500, 2), numbers(1, 1500, 2))
  const { client } = await openTab(t, houseOf(server))
  const specs = [ACCOUNT, OTHER].map(accountId => ({ accountId, sort: [{ property: 'title' }] }))
  const merged = client.merged('Note', specs)
  merged.subscribe(() => undefined)
  merged.need(1490, 1510)
  await until('the rows show', () => numbers(1490, 20, 1).every(at => merged.rows.at(at)))
  const words = (accountId: string, ranks: readonly number[]) =>
    ranks.map(rank => `${accountId} ${rank}`).toSorted()
  const whole = [...words(ACCOUNT, numbers(0, 1500, 2)), ...words(OTHER, numbers(1, 1500, 2))]
  for (let at = 1490; at < 1510; at++) assert.equal(titleAt(client, merged, at), whole[at])
})
