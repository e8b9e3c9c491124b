import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeExists, writeExpunge, writeRecent, writeVanished } from './message.ts'
import { type ThreadNode, writeEsearch, writeSearch, writeSort, writeThread } from './search.ts'
import { written } from './written.ts'

test('The numbers found are listed', () => {
  assert.equal(
    written(writer => writeSearch(writer, [2, 3, 6])),
    '* SEARCH 2 3 6\r\n',
  )
  assert.equal(
    written(writer => writeSearch(writer, [])),
    '* SEARCH\r\n',
  )
})

test('The highest modseq comes with what was found, never alone', () => {
  assert.equal(
    written(writer => writeSort(writer, [2, 5], 917162500)),
    '* SORT 2 5 (MODSEQ 917162500)\r\n',
  )
  assert.equal(
    written(writer => writeSearch(writer, [], 5)),
    '* SEARCH\r\n',
  )
})

test('An extended answer holds what was asked', () => {
  const answer = { uid: true, min: 2, max: 10882, all: [2, 10, 11], count: 3, modseq: 9 }
  assert.equal(
    written(writer => writeEsearch(writer, 'A283', answer)),
    '* ESEARCH (TAG "A283") UID MIN 2 MAX 10882 ALL 2,10:11 COUNT 3 MODSEQ 9\r\n',
  )
})

test('An extended answer of nothing has no ALL', () => {
  assert.equal(
    written(writer => writeEsearch(writer, 'a', { uid: false, all: [], count: 0 })),
    '* ESEARCH (TAG "a") COUNT 0\r\n',
  )
})

test('A window of the results is told with its range', () => {
  const partial = { range: '-1:-100', numbers: [] }
  assert.equal(
    written(writer => writeEsearch(writer, 'a', { uid: true, partial })),
    '* ESEARCH (TAG "a") UID PARTIAL (-1:-100 NIL)\r\n',
  )
})

test('A thread branches in parentheses', () => {
  const leaf = (number: number, ...children: ThreadNode[]): ThreadNode => ({ number, children })
  // RFC 5256 §4, its example
  const threads = [leaf(2), leaf(3, leaf(6, leaf(4, leaf(23)), leaf(44, leaf(7, leaf(96)))))]
  assert.equal(
    written(writer => writeThread(writer, threads)),
    '* THREAD (2)(3 6 (4 23)(44 7 96))\r\n',
  )
  assert.equal(
    written(writer => writeThread(writer, [])),
    '* THREAD\r\n',
  )
})

test('A mailbox tells how many messages it has', () => {
  assert.equal(
    written(writer => writeExists(writer, 23)),
    '* 23 EXISTS\r\n',
  )
  assert.equal(
    written(writer => writeRecent(writer, 0)),
    '* 0 RECENT\r\n',
  )
})

test('Lost messages are told by number or by UID', () => {
  assert.equal(
    written(writer => writeExpunge(writer, 44)),
    '* 44 EXPUNGE\r\n',
  )
  assert.equal(
    written(writer => writeVanished(writer, [41, 43, 44], true)),
    '* VANISHED (EARLIER) 41,43:44\r\n',
  )
  assert.equal(
    written(writer => writeVanished(writer, [])),
    '',
  )
})
