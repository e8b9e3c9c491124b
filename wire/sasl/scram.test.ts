import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  authMessageOf,
  readClientFinal,
  readClientFirst,
  writeClientFirst,
  writeServerFirst,
} from './scram.ts'

// RFC 7677 §3
const FIRST = 'n,,n=user,r=rOprNGfwEbeRWgbNEkqO'
const SERVER = 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096'
const FINAL =
  'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ='

test('The example of RFC 7677 is read and signed', () => {
  const first = readClientFirst(Buffer.from(FIRST))!
  const final = readClientFinal(Buffer.from(FINAL))!
  assert.deepEqual([first.user, first.nonce, first.header], ['user', 'rOprNGfwEbeRWgbNEkqO', 'n,,'])
  assert.equal(final.header, first.header)
  assert.equal(writeServerFirst(final.nonce, Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'), 4096), SERVER)
  assert.equal(
    authMessageOf(first, SERVER, final),
    `n=user,r=rOprNGfwEbeRWgbNEkqO,${SERVER},${FINAL.replace(/,p=.*/, '')}`,
  )
})

test('Any name is read as it was written', () => {
  const name = fc.string({ minLength: 1 }).filter(text => text.isWellFormed())
  fc.assert(
    fc.property(name, user =>
      assert.equal(readClientFirst(Buffer.from(writeClientFirst(user, 'abc')))?.user, user),
    ),
  )
})

for (const wrong of [
  '',
  'n,,',
  'p=tls-unique,,n=user,r=abc',
  'n,,n=,r=abc',
  'n,,n=user',
  'n,,m=x,n=user,r=abc',
  'n,,n=a=b,r=abc',
])
  test(`${JSON.stringify(wrong)} begins nothing`, () =>
    assert.equal(readClientFirst(Buffer.from(wrong)), undefined))

for (const wrong of ['', 'c=biws,r=abc', 'c=biws,p=abcd', 'c=,r=abc,p=abcd'])
  test(`${JSON.stringify(wrong)} ends nothing`, () =>
    assert.equal(readClientFinal(Buffer.from(wrong)), undefined))
