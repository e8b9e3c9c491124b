import assert from 'node:assert/strict'
import { test } from 'node:test'
import { together } from './together.ts'

const MEGABYTE = 2 ** 20
const sizes = (...megabytes: readonly number[]) => megabytes.map(size => ({ size: size * MEGABYTE }))
const grouped = (...megabytes: readonly number[]) =>
  [...together(sizes(...megabytes), 3)].map(group => group.map(({ size }) => size / MEGABYTE))

test('small messages are read together, and big ones alone', () => {
  assert.deepEqual(grouped(1, 2, 5, 25, 25, 1), [[1, 2, 5], [25], [25], [1]])
  assert.deepEqual(grouped(1, 1, 1, 1), [[1, 1, 1], [1]])
  assert.deepEqual(grouped(), [])
})
