import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readInitial, readSaslLine } from './line.ts'

test('A line answers, or calls off', () => {
  assert.deepEqual(readSaslLine('AGEAYg=='), Buffer.from('\0a\0b'))
  assert.deepEqual(readSaslLine(''), Buffer.alloc(0))
  assert.throws(() => readSaslLine('*'), { name: 'Malformed', message: 'Cancelled' })
  assert.throws(() => readSaslLine('?!'), { name: 'Malformed' })
})

test('What comes unasked may be of no octets', () => {
  assert.deepEqual(readInitial('='), Buffer.alloc(0))
  assert.deepEqual(readInitial('AGEAYg=='), Buffer.from('\0a\0b'))
  assert.equal(readInitial('AGE*'), undefined)
})
