import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BadCommand } from '../malformed.ts'
import { spoken } from './spoken.ts'

test('A login comes in atoms, quotes or literals', () => {
  const login = { name: 'login', user: 'marie@montauzan.fr', password: 'a "b" \\c' }
  assert.deepEqual(spoken('LOGIN marie@montauzan.fr "a \\"b\\" \\\\c"'), login)
  assert.deepEqual(spoken('login "marie@montauzan.fr" {8+}\r\na "b" \\c'), login)
})

test('A password may be empty, and of any letters', () => {
  assert.deepEqual(spoken('LOGIN x ""'), { name: 'login', user: 'x', password: '' })
  assert.deepEqual(spoken('LOGIN x "été"'), { name: 'login', user: 'x', password: 'été' })
})

test('A mechanism may come with its first response', () => {
  assert.deepEqual(spoken('AUTHENTICATE plain'), { name: 'authenticate', mechanism: 'PLAIN' })
  assert.deepEqual(spoken('AUTHENTICATE PLAIN AGEAYg=='), {
    name: 'authenticate',
    mechanism: 'PLAIN',
    initial: Buffer.from('\0a\0b'),
  })
  assert.deepEqual(spoken('AUTHENTICATE EXTERNAL ='), {
    name: 'authenticate',
    mechanism: 'EXTERNAL',
    initial: Buffer.alloc(0),
  })
})

test('A first response that is not base64 is malformed', () => {
  assert.throws(() => spoken('AUTHENTICATE PLAIN AGE*'), BadCommand)
})
