import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import fc from 'fast-check'
import { message } from '../../test/corpus/mime/corpus.ts'
import { processorTime } from '../../test/processor.ts'
import { encodeBase64Lines } from './base64.ts'
import { encodeQuotedPrintable } from './quoted-printable.ts'
import { readStructure } from './structure.ts'
import { decodedSize, decodePart, decodeStream } from './transfer.ts'

function decode(text: string | Buffer, encoding: string): string {
  return decodeBytes(text, encoding).toString()
}

function decodeBytes(text: string | Buffer, encoding: string): Buffer {
  const bytes = Buffer.from(text)
  return decodePart(bytes, { bodyStart: 0, bodyEnd: bytes.length, encoding })
}

test('Base64 is read past foreign characters, missing and inner padding.', () => {
  assert.equal(decode('aGVs\r\n bG8', 'base64'), 'hello')
  assert.equal(decode('aGVsbG8=aGVsbG8=', 'base64'), 'hellohello')
  assert.equal(decode('a!G*V', 'base64'), 'he')
})

test('Quoted-printable is read with soft breaks, lost blanks and stray signs.', () => {
  assert.equal(decode('a=C3=a9=\r\nb  \r\nc= \t\r\nd', 'quoted-printable'), 'aéb\r\ncd')
  assert.equal(decode('1 = 2, ==3D=4', 'quoted-printable'), '1 = 2, ===4')
})

test('Uuencoded content is read.', () => {
  const bytes = message('uuencode')
  assert.equal(decodePart(bytes, readStructure(bytes)).toString(), 'hello world')
})

test('An encoding that nobody knows leaves the body as it is.', () => {
  assert.equal(decode('x=41', 'x-none'), 'x=41')
})

test('What is encoded is decoded the same.', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), array => {
      const bytes = Buffer.from(array)
      assert.deepEqual(decodeBytes(encodeBase64Lines(bytes), 'base64'), bytes)
    }),
  )
  const line = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '\t', '=', '.', 'F', '\r\n') })
  fc.assert(
    fc.property(line, text => assert.equal(decode(encodeQuotedPrintable(text), 'quoted-printable'), text)),
  )
})

test('Encoded lines are never too long.', () => {
  const text = encodeQuotedPrintable('é '.repeat(500))
  assert.ok(text.split('\r\n').every(line => line.length <= 76))
})

test('A stream gives what the whole gives, wherever it is cut.', async () => {
  const text = fc.string({
    unit: fc.constantFrom('=', '4', '1', ' ', '\t', '\r', '\n', 'Q', '#'),
    maxLength: 80,
  })
  const encoding = fc.constantFrom('base64', 'quoted-printable', 'x-uuencode', '8bit')
  await fc.assert(
    fc.asyncProperty(text, encoding, fc.nat(10), async (encoded, name, step) => {
      const whole = encoded.startsWith('#') ? `begin 644 a\n${encoded}` : encoded
      const chunks = whole.match(new RegExp(`[^]{1,${step + 1}}`, 'g')) ?? []
      const stream = Readable.from(chunks.map(chunk => Buffer.from(chunk))).pipe(decodeStream(name))
      assert.deepEqual(Buffer.concat(await stream.toArray()), decodeBytes(whole, name))
    }),
  )
})

test('A decoded size is the length of the content.', () => {
  const bytes = Buffer.from('aGVs bG8=\r\n'.repeat(20_000))
  const part = { bodyStart: 0, bodyEnd: bytes.length, encoding: 'base64' }
  assert.equal(decodedSize(bytes, part), decodePart(bytes, part).length)
})

test('Blanks and equals signs without end are read in linear time.', () => {
  for (const word of [' ', '=', '= ']) {
    const bytes = Buffer.from(word.repeat(5_000_000))
    const taken = processorTime(() => {
      decodedSize(bytes, { bodyStart: 0, bodyEnd: bytes.length, encoding: 'quoted-printable' })
    })
    assert.ok(taken < 3000, JSON.stringify(word))
  }
})
