import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { processorTime } from '../../test/processor.ts'
import { winmail } from './testing/winmail.ts'
import { readTnef } from './tnef.ts'

const whole = winmail({
  subject: 'Ordre du jour',
  text: 'Bonjour à tous',
  html: '<p>Bonjour à tous</p>',
  files: [
    { name: 'Délibération.docx', type: 'Application/X', bytes: Buffer.from('un') },
    { name: 'Transfert', bytes: winmail({ subject: 'Dedans' }), isMessage: true },
  ],
})

test('the message, its texts and its files are read', () => {
  const message = readTnef(whole)!
  const { subject, text, html } = message
  assert.deepEqual([subject, text, html], ['Ordre du jour', 'Bonjour à tous', '<p>Bonjour à tous</p>'])
  assert.deepEqual(message.files[0], {
    name: 'Délibération.docx',
    type: 'application/x',
    cid: null,
    bytes: Buffer.from('un'),
  })
})

test('a message inside is a winmail.dat again', () => {
  const inner = readTnef(whole)!.files[1]!
  assert.equal(inner.type, 'application/ms-tnef')
  assert.equal(readTnef(inner.bytes)!.subject, 'Dedans')
})

test('what ends too soon gives what stands before, and what is no TNEF nothing', () => {
  assert.equal(readTnef(whole.subarray(0, whole.length - 100))!.subject, 'Ordre du jour')
  assert.equal(readTnef(Buffer.from('From: me\r\n')), null)
})

test('lengths that lie take neither time nor memory', () => {
  const liar = Buffer.concat([whole.subarray(0, 6), Buffer.alloc(1_000_000, 0xff)])
  const taken = processorTime(() => {
    assert.deepEqual(readTnef(liar)!.files, [])
  })
  assert.ok(taken < 500)
})

test('whatever the bytes, it is read or is none', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 30 }), changes => {
      const copy = Buffer.from(whole)
      for (const [at, byte] of changes) copy[at] = byte
      readTnef(copy)
    }),
    { numRuns: 500 },
  )
})
