import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { message, messageNames } from '../../test/corpus/mime/corpus.ts'
import { run } from '../../test/fuzz/mime.ts'
import { packStructure, unpackStructure } from './pack.ts'
import { contentIdOf, findPart, type Part, walkParts } from './part.ts'
import { MAX_NESTING, MAX_PARTS, readStructure } from './structure.ts'

function outline(part: Part): string[] {
  return [...walkParts(part)].map(({ path, type }) => `${path} ${type}`)
}

function bodies(name: string): string[] {
  const bytes = message(name)
  return [...walkParts(readStructure(bytes))]
    .filter(part => part.parts === undefined)
    .map(part => bytes.toString('utf8', part.bodyStart, part.bodyEnd))
}

function milliseconds(what: () => unknown): number {
  const start = performance.now()
  what()
  return performance.now() - start
}

test('Parts are numbered as IMAP numbers them.', () => {
  assert.deepEqual(outline(readStructure(message('nested-multiparts'))), [
    ' multipart/mixed',
    '1 multipart/related',
    '1.1 multipart/alternative',
    '1.1.1 text/plain',
    '1.1.2 text/html',
    '1.2 image/png',
    '2 application/pdf',
  ])
})

test('A message inside a message begins its own numbers below its container.', () => {
  assert.deepEqual(outline(readStructure(message('message-in-message'))), [
    ' multipart/mixed',
    '1 text/plain',
    '2 message/rfc822',
    '2 multipart/mixed',
    '2.1 text/plain',
    '2.2 message/rfc822',
    '2.2.1 text/plain',
  ])
})

test('A message that is nothing but a forwarded one is its part 1.', () => {
  const structure = readStructure(message('single-part-forward'))
  assert.deepEqual(outline(structure), ['1 message/rfc822', '1.1 text/plain'])
  assert.equal(structure.envelope?.subject, 'inside')
  assert.equal(findPart(structure, '1.1'), structure.message)
})

test('The line end before a boundary is no part of the body.', () => {
  assert.deepEqual(bodies('same-boundary'), ['one', 'two'])
})

test('Bare line feeds end lines as well.', () => {
  assert.deepEqual(bodies('bare-line-feeds'), ['one', 'two'])
})

test('Names are read in every way that senders write them.', () => {
  const { parts = [] } = readStructure(message('rfc2231-names'))
  assert.deepEqual(
    parts.map(part => part.filename),
    ['décret.pdf', 'arrêté.pdf', 'un fichier sans guillemets.doc', 'été brut.odt', 'ab.txt', 'été.txt'],
  )
})

test('A name in several pieces is joined, and decoded as a whole.', () => {
  const structure = readStructure(message('nested-multiparts'))
  assert.equal(findPart(structure, '2')?.filename, 'Ordre du jour — février.pdf')
})

test('An inner multipart that is never closed ends with its parent.', () => {
  assert.deepEqual(bodies('inner-unclosed'), ['plain', 'after'])
})

test('A multipart that is cut keeps what came.', () => {
  assert.deepEqual(bodies('missing-end'), ['The end never c'])
})

test('A boundary that never comes leaves a multipart without parts.', () => {
  assert.deepEqual(readStructure(message('wrong-boundary')).parts, [])
})

test('A multipart without a boundary is opaque.', () => {
  assert.deepEqual(bodies('no-boundary'), ['Just words.\r\n'])
})

test('A boundary that is another one with dashes behind it is told apart.', () => {
  assert.deepEqual(bodies('boundary-prefix'), ['one'])
})

test('The parts of a digest are messages.', () => {
  const { parts = [] } = readStructure(message('digest'))
  assert.deepEqual(
    parts.map(part => part.envelope?.subject),
    ['one', 'two'],
  )
})

test('A message that is encoded against the rules is a leaf.', () => {
  const part = findPart(readStructure(message('encoded-message')), '1')
  assert.equal(part?.message, undefined)
  assert.equal(part?.size, 'Subject: in\r\n\r\nx'.length)
})

test('Text begins where a header is no longer one.', () => {
  assert.deepEqual(bodies('missing-separator'), ['Hello, this is already the text.\r\nSecond line.\r\n'])
})

test('The separator of an mbox does not end the header.', () => {
  assert.deepEqual(bodies('mbox-from'), ['body\r\n'])
})

test('Headers without a body are a message with an empty one.', () => {
  for (const name of ['empty', 'only-headers', 'headers-and-blank']) assert.deepEqual(bodies(name), [''])
  assert.deepEqual(bodies('no-headers'), ['A body without a header.\r\n'])
})

test('Lines are counted by their ends.', () => {
  assert.equal(readStructure(message('no-final-newline')).lines, 0)
  assert.equal(readStructure(message('mbox-from')).lines, 1)
  assert.equal(findPart(readStructure(message('nested-multiparts')), '1.1.1')?.lines, 1)
})

test('A packed structure is the same again, and small.', () => {
  for (const name of messageNames) {
    const structure = readStructure(message(name))
    const stored = JSON.stringify(packStructure(structure))
    assert.deepEqual(unpackStructure(JSON.parse(stored)), structure, name)
  }
  assert.ok(JSON.stringify(packStructure(readStructure(message('nested-multiparts')))).length < 1000)
})

test('No message of the corpus breaks a reader or its offsets.', () => {
  for (const name of messageNames) run(message(name))
})

const words = fc.constantFrom(
  '--b',
  '--b--',
  '--c',
  '\r\n',
  '\n',
  '\r\n\r\n',
  'Content-Type: multipart/mixed; boundary=b',
  'Content-Type: multipart/digest; boundary=c',
  'Content-Type: message/rfc822',
  'Content-Transfer-Encoding: base64',
  'Content-Transfer-Encoding: quoted-printable',
  'Subject: =?utf-8?q?=C3?=',
  'To: a@b, "c',
  'QUJD=',
  '=4',
  '\0\xff',
)

test('Offsets are inside and nested for any bytes.', () => {
  const pieces = fc.array(fc.oneof(words, words, fc.string()), { maxLength: 60 })
  fc.assert(fc.property(pieces, list => run(Buffer.from(list.join(''), 'latin1'))))
})

test('A bomb of parts stops at the limit, at once.', () => {
  const bomb = Buffer.from(
    `Content-Type: multipart/mixed; boundary=x\n\n${'--x\nContent-Type: a/b\n\nhi\n'.repeat(50_000)}`,
  )
  let count = 0
  assert.ok(milliseconds(() => (count = [...walkParts(readStructure(bomb))].length)) < 1000)
  assert.equal(count, MAX_PARTS)
})

test('A thousand nestings stop at the limit, at once.', () => {
  const levels = Array.from(
    { length: 1000 },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`,
  )
  let depth = 0
  assert.ok(
    milliseconds(() => (depth = [...walkParts(readStructure(Buffer.from(levels.join(''))))].length)) < 1000,
  )
  assert.equal(depth, MAX_NESTING)
})

test('Lines of ten megabytes are read at once, in a body and in a header.', () => {
  const line = 'a('.repeat(5_000_000)
  assert.ok(milliseconds(() => readStructure(Buffer.from(line))) < 1000)
  assert.ok(milliseconds(() => readStructure(Buffer.from(`Content-Type: ${line}`))) < 1000)
})

test('A Content-ID is named without its brackets.', () => {
  const part = findPart(readStructure(message('nested-multiparts')), '1.2')!
  assert.deepEqual([part.id, contentIdOf(part)], ['<logo@montauzan.example>', 'logo@montauzan.example'])
})
