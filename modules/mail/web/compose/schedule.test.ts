import assert from 'node:assert/strict'
import { test } from 'node:test'
import { momentsFrom, writeLocal } from './schedule.ts'

const shown = (now: Date) => momentsFrom(now).map(({ id, at }) => `${id} ${writeLocal(at)}`)

test('on a Tuesday morning one may wait for tonight, tomorrow or Monday', () => {
  assert.deepEqual(shown(new Date(2026, 10, 24, 10)), [
    'tonight 2026-11-24T18:00',
    'tomorrow 2026-11-25T08:00',
    'monday 2026-11-30T08:00',
  ])
})

test('an hour that is past or near is not offered, and Monday once', () => {
  assert.deepEqual(shown(new Date(2026, 10, 29, 17, 30)), ['tomorrow 2026-11-30T08:00'])
})

test('on a Monday the next one is meant', () => {
  assert.deepEqual(shown(new Date(2026, 10, 30, 19)), [
    'tomorrow 2026-12-01T08:00',
    'monday 2026-12-07T08:00',
  ])
})
