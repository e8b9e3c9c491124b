import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LEVELS, levelOf, RIGHTS } from './level.ts'

test('each step is read back from the rights that it gives', () => {
  for (const level of LEVELS) assert.equal(levelOf(RIGHTS[level]), level)
})

test('each step has the rights of those before it', () => {
  for (const [at, level] of LEVELS.entries())
    for (const before of LEVELS.slice(0, at))
      assert.deepEqual(RIGHTS[level], { ...RIGHTS[level], ...RIGHTS[before] })
})
