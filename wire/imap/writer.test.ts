import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesOf, Writer } from './writer.ts'

const written = (write: (writer: Writer) => unknown, utf8 = false) => {
  const writer = new Writer({ utf8 })
  write(writer)
  return bytesOf(writer.take()).toString()
}

test('A plain text is quoted', () =>
  assert.equal(
    written(writer => writer.string('a "b" \\c')),
    '"a \\"b\\" \\\\c"',
  ))

test('A text of several lines is a literal', () => {
  assert.equal(
    written(writer => writer.string('a\r\nb')),
    '{4}\r\na\r\nb',
  )
})

test('A text beyond ASCII is a literal until UTF-8 is enabled', () => {
  assert.equal(
    written(writer => writer.string('été')),
    '{5}\r\nété',
  )
  assert.equal(
    written(writer => writer.string('été'), true),
    '"été"',
  )
})

test('8-bit octets of no known charset are a literal', () => {
  const writer = new Writer({ utf8: true })
  assert.deepEqual(writer.string(Buffer.from([0xe9])).take(), ['{1}\r\n', Buffer.from([0xe9])])
})

test('A long text is a literal', () => {
  assert.equal(
    written(writer => writer.string('x'.repeat(2000))),
    `{2000}\r\n${'x'.repeat(2000)}`,
  )
})

test('A NUL is left out, for no string may hold it', () => {
  assert.equal(
    written(writer => writer.string('a\0b')),
    '{2}\r\nab',
  )
})

test('A word stands bare where an atom may', () => {
  assert.equal(
    written(writer => writer.astring('INBOX').text(' ').astring('a b').text(' ').astring('')),
    'INBOX "a b" ""',
  )
})

test('The word NIL is quoted, so that it is not nothing', () => {
  assert.equal(
    written(writer => writer.astring('nil').text(' ').nstring(null)),
    '"nil" NIL',
  )
})

test('A mailbox is modified UTF-7 until UTF-8 is enabled', () => {
  assert.equal(
    written(writer => writer.mailbox('Été')),
    '&AMk-t&AOk-',
  )
  assert.equal(
    written(writer => writer.mailbox('Été'), true),
    '"Été"',
  )
})

test('A passage is announced by its size and passed on untouched', () => {
  const passage = { size: 3, chunks: [Buffer.from('abc')] }
  assert.deepEqual(new Writer().text('x ').literal(passage).text(')').take(), ['x {3}\r\n', passage, ')'])
})

test('What was taken is not written twice', () => {
  const writer = new Writer().line('a')
  assert.deepEqual(writer.take(), ['a\r\n'])
  assert.deepEqual(writer.take(), [])
})
