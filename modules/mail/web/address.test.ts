import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALL, labelPlace, readLabelPlace, readMailAddress, writeMailAddress } from './address.ts'
import { readRowId, rowIdOf } from './list/thread.ts'

test('over all boxes, an address names the account of what is open', () => {
  const address = { accountId: ALL, place: 'inbox', threadId: rowIdOf({ accountId: 'a5', threadId: 't12' }) }
  assert.equal(writeMailAddress(address), '/mail/all/inbox/a5.t12')
  assert.deepEqual(readMailAddress('/mail/all/inbox/a5.t12', 'a1'), address)
  assert.deepEqual(readRowId('a5.t12'), { accountId: 'a5', threadId: 't12' })
})

test('what is written into an address is read out of it', () => {
  const address = { accountId: 'a5', place: 'm7', threadId: 't12' }
  assert.deepEqual(readMailAddress(writeMailAddress(address), 'a1'), address)
})

test('the bare address is that of the inbox', () => {
  assert.deepEqual(readMailAddress('/mail', 'a1'), { accountId: null, place: 'inbox', threadId: null })
})

test('one’s own account need not be named', () => {
  assert.equal(readMailAddress('/mail/a1/sent', 'a1').accountId, null)
})

test('a label with any letters stands in an address', () => {
  const { place } = readMailAddress(writeMailAddress({ place: labelPlace('à/voir') }), 'a1')
  assert.equal(readLabelPlace(place), 'à/voir')
})

test('a question goes along', () => {
  assert.equal(writeMailAddress({ place: 'search' }, 'de:Paul é'), '/mail/search?q=de%3APaul+%C3%A9')
})
