import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findTemporary, isTemporary, replaceTemporary, temporaryId } from './temporary.ts'

test('a temporary id is known again wherever it stands', () => {
  const [a, b, c] = [temporaryId(), temporaryId(), temporaryId()]
  assert.ok([a, b, c].every(isTemporary))
  const value = { [`mailboxIds/${a}`]: true, list: [`#${b}`], text: 'tmp-no', deep: { [c]: null } }
  assert.deepEqual(findTemporary(value), new Set([a, b, c]))
})

test('the true id takes its place, with and without #', () => {
  const id = temporaryId()
  const known = new Map([[id, 'n7']])
  assert.deepEqual(replaceTemporary({ [`ids/${id}`]: `#${id}`, x: [id] }, known), {
    'ids/n7': 'n7',
    x: ['n7'],
  })
})

test('what is not known yet stays', () => {
  const value = { id: `#${temporaryId()}` }
  assert.equal(replaceTemporary(value, new Map()), value)
})
