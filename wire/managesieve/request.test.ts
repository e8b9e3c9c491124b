import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { processorTime } from '../../test/processor.ts'
import { type Request, RequestReader, Unreadable, writeRequest } from './request.ts'

function reading(...pieces: (string | Buffer)[]): RequestReader {
  const reader = new RequestReader()
  for (const piece of pieces) reader.add(Buffer.from(piece))
  return reader
}

const read = (text: string) => reading(text).next()

test('a command has quoted strings, literals and numbers', () => {
  const said = 'putscript "a\\"b" {5+}\r\nkeep;\r\nNOOP\r\n'
  const reader = reading(said)
  assert.deepEqual(reader.next(), { name: 'PUTSCRIPT', arguments: ['a"b', 'keep;'] })
  assert.equal(reader.waiting, 6)
  assert.deepEqual(reader.next(), { name: 'NOOP', arguments: [] })
  assert.equal(reader.waiting, 0)
  assert.deepEqual(read('HAVESPACE "a" 12\r\n')?.arguments, ['a', 12])
  assert.deepEqual(read('"AGEAYg=="\r\n'), { name: '', arguments: ['AGEAYg=='] })
})

test('what has not come to its end is waited for', () => {
  const said = 'PUTSCRIPT "été" {6+}\r\nkeep;\n\r\n'
  const bytes = Buffer.from(said)
  for (let length = 0; length < bytes.length; length++) {
    const reader = reading(bytes.subarray(0, length))
    assert.equal(reader.next(), null)
    reader.add(bytes.subarray(length))
    assert.deepEqual(reader.next(), { name: 'PUTSCRIPT', arguments: ['été', 'keep;\n'] })
    assert.equal(reader.waiting, 0)
  }
})

test('what comes octet by octet takes no longer than what comes at once', () => {
  const large = `{200000+}\r\n${'a'.repeat(200_000)}`
  const reader = reading(`NOOP ${large} ${large} ${large} {100000+}\r\n`)
  const taken = processorTime(() => {
    for (let i = 0; i < 100_000; i++) {
      assert.equal(reader.next(), null)
      reader.add(Buffer.from('b'))
    }
    reader.add(Buffer.from('\r\n'))
    assert.equal(reader.next()?.arguments.length, 4)
  })
  assert.ok(taken < 2000)
})

test('of very many requests that come at once, each is read in the time that its own length takes', () => {
  const reader = reading('NOOP\r\n'.repeat(200_000))
  const taken = processorTime(() => {
    for (let i = 0; i < 200_000; i++) assert.equal(reader.next()?.name, 'NOOP')
  })
  assert.equal(reader.next(), null)
  assert.ok(taken < 2000)
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
      assert.deepEqual(read(writeRequest(one)), { ...one })
    }),
  )
})
