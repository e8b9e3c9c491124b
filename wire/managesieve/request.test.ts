import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Request, readRequest, Unreadable, writeRequest } from './request.ts'

const read = (text: string) => readRequest(Buffer.from(text))

test('a command has quoted strings, literals and numbers', () => {
  const said = 'putscript "a\\"b" {5+}\r\nkeep;\r\nNOOP\r\n'
  assert.deepEqual(read(said), { request: { name: 'PUTSCRIPT', arguments: ['a"b', 'keep;'] }, length: 30 })
  assert.deepEqual(read('HAVESPACE "a" 12\r\n')?.request.arguments, ['a', 12])
  assert.deepEqual(read('"AGEAYg=="\r\n')?.request, { name: '', arguments: ['AGEAYg=='] })
})

test('what has not come to its end is waited for', () => {
  const said = 'PUTSCRIPT "été" {6+}\r\nkeep;\n\r\n'
  const bytes = Buffer.from(said)
  for (let length = 0; length < bytes.length; length++)
    assert.equal(readRequest(bytes.subarray(0, length)), null)
  assert.equal(readRequest(bytes)?.length, bytes.length)
})

test('what has no end, or is too large, ends the reading', () => {
  for (const said of [
    'PUTSCRIPT {999999999+}\r\n',
    'X "a\r\n',
    'X (\r\n',
    'X {a}\r\n',
    `X ${'1 '.repeat(20)}\r\n`,
    'A'.repeat(9000),
  ])
    assert.throws(() => read(said), Unreadable, said.slice(0, 20))
})

test('what is written is read back the same', () => {
  const request: fc.Arbitrary<Request> = fc.record({
    name: fc.constantFrom('PUTSCRIPT', 'NOOP', 'RENAMESCRIPT'),
    arguments: fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.nat(4_294_967_295)), { maxLength: 4 }),
  })
  fc.assert(
    fc.property(request, one => {
      assert.deepEqual(readRequest(Buffer.from(writeRequest(one)))?.request, { ...one })
    }),
  )
})
