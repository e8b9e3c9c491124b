import assert from 'node:assert/strict'
import { test } from 'node:test'
import { turns } from './turn.ts'

test('no more work at once than there are places, and everybody has a turn', async () => {
  const inTurn = turns(2)
  let working = 0
  let most = 0
  const work = async (n: number) => {
    most = Math.max(most, ++working)
    await new Promise(resolve => setImmediate(resolve))
    working--
    if (n === 3) throw new Error('expected')
    return n
  }
  const results = await Promise.allSettled([1, 2, 3, 4, 5].map(n => inTurn(() => work(n))))
  assert.equal(most, 2)
  assert.deepEqual(
    results.map(result => result.status),
    ['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
  )
})
