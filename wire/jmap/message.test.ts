import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Malformed } from '../../lib/errors.ts'
import { readRequest, readResponse } from './invocation.ts'
import { readClientMessage, readServerMessage } from './push.ts'
import { applyQueryChanges, readQueryResponse } from './query.ts'
import { readSetResponse } from './record.ts'
import { expandUrl } from './session.ts'

const request = { using: ['urn:x'], methodCalls: [['Core/echo', { a: 1 }, 'c0']] }

test('a request keeps its calls and drops what it does not know', () => {
  assert.deepEqual(readRequest({ ...request, other: 1 }), request)
})

for (const [why, input] of [
  ['is a list', []],
  ['lacks using', { methodCalls: [] }],
  ['has a call of two parts', { using: [], methodCalls: [['Core/echo', {}]] }],
  ['has a call whose arguments are a list', { using: [], methodCalls: [['Core/echo', [], 'c']] }],
  ['has created ids that are no strings', { ...request, createdIds: { k: 1 } }],
] as const)
  test(`a request that ${why} is malformed`, () => {
    assert.throws(() => readRequest(input), Malformed)
  })

test('a response without its session state is malformed', () => {
  assert.throws(() => readResponse({ methodResponses: [] }), Malformed)
})

test('a set response may leave out what did not happen', () => {
  const read = readSetResponse({ accountId: 'a1', newState: '2', updated: { n1: null } })
  assert.deepEqual(read.updated, { n1: null })
  assert.equal(read.created, null)
})

test('a query response with an id that is none is malformed', () => {
  const answer = { accountId: 'a', queryState: 's', canCalculateChanges: true, position: 0, ids: ['é'] }
  assert.throws(() => readQueryResponse(answer), Malformed)
})

test('the changes of a query remove first, then add by ascending index', () => {
  const changes = {
    removed: ['b', 'c'],
    added: [
      { id: 'c', index: 3 },
      { id: 'x', index: 0 },
    ],
  }
  assert.deepEqual(applyQueryChanges(['a', 'b', 'c', undefined], changes), ['x', 'a', undefined, 'c'])
})

test('a WebSocket request carries its id', () => {
  const message = { '@type': 'Request', id: 'r1', ...request }
  assert.deepEqual(readClientMessage(message), message)
})

test('a client asks for the push of some types, from a state on', () => {
  const message = { '@type': 'WebSocketPushEnable', dataTypes: ['Email'], pushState: 'p' }
  assert.deepEqual(readClientMessage(message), message)
})

test('a state change names states by type by account', () => {
  const message = { '@type': 'StateChange', changed: { a1: { Email: '7' } } }
  assert.deepEqual(readServerMessage(message), message)
})

test('a message of no known type is malformed', () => {
  assert.throws(() => readClientMessage({ '@type': 'StateChange' }), Malformed)
  assert.throws(() => readServerMessage({ '@type': 'Hello' }), Malformed)
})

test('the variables of a URL are percent-encoded', () => {
  assert.equal(
    expandUrl('/up/{accountId}/?name={name}', { accountId: 'a1', name: 'a/é (1)' }),
    '/up/a1/?name=a%2F%C3%A9%20%281%29',
  )
})
