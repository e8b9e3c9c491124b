import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { BadCommand } from './malformed.ts'
import { Reader } from './reader.ts'
import {
  inSpans,
  readSequenceSet,
  resolveSequence,
  type SequenceRange,
  sequenceOf,
  writeNumbers,
  writeSequenceSet,
} from './sequence.ts'

function read(text: string) {
  const reader = new Reader({ pieces: [text] })
  const set = readSequenceSet(reader)
  reader.end()
  return set
}

/** The numbers of a set among `largest` messages. */
function spans(text: string, largest: number) {
  return resolveSequence(read(text) as readonly SequenceRange[], largest)
}

test('A set keeps the ranges of the client', () => {
  assert.deepEqual(read('2,4:7,9,12:*'), [
    { first: 2, last: 2 },
    { first: 4, last: 7 },
    { first: 9, last: 9 },
    { first: 12, last: '*' },
  ])
})

test('The dollar is the saved result', () => assert.equal(read('$'), '$'))

for (const wrong of ['', '0', '1:', ':1', '1,', ',1', '1:0', '4294967296', '1;2', 'a', '1:2:3', '$,1']) {
  test(`${JSON.stringify(wrong)} is not a set`, () => assert.throws(() => read(wrong), BadCommand))
}

test('The star is the largest number', () =>
  assert.deepEqual(spans('2,4:7,9,12:*', 15), [
    [2, 2],
    [4, 7],
    [9, 9],
    [12, 15],
  ]))

test('A star above the last message holds the last', () => assert.deepEqual(spans('559:*', 3), [[3, 559]]))

test('A range may be turned round', () => assert.deepEqual(spans('7:4', 10), [[4, 7]]))

test('Ranges that overlap or touch become one', () =>
  assert.deepEqual(spans('5:9,1:3,4,8:12', 20), [[1, 12]]))

test('In an empty mailbox the star is nobody', () => assert.deepEqual(spans('*', 0), []))

test('A number is found in the spans by its value', () => {
  const found = spans('2,4:7,100', 200)
  const members = [1, 2, 3, 4, 7, 8, 99, 100, 101].filter(number => inSpans(found, number))
  assert.deepEqual(members, [2, 4, 7, 100])
})

test('Numbers are written as the shortest set', () => {
  assert.equal(writeNumbers([1, 2, 3, 7, 9, 10]), '1:3,7,9:10')
  assert.equal(writeNumbers([]), '')
})

test('Numbers keep their order', () => assert.equal(writeNumbers([5, 3, 4, 1]), '5,3:4,1'))

test('Any numbers come back from what is written of them', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 4294967295 }), { minLength: 1 }), numbers => {
      const sorted = numbers.sort((a, b) => a - b)
      assert.deepEqual(read(writeNumbers(sorted)), sequenceOf(sorted))
      assert.equal(writeSequenceSet(sequenceOf(sorted)), writeNumbers(sorted))
    }),
  )
})

test('Resolved spans hold exactly the numbers of the set', () => {
  const number = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constant('*' as const))
  const sets = fc.array(fc.record({ first: number, last: number }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(sets, fc.integer({ min: 1, max: 30 }), (set, largest) => {
      const found = resolveSequence(set, largest)
      for (let n = 1; n <= 31; n++) {
        const named = set.some(({ first, last }) => {
          const ends = [first, last].map(end => (end === '*' ? largest : end))
          return n >= Math.min(...ends) && n <= Math.max(...ends)
        })
        assert.equal(inSpans(found, n), named)
      }
    }),
  )
})
