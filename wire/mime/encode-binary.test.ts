import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeBinary } from './encode-binary.ts'
import { walkParts } from './part.ts'
import { readStructure } from './structure.ts'
import { decodePart } from './transfer.ts'

const OCTETS = Buffer.from([0, 1, 0x0a, 0xff, 0x0d, 0x2d, 0x2d, 0])
const leaf = (type: string) =>
  Buffer.concat([
    Buffer.from(`Content-Type: ${type}\r\nContent-Transfer-Encoding:\r\n Binary\r\nX-After: a\r\n\r\n`),
    OCTETS,
  ])

test('A part of octets is told in text, and is the same when that is undone', () => {
  const encoded = encodeBinary(leaf('application/octet-stream'))
  assert.match(
    encoded.toString(),
    /^Content-Type: [^\r]+\r\nContent-Transfer-Encoding: base64\r\nX-After: a\r\n\r\n[A-Za-z0-9+/=\r\n]+$/,
  )
  assert.deepEqual(decodePart(encoded, readStructure(encoded)), OCTETS)
})

test('Parts within parts are, and what holds them says no more that it is binary', () => {
  const outer =
    'Content-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: binary\r\n\r\n--b\r\n'
  const inner = Buffer.from('\r\n--b\r\nContent-Type: text/plain\r\n\r\nété\r\n--b--\r\n')
  const encoded = encodeBinary(Buffer.concat([Buffer.from(outer), leaf('image/png'), inner]))
  const [top, image, text] = [...walkParts(readStructure(encoded))]
  assert.deepEqual([top?.encoding, image?.encoding, text?.encoding], ['8bit', 'base64', '7bit'])
  assert.deepEqual(decodePart(encoded, image!), OCTETS)
  assert.ok(encoded.toString().endsWith(inner.toString()))
})

test('A message without such parts is left alone', () => {
  const message = Buffer.from('Subject: a\r\n\r\nbinary\r\n')
  assert.equal(encodeBinary(message), message)
})
