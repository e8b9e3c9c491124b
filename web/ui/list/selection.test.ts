import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allOf, extend, noSelection, toggle } from './selection.ts'

const idAt = (index: number): string | null => (index === 3 ? null : `row${index}`)

test('choosing a row twice gives it back', () => {
  const once = toggle(noSelection, 2, 'row2')
  assert.deepEqual([...once.chosen], ['row2'])
  assert.deepEqual([...toggle(once, 2, 'row2').chosen], [])
})

test('a range runs from the last row chosen, upwards too', () => {
  const anchored = toggle(noSelection, 6, 'row6')
  assert.deepEqual([...extend(anchored, 4, idAt).chosen].sort(), ['row4', 'row5', 'row6'])
})

test('a range keeps what was chosen before and its anchor', () => {
  const two = toggle(toggle(noSelection, 9, 'row9'), 0, 'row0')
  const ranged = extend(two, 1, idAt)
  assert.deepEqual([...ranged.chosen].sort(), ['row0', 'row1', 'row9'])
  assert.equal(ranged.anchor, 0)
})

test('rows that are not here yet are left out of a range', () => {
  assert.deepEqual([...allOf(5, idAt).chosen], ['row0', 'row1', 'row2', 'row4'])
})
