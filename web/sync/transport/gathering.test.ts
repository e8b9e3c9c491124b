import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '../../../lib/errors.ts'
import type { Response } from '../../../wire/jmap/invocation.ts'
import { Gathering, type Question } from './gathering.ts'

/** A server that says what it was asked, and refuses requests in which a name stands. */
function newHouse(refused = 'nothing') {
  const requests: Question[] = []
  const send = async (question: Question): Promise<Response> => {
    requests.push(question)
    if (question.methodCalls.some(([name]) => name === refused)) throw new Refused('notPossible', 'no')
    return { methodResponses: question.methodCalls, sessionState: 's' }
  }
  return { requests, send }
}

const changes = (type: string): Question => ({
  using: [type],
  methodCalls: [[`${type}/changes`, { sinceState: '1' }, 'changes']],
})

const withRecords = (type: string): Question => {
  const ids = { resultOf: 'query', name: `${type}/queryChanges`, path: '/added/*/id' }
  return {
    using: [type],
    methodCalls: [
      [`${type}/queryChanges`, {}, 'query'],
      [`${type}/get`, { '#ids': ids }, 'get'],
    ],
  }
}

test('what is asked in one moment goes in one request, and each has the answers to its own calls', async () => {
  const { requests, send } = newHouse()
  const gathering = new Gathering(send, () => 64)
  const answers = await Promise.all([changes('Note'), withRecords('Email')].map(one => gathering.ask(one)))
  assert.equal(requests.length, 1)
  assert.deepEqual(requests[0]!.using, ['Note', 'Email'])
  assert.deepEqual(
    answers.map(({ methodResponses }) => methodResponses.map(([name, , id]) => [name, id])),
    [
      [['Note/changes', 'changes']],
      [
        ['Email/queryChanges', 'query'],
        ['Email/get', 'get'],
      ],
    ],
  )
})

test('a reference leads to the call that it led to', async () => {
  const { requests, send } = newHouse()
  const gathering = new Gathering(send, () => 64)
  await Promise.all([withRecords('Note'), withRecords('Email')].map(one => gathering.ask(one)))
  const calls = requests[0]!.methodCalls
  const references = calls.flatMap(([, args]) => (args['#ids'] ? [args['#ids'] as { resultOf: string }] : []))
  assert.deepEqual(
    references.map(({ resultOf }) => calls.find(([, , id]) => id === resultOf)?.[0]),
    ['Note/queryChanges', 'Email/queryChanges'],
  )
})

test('what is asked twice is asked once', async () => {
  const { requests, send } = newHouse()
  const gathering = new Gathering(send, () => 64)
  const [one, other] = await Promise.all([gathering.ask(changes('Note')), gathering.ask(changes('Note'))])
  assert.deepEqual(requests, [changes('Note')])
  assert.deepEqual(one, other)
})

test('a request holds no more calls than the server takes', async () => {
  const { requests, send } = newHouse()
  const gathering = new Gathering(send, () => 3)
  await Promise.all(['A', 'B', 'C'].map(type => gathering.ask(withRecords(type))))
  assert.deepEqual(
    requests.map(({ methodCalls }) => methodCalls.length),
    [2, 2, 2],
  )
})

test('one that the server refuses takes nothing from the others', async () => {
  const { send } = newHouse('Off/changes')
  const gathering = new Gathering(send, () => 64)
  const [off, note] = await Promise.allSettled(
    [changes('Off'), changes('Note')].map(one => gathering.ask(one)),
  )
  assert.equal(off?.status, 'rejected')
  assert.equal(note?.status, 'fulfilled')
})
