import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Client } from '../../client.ts'
import { isUpToDate, openTab, Remote, until, wholeList } from '../house.ts'
import type { UnreliableNetwork } from '../network.ts'
import type { NewHouse } from '../suite.ts'

const step = fc.record({
  who: fc.constantFrom('here', 'elsewhere', 'plug'),
  what: fc.constantFrom('create', 'update', 'update', 'destroy'),
  which: fc.nat(),
  rank: fc.integer({ min: -50, max: 50 }),
  pinned: fc.boolean(),
})

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

export function randomSuite(newHouse: NewHouse): void {
  test('after any doings here and elsewhere, with outages, the store is what a fresh /get says', async t => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async steps => {
        const house = await newHouse()
        const remote = new Remote(house)
        await remote.createMany(10)
        const { client, network, errors } = await openTab(t, house)
        const pinned = client.query('Note', { filter: { pinned: true } })
        const all = client.query('Note')
        for (const query of [pinned, all]) query.subscribe(() => undefined)
        await wholeList(client, all)
        await wholeList(client, pinned)
        for (const one of steps) await take(one, client, remote, network)
        network.isDown = false
        client.wake()
        await until('all is quiet', () => isUpToDate(client))
        const fresh = await remote.all()
        await until('the list is as long', () => all.rows.total === fresh.length)
        assert.deepEqual(await wholeList(client, all), fresh)
        const freshPinned = fresh.filter(record => record['pinned'])
        await until('the filtered list is as long', () => pinned.rows.total === freshPinned.length)
        assert.deepEqual(await wholeList(client, pinned), freshPinned)
        assert.deepEqual(errors, [])
        await client.close()
      }),
      { numRuns: 25, interruptAfterTimeLimit: 20_000 },
    )
  })
}

async function take(one: Step, client: Client, remote: Remote, network: UnreliableNetwork): Promise<void> {
  if (one.who === 'plug') network.isDown = one.pinned
  const record = { title: `t${one.rank}`, rank: one.rank, pinned: one.pinned }
  if (one.who === 'here') doHere(one, client, record)
  else await doElsewhere(one, remote, record)
}

function doHere({ what, which }: Step, client: Client, record: { rank: number; pinned: boolean }): void {
  const { ids } = client.query('Note').rows
  const id = ids[which % Math.max(1, ids.length)]
  if (what === 'create') client.create('Note', record)
  else if (id !== undefined && what === 'update') client.update('Note', id, record)
  else if (id !== undefined) client.destroy('Note', id)
}

async function doElsewhere({ what, which }: Step, remote: Remote, record: { rank: number }): Promise<void> {
  const all = await remote.all()
  const id = all[which % Math.max(1, all.length)]?.['id']
  if (what === 'create') await remote.create(record)
  else if (id !== undefined && what === 'update') await remote.update(String(id), record)
  else if (id !== undefined) await remote.destroy(String(id))
}
