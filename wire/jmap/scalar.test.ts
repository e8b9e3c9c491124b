import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDate, isId, isIdOrCreationId, isUnsignedInt, isUTCDate, writeUTCDate } from './scalar.ts'

test('an id has 1 to 255 letters, digits, dashes and underscores', () => {
  for (const id of ['a', 'e1042', 'A-z_9', 'x'.repeat(255)]) assert.ok(isId(id), id)
  for (const id of ['', 'a b', 'é', '#a', 'x'.repeat(256), 7, null]) assert.ok(!isId(id), String(id))
})

test('a creation id begins with #', () => {
  assert.ok(isIdOrCreationId('#k1'))
  assert.ok(!isIdOrCreationId('##k1'))
  assert.ok(!isIdOrCreationId('#'))
})

test('an unsigned integer is whole, safe and not negative', () => {
  assert.ok(isUnsignedInt(0))
  for (const value of [-1, 1.5, 2 ** 53, '1', Number.NaN]) assert.ok(!isUnsignedInt(value), String(value))
})

test('a UTCDate is a real day in upper-case letters ending in Z', () => {
  for (const date of [
    '2026-11-24T08:00:00Z',
    '2024-02-29T23:59:60Z',
    '2026-11-24T08:00:00.50Z',
    '2026-11-24T08:00:00.000Z',
  ])
    assert.ok(isUTCDate(date), date)
  for (const date of [
    '2026-11-24t08:00:00z',
    '2026-02-29T08:00:00Z',
    '2026-13-01T08:00:00Z',
    '2026-11-24T24:00:00Z',
    '2026-11-24T08:00:00.Z',
    '2026-11-24T08:00:00+01:00',
    '2026-11-24',
  ])
    assert.ok(!isUTCDate(date), date)
})

test('a Date may have any offset', () => {
  assert.ok(isDate('2026-11-24T08:00:00+01:00'))
  assert.ok(!isDate('2026-11-24T08:00:00'))
})

test('an instant is written without a fraction that is zero', () => {
  assert.equal(writeUTCDate(new Date(0)), '1970-01-01T00:00:00Z')
  assert.equal(writeUTCDate(new Date(120)), '1970-01-01T00:00:00.12Z')
})
