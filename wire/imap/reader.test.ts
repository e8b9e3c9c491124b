import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MAX_LIST } from './limits.ts'
import { BadCommand } from './malformed.ts'
import { Reader } from './reader.ts'

const reader = (...pieces: (string | Buffer)[]) =>
  new Reader({
    pieces: pieces.map(piece =>
      typeof piece === 'string' ? piece : { binary: false, size: piece.length, bytes: piece },
    ),
  })

test('A quoted string may escape its quote and nothing else', () => {
  assert.equal(reader('"a\\"b\\\\c"').string(), 'a"b\\c')
  assert.throws(() => reader('"a\\b"').string(), BadCommand)
  assert.throws(() => reader('"abc').string(), BadCommand)
})

test('A string may be a literal', () => assert.equal(reader('', Buffer.from('x y'), '').string(), 'x y'))

test('A literal that was streamed is no string', () => {
  const streamed = new Reader({ pieces: ['', { binary: false, size: 9 }, ''] })
  assert.throws(() => streamed.string(), /too large/)
})

test('Text that is not UTF-8 is read in Latin letters', () => {
  assert.equal(reader('', Buffer.from([0xe9]), '').string(), 'é')
  assert.equal(reader('"\xe9"').string(), 'é')
  assert.equal(reader('"\xc3\xa9"').string(), 'é')
})

test('NIL is nothing, and NILS is a mistake', () => {
  assert.equal(reader('NIL').nstring(), null)
  assert.equal(reader('"NIL"').nstring(), 'NIL')
  assert.throws(() => reader('NILS').nstring(), BadCommand)
})

test('A number has 32 bits', () => {
  assert.equal(reader('4294967295').number(), 4294967295)
  assert.throws(() => reader('4294967296').number(), BadCommand)
  assert.throws(() => reader('0').nzNumber(), BadCommand)
  assert.throws(() => reader('-1').number(), BadCommand)
})

test('A list may be empty, and spaces around its members are borne', () => {
  const list = (text: string) => {
    const words = reader(text)
    return words.list(() => words.atom())
  }
  assert.deepEqual(list('()'), [])
  assert.deepEqual(list('( a  b )'), ['a', 'b'])
  assert.throws(() => list('(a'), BadCommand)
  assert.throws(() => list(`(${'a '.repeat(MAX_LIST + 1)})`), /too long/)
})

test('A command has ended only after its last literal', () => {
  assert.equal(reader('', Buffer.from('x'), '').atEnd(), false)
  assert.throws(() => reader('', Buffer.from('x'), '').end(), BadCommand)
})

test('An atom holds no special letters', () => {
  assert.equal(reader('abc(def').atom(), 'abc')
  assert.throws(() => reader('(abc').atom(), BadCommand)
})

test('A mailbox to list may hold wildcards, another may not', () => {
  assert.equal(reader('a/%*').listMailbox(), 'a/%*')
  assert.throws(() => reader('%').mailbox(), BadCommand)
})
