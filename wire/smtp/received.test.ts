import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Received, readReceived, writeReceived } from './received.ts'

const hop: Received = {
  helo: 'mail.example.org',
  ip: '2001:db8::1',
  by: 'mx.montauzan.example',
  protocol: 'ESMTPS',
  id: '9f3k2',
  recipient: 'anna@montauzan.example',
  at: '2026-02-03T09:30:00Z',
}

const valueIn = (field: string) => field.replace(/^Received:/, '').trimEnd()

test('a hop is written with who, where, how and when', () => {
  assert.equal(
    writeReceived(hop),
    'Received: from mail.example.org ([IPv6:2001:db8::1])\r\n\tby mx.montauzan.example with ESMTPS id 9f3k2\r\n' +
      '\tfor <anna@montauzan.example>;\r\n\tTue, 3 Feb 2026 09:30:00 +0000\r\n',
  )
})

test('a hop is read back as it was written', () => {
  for (const one of [
    hop,
    { ...hop, recipient: null },
    { ...hop, ip: '192.0.2.7', protocol: 'SMTP' as const },
  ])
    assert.deepEqual(readReceived(valueIn(writeReceived(one))), one)
})

test('whatever a client calls itself, the field is one field', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (helo, recipient) => {
      const field = writeReceived({ ...hop, helo, recipient })
      assert.ok(!/\r(?!\n)|(?<!\r)\n|\n(?!\t|$)/.test(field))
      assert.equal(readReceived(valueIn(field))?.id, hop.id)
    }),
  )
})

test('a field in the manner of another server is not guessed at', () => {
  assert.equal(readReceived('by 10.0.0.1 with SMTP; Tue, 3 Feb 2026 09:30:00 +0000'), null)
})
