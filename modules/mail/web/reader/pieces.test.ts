import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layOut, openAtFirst } from './pieces.ts'

const none = new Set<string>()

test('the last message and the unread ones are open at first', () => {
  const messages = [
    { id: 'a', unread: false },
    { id: 'b', unread: true },
    { id: 'c', unread: false },
  ]
  assert.deepEqual([...openAtFirst(messages)].sort(), ['b', 'c'])
})

test('a long run of closed messages is one line and a fold', () => {
  assert.deepEqual(layOut(['a', 'b', 'c', 'd'], new Set(['d']), none), [
    { kind: 'closed', id: 'a' },
    { kind: 'folded', after: 'a', ids: ['b', 'c'] },
    { kind: 'open', id: 'd' },
  ])
})

test('a short run is not folded', () => {
  assert.deepEqual(layOut(['a', 'b', 'c'], new Set(['c']), none), [
    { kind: 'closed', id: 'a' },
    { kind: 'closed', id: 'b' },
    { kind: 'open', id: 'c' },
  ])
})

test('each run is folded for itself, and unfolded by its first message', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  assert.deepEqual(layOut(ids, new Set(['d', 'h']), new Set(['e'])), [
    { kind: 'closed', id: 'a' },
    { kind: 'folded', after: 'a', ids: ['b', 'c'] },
    { kind: 'open', id: 'd' },
    { kind: 'closed', id: 'e' },
    { kind: 'closed', id: 'f' },
    { kind: 'closed', id: 'g' },
    { kind: 'open', id: 'h' },
  ])
})
