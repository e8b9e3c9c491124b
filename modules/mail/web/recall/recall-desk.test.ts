import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { type KeptRecall, readRecalls } from './kept-recalls.ts'
import { type AskLeft, RecallDesk } from './recall-desk.ts'

mock.timers.enable({ apis: ['setTimeout'] })

/** What a device keeps between pages. */
function newDevice() {
  let text: string | null = null
  return {
    read: () => readRecalls(text),
    write: (recalls: readonly KeptRecall[]) => {
      text = JSON.stringify(recalls)
    },
  }
}

/** Answers one after the other; the last one for good. */
const telling =
  (...answers: (number | null | Error)[]): AskLeft =>
  async () => {
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!
    if (answer instanceof Error) throw answer
    return answer
  }

const settled = () => new Promise(resolve => setImmediate(resolve))
const later = (ms: number): Promise<unknown> => {
  mock.timers.tick(ms)
  return settled()
}
const look = (desk: RecallDesk) => desk.all().map(({ emailId, total, left }) => ({ emailId, total, left }))

test('a recall is told of until it is over', async () => {
  const desk = new RecallDesk()
  desk.open(newDevice(), telling(40, 10, 0))
  desk.follow('a1', 'e1')
  await settled()
  assert.deepEqual(look(desk), [{ emailId: 'e1', total: 40, left: 40 }])
  await later(1_000)
  assert.deepEqual(look(desk), [{ emailId: 'e1', total: 40, left: 10 }])
  await later(2_000)
  assert.deepEqual(look(desk), [{ emailId: 'e1', total: 40, left: 0 }])
})

test('the next page goes on telling, from where it began, and tells the end', async () => {
  const device = newDevice()
  const first = new RecallDesk()
  first.open(device, telling(40))
  first.follow('a1', 'e1')
  await settled()
  const next = new RecallDesk()
  next.open(device, telling(5, 0))
  await settled()
  assert.deepEqual(look(next), [{ emailId: 'e1', total: 40, left: 5 }])
  await later(1_000)
  assert.deepEqual(look(next), [{ emailId: 'e1', total: 40, left: 0 }])
})

test('what was put away does not come back', async () => {
  const device = newDevice()
  const first = new RecallDesk()
  first.open(device, telling(40))
  first.follow('a1', 'e1')
  first.follow('a1', 'e2')
  await settled()
  first.putAway(first.all()[0]!)
  const next = new RecallDesk()
  next.open(device, telling(0))
  assert.deepEqual(
    next.all().map(({ emailId }) => emailId),
    ['e2'],
  )
})

test('who signs in next is told of their own', async () => {
  const [claire, jean] = [newDevice(), newDevice()]
  const desk = new RecallDesk()
  desk.open(claire, telling(40))
  desk.follow('a1', 'e1')
  desk.close()
  desk.open(jean, telling(40))
  assert.deepEqual(look(desk), [])
  desk.close()
  desk.open(claire, telling(40))
  assert.equal(desk.all().length, 1)
})

test('out of reach it waits; of a letter that is gone there is nothing to tell', async () => {
  const desk = new RecallDesk()
  desk.open(newDevice(), telling(new Error('unavailable'), 7, null))
  desk.follow('a1', 'e1')
  await settled()
  assert.deepEqual(look(desk), [{ emailId: 'e1', total: null, left: null }])
  await later(1_000)
  assert.deepEqual(look(desk), [{ emailId: 'e1', total: 7, left: 7 }])
  await later(2_000)
  assert.deepEqual(look(desk), [])
})

test('what cannot be read on the device is nothing', () => {
  for (const text of [null, '', 'x', '{}', '[1, {"accountId": "a1"}]'])
    assert.deepEqual(readRecalls(text), [])
})
