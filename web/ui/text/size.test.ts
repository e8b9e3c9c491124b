import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatSize } from './size.ts'

test('sizes are told in the units of the language', () => {
  assert.equal(formatSize(412 * 1024, 'fr'), '412\u00a0ko')
  assert.equal(formatSize(412 * 1024, 'en'), '412\u00a0KB')
  assert.equal(formatSize(18.4 * 1024 ** 3, 'fr'), '18,4\u00a0Go')
})

test('nothing and single bytes have a size too', () => {
  assert.equal(formatSize(0, 'fr'), '0\u00a0o')
  assert.equal(formatSize(1023, 'fr'), '1\u202f023\u00a0o')
})
