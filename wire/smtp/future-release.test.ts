import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Malformed } from '../../lib/errors.ts'
import { readRelease, writeFutureRelease } from './future-release.ts'

const NOW = new Date('2026-02-03T09:30:00Z')
const DAY = 24 * 3600

test('a message is held for so many seconds, until an instant, or not at all', () => {
  assert.equal(readRelease({}, NOW, DAY), null)
  assert.equal(readRelease({ HOLDFOR: '60' }, NOW, DAY)?.toISOString(), '2026-02-03T09:31:00.000Z')
  const until = readRelease({ HOLDUNTIL: '2026-02-03T12:00:00+01:00' }, NOW, DAY)
  assert.equal(until?.toISOString(), '2026-02-03T11:00:00.000Z')
})

test('what is no time, both at once and a time too far are malformed', () => {
  for (const given of [
    { HOLDFOR: '0' },
    { HOLDFOR: '-5' },
    { HOLDFOR: true },
    { HOLDFOR: '86401' },
    { HOLDUNTIL: 'tomorrow' },
    { HOLDUNTIL: '2026-02-03T12:00:00' },
    { HOLDUNTIL: '2026-02-05T12:00:00Z' },
    { HOLDFOR: '60', HOLDUNTIL: '2026-02-03T10:00:00Z' },
  ])
    assert.throws(() => readRelease(given, NOW, DAY), Malformed, JSON.stringify(given))
})

test('the greeting says how long and until when', () => {
  assert.equal(writeFutureRelease(NOW, DAY), 'FUTURERELEASE 86400 2026-02-04T09:30:00Z')
})
