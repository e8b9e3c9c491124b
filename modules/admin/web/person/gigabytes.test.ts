import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readGigabytes, writeGigabytes } from './gigabytes.ts'

test('a limit is read with a comma as with a point', () => {
  assert.equal(readGigabytes('2,5'), 2.5 * 1024 ** 3)
  assert.equal(readGigabytes(' 25 '), 25 * 1024 ** 3)
  assert.equal(readGigabytes('2.5'), readGigabytes('2,5'))
})

test('nothing is no limit, and words are no number', () => {
  assert.equal(readGigabytes(''), null)
  assert.equal(readGigabytes('beaucoup'), undefined)
  assert.equal(readGigabytes('-1'), undefined)
})

test('what is written is read back', () => {
  for (const bytes of [null, 0, 25 * 1024 ** 3, 2.5 * 1024 ** 3])
    assert.equal(readGigabytes(writeGigabytes(bytes)), bytes)
})
