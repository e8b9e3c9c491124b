import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makePassword } from './made-password.ts'

test('a password is told in four groups, and never twice', () => {
  const made = Array.from({ length: 200 }, makePassword)
  for (const password of made) assert.match(password, /^[a-hj-km-np-z2-9]{4}(-[a-hj-km-np-z2-9]{4}){3}$/)
  assert.equal(new Set(made).size, made.length)
})
