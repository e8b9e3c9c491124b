import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Change } from '../change.ts'
import { countDoings } from './doings.ts'
import { type Entry, newEntry } from './entry.ts'

const ref = (id: string, type = 'Note') => ({ type, accountId: 'a1', id })
const update = (id: string): Change => ({ kind: 'update', ...ref(id), patch: { title: id } })
const create = (id: string, type?: string): Change => ({ kind: 'create', ...ref(id, type), record: {} })

let tickets = 0
const entry = (doing: string, ...effects: Change[]): Entry =>
  newEntry({ tickets: [`t${tickets++}`], label: null, doing, effects, calls: null })

test('what was done together is one doing', () => {
  const archived = [entry('d1', update('n1')), entry('d1', update('n2')), entry('d1', update('n3'))]
  assert.equal(countDoings(archived), 1)
  assert.equal(countDoings([...archived, entry('d2', update('n4'))]), 2)
})

test('a letter that is written, written again and sent is one doing', () => {
  const written = [
    entry('d1', create('e1', 'Email')),
    entry('d2', create('e2', 'Email')),
    entry('d2', { kind: 'destroy', ...ref('e1', 'Email'), onceMade: 'e2' }),
  ]
  const sent = [
    entry('d3', create('s1', 'EmailSubmission'), { ...update('e2'), type: 'Email' }),
    entry('d3', { ...update('answered'), type: 'Email' }),
  ]
  assert.equal(countDoings([...written, ...sent]), 1)
  assert.equal(countDoings([...written, ...sent, entry('d4', update('n1'))]), 2)
})

test('records of the same id in other types or accounts are others', () => {
  assert.equal(countDoings([entry('d1', create('1')), entry('d2', create('1', 'Email'))]), 2)
  assert.equal(countDoings([entry('d1', update('1')), entry('d2', { ...update('1'), accountId: 'a2' })]), 2)
})

test('what a page of before left without a name counts by itself', () => {
  const [one, other] = [entry('', update('n1')), entry('', update('n2'))]
  assert.equal(countDoings([one, other].map(({ doing: _, ...rest }) => rest)), 2)
})

test('nothing waits in an empty queue', () => assert.equal(countDoings([]), 0))
