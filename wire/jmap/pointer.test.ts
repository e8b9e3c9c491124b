import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Malformed } from '../../lib/errors.ts'
import { resolvePointer } from './pointer.ts'

const answer = {
  ids: ['a', 'b'],
  list: [
    { id: 'x', threads: ['t1', 't2'] },
    { id: 'y', threads: ['t3'] },
  ],
  'a/b': 1,
}

test('a pointer names a member, and an item by its number', () => {
  assert.equal(resolvePointer(answer, '/ids/1'), 'b')
  assert.equal(resolvePointer(answer, '/list/0/id'), 'x')
})

test('the empty pointer names the whole', () => {
  assert.equal(resolvePointer(answer, ''), answer)
})

test('* maps over a list', () => {
  assert.deepEqual(resolvePointer(answer, '/list/*/id'), ['x', 'y'])
})

test('* flattens the lists that it meets', () => {
  assert.deepEqual(resolvePointer(answer, '/list/*/threads'), ['t1', 't2', 't3'])
})

test('~1 stands for a slash', () => {
  assert.equal(resolvePointer(answer, '/a~1b'), 1)
})

for (const pointer of ['/none', '/ids/2', '/ids/01', '/ids/-', '/ids/x', 'ids', '/list/*/none', '/toString'])
  test(`the pointer ${pointer} leads nowhere`, () => {
    assert.throws(() => resolvePointer(answer, pointer), Malformed)
  })
