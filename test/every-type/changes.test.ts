import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { RecordType } from '../../core/module.ts'
import { type TestHouse, testHouse } from '../house.ts'
import { type Args, type JmapClient, jmapClient } from '../jmap.ts'
import { changeable, creations, isLight } from './records.ts'

let town: TestHouse
let client: JmapClient
let light: RecordType[]
before(async () => {
  town = await testHouse()
  client = jmapClient(town.url, town.claire)
  light = [...town.house.registry.types.values()].filter(isLight)
})
after(() => town.close())

interface Step {
  readonly kind: 'create' | 'update' | 'destroy'
  readonly at: number
  readonly record: Args
}
const steps = (type: RecordType): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record({
      kind: fc.constantFrom('create', 'create', 'update', 'destroy'),
      at: fc.nat(50),
      record: creations(type),
    }),
    { maxLength: 15 },
  )

const all = async (name: string): Promise<Map<string, Args>> => {
  const { list } = await client.call(`${name}/get`, { ids: null })
  return new Map((list as Args[]).map(record => [String(record['id']), record]))
}
const stateOf = async (name: string) => String((await client.call(`${name}/get`, { ids: [] }))['state'])

async function take(type: RecordType, { kind, at, record }: Step): Promise<void> {
  const { name } = type.descriptor
  const ids = [...(await all(name)).keys()]
  const id = ids[at % Math.max(1, ids.length)]
  const args: Args =
    kind === 'create' || id === undefined
      ? { create: { n: record } }
      : kind === 'update'
        ? { update: { [id]: changeable(type, record) } }
        : { destroy: [id] }
  const answer = await client.call(`${name}/set`, args)
  for (const refused of ['notCreated', 'notUpdated', 'notDestroyed'])
    assert.equal(
      answer[refused],
      null,
      `${refused}: ${JSON.stringify(answer[refused])} for ${JSON.stringify(args)}`,
    )
}

/** Follows the changes to their end, in cuts of `max`, as any client would. */
async function follow(name: string, held: Map<string, Args>, since: string, max: number): Promise<void> {
  for (let state = since; ; ) {
    const moved = await client.call(`${name}/changes`, { sinceState: state, maxChanges: max })
    const ids = (of: string) => moved[of] as string[]
    for (const id of ids('updated')) assert.ok(held.has(id), 'an update is of a record that is held')
    assert.ok(ids('created').length + ids('updated').length + ids('destroyed').length <= max)
    const { list } = await client.call(`${name}/get`, { ids: [...ids('created'), ...ids('updated')] })
    for (const record of list as Args[]) held.set(String(record['id']), record)
    for (const id of ids('destroyed')) held.delete(id)
    if (!moved['hasMoreChanges']) return
    assert.notEqual(moved['newState'], state, 'each answer leads on')
    state = String(moved['newState'])
  }
}

const sorted = (records: Map<string, Args>) =>
  [...records.values()].sort((a, b) => String(a['id']).localeCompare(String(b['id'])))

test('following the changes of every light type gives what a fresh fetch gives, at every cut', async () => {
  assert.ok(light.length > 0)
  for (const type of light) {
    const { name } = type.descriptor
    await fc.assert(
      fc.asyncProperty(
        steps(type),
        steps(type),
        fc.integer({ min: 1, max: 4 }),
        async (first, second, max) => {
          for (const step of first) await take(type, step)
          const held = await all(name)
          const state = await stateOf(name)
          for (const step of second) await take(type, step)
          await follow(name, held, state, max)
          assert.deepEqual(sorted(held), sorted(await all(name)))
        },
      ),
      { numRuns: 15 },
    )
  }
})

/** What a client makes of its list by RFC 8620 §5.6. */
function splice(
  ids: readonly string[],
  removed: readonly string[],
  added: readonly { id: string; index: number }[],
) {
  const kept = ids.filter(id => !removed.includes(id))
  for (const { id, index } of added) kept.splice(index, 0, id)
  return kept
}

test('a list kept by queryChanges is the list that a fresh query gives, for every local filter and sort', async () => {
  for (const type of light) {
    const { descriptor } = type
    const { name } = descriptor
    const sorts = Object.entries(descriptor.sorts).flatMap(([property, s]) => (s.local ? [property] : []))
    const wishes = fc.record({ property: fc.constantFrom(...sorts), isAscending: fc.boolean() })
    const flags = Object.entries(descriptor.filters).flatMap(([key, f]) =>
      f.op === 'equals' && descriptor.properties[f.property]?.kind === 'boolean' ? [key] : [],
    )
    const filters = fc.oneof(fc.constant(null), ...flags.map(key => fc.boolean().map(is => ({ [key]: is }))))
    await fc.assert(
      fc.asyncProperty(steps(type), wishes, filters, async (changes, wish, filter) => {
        const query = { filter, sort: [wish] }
        const before = await client.call(`${name}/query`, query)
        assert.equal(before['canCalculateChanges'], true)
        for (const step of changes) await take(type, step)
        const moved = await client.call(`${name}/queryChanges`, {
          ...query,
          sinceQueryState: before['queryState'],
        })
        const kept = splice(
          before['ids'] as string[],
          moved['removed'] as string[],
          moved['added'] as { id: string; index: number }[],
        )
        assert.deepEqual(kept, (await client.call(`${name}/query`, query))['ids'])
      }),
      { numRuns: 15 },
    )
  }
})

test('no patch, however odd, breaks a record or the server', async () => {
  for (const type of light) {
    const { name, properties } = type.descriptor
    const [first] = fc.sample(creations(type), { numRuns: 1, seed: 1 })
    const { created } = await client.call(`${name}/set`, { create: { n: first } })
    const id = (created as Record<string, { id: string }>)['n']!.id
    const pointer = fc.oneof(
      fc.constantFrom(...Object.keys(properties), 'id', '', '/', '~', '__proto__', 'constructor/prototype'),
      fc
        .tuple(fc.constantFrom(...Object.keys(properties)), fc.string({ maxLength: 6 }))
        .map(([p, key]) => `${p}/${key}`),
    )
    await fc.assert(
      fc.asyncProperty(fc.dictionary(pointer, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }), async patch => {
        const answer = await client.call(`${name}/set`, { update: { [id]: patch } })
        const refused = (answer['notUpdated'] as Record<string, { type: string }> | null)?.[id]
        if (refused) assert.match(refused.type, /^(invalidPatch|invalidProperties|forbidden)$/)
        assert.equal(((await client.call(`${name}/get`, { ids: [id] }))['list'] as Args[]).length, 1)
      }),
      { numRuns: 60 },
    )
  }
})
