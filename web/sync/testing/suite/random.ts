import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import type { JsonObject } from '../../../../wire/jmap/json.ts'
import type { Client } from '../../client.ts'
import type { Query } from '../../query/query.ts'
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
        // What was done elsewhere last is told by a push, which may still be on its way.
        const settles = (query: Query, expected: readonly JsonObject[]) =>
          until('the list says the same', async () =>
            isDeepStrictEqual(await wholeList(client, query), expected),
          )
        await settles(all, fresh)
        await settles(
          pinned,
          fresh.filter(record => record['pinned']),
        )
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
