import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reasonOf } from './outcome.ts'
import { isPassing } from './settle.ts'

test('what passes soon is tried again; what lasts for hours is told at once', () => {
  assert.ok(isPassing(reasonOf({ type: 'rateLimit' })))
  assert.ok(isPassing(reasonOf({ type: 'rateLimit', retryAfter: 20 })))
  assert.ok(!isPassing(reasonOf({ type: 'rateLimit', retryAfter: 3 * 3600 })))
  assert.ok(!isPassing(reasonOf({ type: 'forbidden' })))
})
