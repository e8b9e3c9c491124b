import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPlain, writePlain } from './plain.ts'

test('PLAIN tells who, as whom, and the password', () => {
  const credentials = { authorize: '', user: 'marie', password: 'été' }
  assert.deepEqual(readPlain(writePlain(credentials)), credentials)
  assert.deepEqual(readPlain(Buffer.from('boss\0marie\0x')), {
    authorize: 'boss',
    user: 'marie',
    password: 'x',
  })
})

test('PLAIN without its parts is nothing', () => {
  assert.equal(readPlain(Buffer.from('marie\0x')), undefined)
  assert.equal(readPlain(Buffer.from('\0\0x')), undefined)
  assert.equal(readPlain(Buffer.from('a\0b\0c\0d')), undefined)
})
