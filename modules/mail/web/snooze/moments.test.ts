import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeLocal } from '../compose/schedule.ts'
import { snoozeMoments } from './moments.ts'

const shown = (now: Date) => snoozeMoments(now).map(({ id, at }) => `${id} ${writeLocal(at)}`)

test('on a Tuesday morning a conversation may come back soon, at the usual moments, or in a week', () => {
  assert.deepEqual(shown(new Date(2026, 10, 24, 10, 20)), [
    'soon 2026-11-24T13:00',
    'tonight 2026-11-24T18:00',
    'tomorrow 2026-11-25T08:00',
    'monday 2026-11-30T08:00',
    'week 2026-12-01T08:00',
  ])
})

test('no moment is offered twice, and none in the night', () => {
  assert.deepEqual(shown(new Date(2026, 10, 30, 15)), [
    'tonight 2026-11-30T18:00',
    'tomorrow 2026-12-01T08:00',
    'monday 2026-12-07T08:00',
  ])
  assert.deepEqual(shown(new Date(2026, 10, 25, 22)), [
    'tomorrow 2026-11-26T08:00',
    'monday 2026-11-30T08:00',
    'week 2026-12-02T08:00',
  ])
})
