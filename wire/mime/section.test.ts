import assert from 'node:assert/strict'
import { test } from 'node:test'
import { message } from '../../test/corpus/mime/corpus.ts'
import { imapBody } from './imap-body.ts'
import { type Section, section, withCrlf } from './section.ts'
import { readStructure } from './structure.ts'

function read(name: string, spec: Section): string | null {
  const bytes = message(name)
  return section(bytes, readStructure(bytes), spec)?.toString() ?? null
}

test('Without a number, a section is of the message itself.', () => {
  assert.equal(read('mbox-from', { path: '' }), message('mbox-from').toString())
  assert.equal(read('mbox-from', { path: '', text: 'TEXT' }), 'body\r\n')
  assert.match(read('mbox-from', { path: '', text: 'HEADER' })!, /Subject: from an mbox\r\n\r\n$/)
})

test('The only part of a message is its part 1.', () => {
  assert.equal(read('mbox-from', { path: '1' }), 'body\r\n')
  assert.equal(read('mbox-from', { path: '1.1' }), null)
  assert.equal(read('mbox-from', { path: '2' }), null)
})

test('Header and text under a number are those of the message that the part holds.', () => {
  assert.equal(read('message-in-message', { path: '2.2', text: 'TEXT' }), 'deepest')
  assert.equal(
    read('message-in-message', { path: '2.2', text: 'HEADER' }),
    'From: b@second.example\r\nSubject: Second\r\n\r\n',
  )
  assert.equal(read('message-in-message', { path: '2.1', text: 'HEADER' }), null)
  assert.equal(read('message-in-message', { path: '2.1', text: 'MIME' }), 'Content-Type: text/plain\r\n\r\n')
})

test('A choice of header fields is exact, and ends with a blank line.', () => {
  const fields = ['SUBJECT', 'x-none']
  assert.equal(
    read('message-in-message', { path: '2.2', text: 'HEADER.FIELDS', fields }),
    'Subject: Second\r\n\r\n',
  )
  assert.equal(
    read('message-in-message', { path: '2.2', text: 'HEADER.FIELDS.NOT', fields }),
    'From: b@second.example\r\n\r\n',
  )
})

test('The body structure tells of nested messages with their envelope.', () => {
  const body = imapBody(readStructure(message('message-in-message')))
  const forwarded = body.parts?.[1]
  assert.equal(body.subtype, 'mixed')
  assert.deepEqual(forwarded?.envelope?.from, [{ name: null, mailbox: 'a', host: 'first.example' }])
  assert.equal(forwarded?.body?.parts?.length, 2)
  assert.equal(forwarded?.lines, 15)
})

test('A multipart without parts is told with an empty one.', () => {
  assert.equal(imapBody(readStructure(message('wrong-boundary'))).parts?.length, 1)
})

test('Groups are told in an envelope by their marks.', () => {
  const nested = 'Content-Type: message/rfc822\n\nFrom: a@b\nTo: Élus: c@d;\n\n'
  const envelope = imapBody(readStructure(Buffer.from(nested))).envelope
  assert.deepEqual(envelope?.to, [
    { name: null, mailbox: 'Élus', host: null },
    { name: null, mailbox: 'c', host: 'd' },
    { name: null, mailbox: null, host: null },
  ])
  // The author stands in for who is not named.
  assert.deepEqual(envelope?.replyTo, [])
})

test('Every bare line feed gets its carriage return.', () => {
  assert.equal(withCrlf(Buffer.from('\na\r\nb\n')).toString(), '\r\na\r\nb\r\n')
})
