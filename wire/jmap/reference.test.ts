import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Invocation } from './invocation.ts'
import { resolveReferences } from './reference.ts'

const answers: Invocation[] = [
  ['Email/query', { ids: ['e1', 'e2'] }, 'q'],
  ['error', { type: 'forbidden' }, 'x'],
]
const reference = { resultOf: 'q', name: 'Email/query', path: '/ids' }

test('a reference takes its value from the answer to an earlier call', () => {
  assert.deepEqual(resolveReferences({ accountId: 'a1', '#ids': reference }, answers), {
    arguments: { accountId: 'a1', ids: ['e1', 'e2'] },
  })
})

test('an argument given both in words and by reference is an invalid argument', () => {
  const outcome = resolveReferences({ ids: [], '#ids': reference }, answers)
  assert.equal('error' in outcome && outcome.error, 'invalidArguments')
})

for (const [why, value] of [
  ['of no earlier call', { ...reference, resultOf: 'none' }],
  ['of another method', { ...reference, name: 'Email/get' }],
  ['of a call that failed', { ...reference, resultOf: 'x' }],
  ['that leads nowhere', { ...reference, path: '/none' }],
  ['without a path', { resultOf: 'q', name: 'Email/query' }],
  ['that is null', null],
] as const)
  test(`a reference ${why} is invalid`, () => {
    const outcome = resolveReferences({ '#ids': value }, answers)
    assert.equal('error' in outcome && outcome.error, 'invalidResultReference')
  })
