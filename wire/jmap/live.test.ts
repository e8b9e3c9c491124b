import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type LiveAnswer, type LiveQuestion, readLiveAnswer, readLiveQuestion } from './live.ts'

const ground = { accountId: 'a5', type: 'Thread' }
const questions: LiveQuestion[] = [
  { '@type': 'Join', ...ground },
  { '@type': 'Leave', ...ground },
  { '@type': 'At', ...ground, id: 't42' },
  { '@type': 'At', ...ground, id: null },
]
const answers: LiveAnswer[] = [
  { '@type': 'Closed', ...ground },
  { '@type': 'Present', ...ground, present: [] },
  { '@type': 'Present', ...ground, present: [{ id: 't42', principalId: 'p7', name: 'Claire Dumas' }] },
]

test('what one side writes the other reads', () => {
  for (const question of questions)
    assert.deepEqual(readLiveQuestion(JSON.parse(JSON.stringify(question))), question)
  for (const answer of answers) assert.deepEqual(readLiveAnswer(JSON.parse(JSON.stringify(answer))), answer)
})

test('anything else is refused', () => {
  for (const wrong of [null, [], 'Join', { '@type': 'Join' }, { '@type': 'Fly', ...ground }, { ...ground }]) {
    assert.throws(() => readLiveQuestion(wrong), { name: 'Malformed' })
    assert.throws(() => readLiveAnswer(wrong), { name: 'Malformed' })
  }
  const nameless = { '@type': 'Present', ...ground, present: [{ id: 't1', principalId: 'p1' }] }
  assert.throws(() => readLiveAnswer(nameless), { name: 'Malformed' })
})
