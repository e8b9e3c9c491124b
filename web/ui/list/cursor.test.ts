import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cursorStep, followed } from './cursor.ts'

test('the cursor moves by rows, by pages and to both ends', () => {
  assert.equal(cursorStep('ArrowDown', 4, 100, 10), 5)
  assert.equal(cursorStep('k', 4, 100, 10), 3)
  assert.equal(cursorStep('PageDown', 4, 100, 10), 14)
  assert.equal(cursorStep('End', 4, 100, 10), 99)
})

test('the cursor stays in the list', () => {
  assert.equal(cursorStep('ArrowUp', 0, 100, 10), 0)
  assert.equal(cursorStep('PageDown', 95, 100, 10), 99)
  assert.equal(cursorStep('ArrowDown', 0, 0, 10), null)
})

test('other keys are not its own', () => {
  assert.equal(cursorStep('e', 4, 100, 10), null)
})

test('the cursor follows its row when a message arrives above it', () => {
  const rows = ['new', 'a', 'b', 'c']
  assert.equal(
    followed('b', 1, rows.length, index => rows[index] ?? null),
    2,
  )
})

test('when its row is gone the cursor keeps its place', () => {
  const rows = ['a', 'c']
  assert.equal(
    followed('b', 1, rows.length, index => rows[index] ?? null),
    1,
  )
})
