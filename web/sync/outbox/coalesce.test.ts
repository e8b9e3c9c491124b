import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Change } from '../change.ts'
import { takeBatch } from './batch.ts'
import { coalesce } from './coalesce.ts'
import { type Entry, newEntry } from './entry.ts'

const TMP = `tmp-${'0'.repeat(26)}`
const ref = (id: string) => ({ type: 'Note', accountId: 'a1', id })
const update = (id: string, patch: Record<string, unknown>): Change => ({ kind: 'update', ...ref(id), patch })
const create = (id: string, record: Record<string, unknown>): Change => ({
  kind: 'create',
  ...ref(id),
  record,
})
const destroy = (id: string): Change => ({ kind: 'destroy', ...ref(id) })

let tickets = 0
const entry = (change: Change, more: Partial<Entry> = {}): Entry => ({
  ...newEntry({ tickets: [`t${tickets++}`], label: null, effects: [change], calls: null }),
  ...more,
})
const calls = (): Entry => ({
  ...entry(update('n1', {})),
  calls: { using: [], methodCalls: [['Core/echo', {}, 'c']] },
})
const never = () => false
const changes = (entries: readonly Entry[]) => entries.map(({ effects }) => effects[0])

test('two changes of one record become one', () => {
  const first = entry(update('n1', { title: 'A', 'labels/x': true }))
  const second = entry(update('n1', { title: 'B' }))
  const { entries } = coalesce([first], [second], never)
  assert.deepEqual(changes(entries), [update('n1', { title: 'B', 'labels/x': true })])
  assert.deepEqual(entries[0]?.tickets, [...first.tickets, ...second.tickets])
})

test('a change of what is not made yet goes into its making', () => {
  const { entries } = coalesce(
    [entry(create(TMP, { title: 'A' }))],
    [entry(update(TMP, { title: 'B' }))],
    never,
  )
  assert.deepEqual(changes(entries), [create(TMP, { title: 'B' })])
})

test('what is made and destroyed before it left comes to nothing', () => {
  const { entries, vanished } = coalesce([entry(create(TMP, {}))], [entry(destroy(TMP))], never)
  assert.deepEqual(entries, [])
  assert.equal(vanished.length, 2)
})

test('what is to go once another is made is not lost before that', () => {
  const replaced = (onceMade: string): Change => ({ kind: 'destroy', ...ref(TMP), onceMade })
  const [second, third] = [`tmp-${'2'.repeat(26)}`, `tmp-${'3'.repeat(26)}`]
  const made = entry(create(TMP, { title: 'A' }))
  const first = coalesce([made], [entry(create(second, {})), entry(replaced(second))], never)
  assert.deepEqual(changes(first.entries), [
    create(TMP, { title: 'A' }),
    create(second, {}),
    replaced(second),
  ])
  const next = coalesce(first.entries, [entry(create(third, {})), entry(replaced(third))], never)
  assert.deepEqual(changes(next.entries).slice(1), [create(second, {}), create(third, {}), replaced(third)])
  assert.equal(next.entries.at(-1)?.tickets.length, 2)
  assert.deepEqual(next.vanished, [])
})

test('a change back to what the server has comes to nothing', () => {
  const { entries } = coalesce(
    [entry(update('n1', { title: 'B' }))],
    [entry(update('n1', { title: 'A' }))],
    () => true,
  )
  assert.deepEqual(entries, [])
})

test('a change back is sent when an earlier change may have reached the server', () => {
  const sent = entry(update('n1', { title: 'B' }), { isSent: true })
  const queue = [sent, entry(update('n1', { title: 'C' }))]
  const { entries } = coalesce(queue, [entry(update('n1', { title: 'A' }))], () => true)
  assert.deepEqual(changes(entries), [update('n1', { title: 'B' }), update('n1', { title: 'A' })])
})

for (const [why, queue, added] of [
  [
    'what may have left',
    [entry(update('n1', { title: 'A' }), { isSent: true })],
    update('n1', { title: 'B' }),
  ],
  ['what stands before calls', [entry(update('n1', { title: 'A' })), calls()], update('n1', { title: 'B' })],
  ['a destruction', [entry(destroy('n1'))], update('n1', { title: 'B' })],
  ['a change, by a destruction', [entry(update('n1', { title: 'A' }))], destroy('n1')],
  [
    'anything, by what needs another creation',
    [entry(update('n1', { title: 'A' }))],
    update('n1', { colour: TMP }),
  ],
] as const)
  test(`nothing is merged into ${why}`, () => {
    const { entries } = coalesce(queue, [entry(added)], never)
    assert.equal(entries.length, queue.length + 1)
    assert.deepEqual(entries.at(-1)?.effects[0], added)
  })

test('a batch carries changes of different records, up to the limit', () => {
  const queue = ['n1', 'n2', 'n3'].map(id => entry(update(id, { title: 'A' })))
  assert.equal(takeBatch(queue, 50).length, 3)
  assert.equal(takeBatch(queue, 2).length, 2)
})

test('a batch ends before the second change of a record, before calls, and before what needs what it makes', () => {
  const first = entry(create(TMP, {}))
  for (const next of [entry(destroy(TMP)), calls(), entry(update('n1', { colour: TMP }))])
    assert.deepEqual(takeBatch([first, next], 50), [first])
})

test('calls go alone', () => {
  const first = calls()
  assert.deepEqual(takeBatch([first, entry(update('n2', {}))], 50), [first])
})
