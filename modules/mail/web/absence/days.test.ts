import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayOf, endOfDay, lastDayOf, startOfDay } from './days.ts'

test('the days of an absence come back as they were given, over a change of the clock too', () => {
  for (const day of ['2026-11-28', '2026-03-29', '2026-10-25', '2028-02-29']) {
    assert.equal(dayOf(startOfDay(day)), day)
    assert.equal(lastDayOf(endOfDay(day)), day)
    assert.ok(endOfDay(day)! > startOfDay(day)!)
  }
})

test('no day is no moment', () => {
  assert.deepEqual([startOfDay(''), endOfDay(''), dayOf(null), lastDayOf(null)], [null, null, '', ''])
})
