import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Writer } from '../writer.ts'
import type { Part } from './bodystructure.ts'
import type { Envelope } from './envelope.ts'
import { type FetchValue, writeFetch } from './fetch.ts'
import { written } from './written.ts'

const fetched = (...values: FetchValue[]) => written(writer => writeFetch(writer, 12, values))

const TERRY = { name: 'Terry Gray', mailbox: 'gray', host: 'cac.washington.edu' }

const ENVELOPE: Envelope = {
  date: 'Wed, 17 Jul 1996 02:23:25 -0700 (PDT)',
  subject: 'IMAP4rev2 WG mtg summary and minutes',
  from: [TERRY],
  sender: [],
  replyTo: [],
  to: [{ name: null, mailbox: 'imap', host: 'cac.washington.edu' }],
  cc: [],
  bcc: [],
  inReplyTo: null,
  messageId: '<B27397-0100000@cac.washington.edu>',
}

const TEXT: Part = {
  type: 'text',
  subtype: 'plain',
  parameters: { charset: 'us-ascii' },
  id: null,
  description: null,
  encoding: '7bit',
  size: 3028,
  lines: 92,
  md5: null,
  disposition: null,
  language: [],
  location: null,
}

test('Flags, UID and size come in one answer', () => {
  const answer = fetched(
    { item: 'flags', flags: ['\\Seen'] },
    { item: 'uid', value: 7 },
    { item: 'rfc822.size', value: 44827 },
    { item: 'modseq', value: 624140003 },
  )
  assert.equal(answer, '* 12 FETCH (FLAGS (\\Seen) UID 7 RFC822.SIZE 44827 MODSEQ (624140003))\r\n')
})

test('Dates are quoted, and a date that is not kept is NIL', () => {
  const at = new Date('1996-07-17T09:44:25Z')
  assert.equal(
    fetched({ item: 'internaldate', at }, { item: 'savedate', at: null }),
    '* 12 FETCH (INTERNALDATE "17-Jul-1996 09:44:25 +0000" SAVEDATE NIL)\r\n',
  )
})

test('An envelope is filled from its From', () => {
  const terry = '(("Terry Gray" NIL "gray" "cac.washington.edu"))'
  assert.equal(
    fetched({ item: 'envelope', envelope: ENVELOPE }),
    `* 12 FETCH (ENVELOPE ("Wed, 17 Jul 1996 02:23:25 -0700 (PDT)" "IMAP4rev2 WG mtg summary and minutes" ` +
      `${terry} ${terry} ${terry} ((NIL NIL "imap" "cac.washington.edu")) NIL NIL NIL ` +
      '"<B27397-0100000@cac.washington.edu>"))\r\n',
  )
})

test('A group of addresses begins and ends in the list', () => {
  const to = [{ name: null, mailbox: 'Elus', host: null }, TERRY, { name: null, mailbox: null, host: null }]
  const answer = fetched({ item: 'envelope', envelope: { ...ENVELOPE, to } })
  assert.ok(
    answer.includes(
      ' ((NIL NIL "Elus" NIL)("Terry Gray" NIL "gray" "cac.washington.edu")(NIL NIL NIL NIL)) NIL NIL NIL ',
    ),
  )
})

test('A text part tells its lines', () => {
  // RFC 9051 §8, its example
  assert.equal(
    fetched({ item: 'body', part: TEXT }),
    '* 12 FETCH (BODY ("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 3028 92))\r\n',
  )
})

test('The extension data comes with BODYSTRUCTURE only', () => {
  const part: Part = {
    ...TEXT,
    type: 'image',
    subtype: 'png',
    parameters: {},
    encoding: 'base64',
    disposition: { type: 'attachment', parameters: { filename: 'plan.png' } },
    language: ['fr', 'en'],
  }
  assert.equal(
    fetched({ item: 'bodystructure', part }),
    '* 12 FETCH (BODYSTRUCTURE ("image" "png" NIL NIL NIL "base64" 3028 NIL ' +
      '("attachment" ("filename" "plan.png")) ("fr" "en") NIL))\r\n',
  )
})

const MULTI: Part = {
  ...TEXT,
  type: 'multipart',
  subtype: 'mixed',
  parameters: { boundary: 'x' },
  parts: [TEXT, { ...TEXT, size: 1, lines: 1 }],
  disposition: null,
  language: ['fr'],
  location: null,
}

test('A multipart holds its parts without spaces', () => {
  const one = '("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 3028 92)'
  const two = '("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 1 1)'
  assert.equal(fetched({ item: 'body', part: MULTI }), `* 12 FETCH (BODY (${one}${two} "mixed"))\r\n`)
  assert.ok(
    fetched({ item: 'bodystructure', part: MULTI }).endsWith(' "mixed" ("boundary" "x") NIL "fr" NIL))\r\n'),
  )
})

test('A message inside tells its envelope, its structure and its lines', () => {
  const inside = { ...TEXT, type: 'message', subtype: 'rfc822', envelope: ENVELOPE, body: TEXT }
  const answer = fetched({ item: 'body', part: inside })
  assert.match(answer, /\("message" "rfc822" .* 3028 \("Wed, .*"\) \("text" "plain" .* 92\) 92\)\)\r\n$/)
})

test('A section comes as a literal', () => {
  const section = { path: '1.2', text: 'HEADER.FIELDS', fields: ['From', 'X Y'] } as const
  assert.equal(
    fetched({ item: 'section', section, octets: Buffer.from('a: b\r\n\r\n') }),
    '* 12 FETCH (BODY[1.2.HEADER.FIELDS (From "X Y")] {8}\r\na: b\r\n\r\n)\r\n',
  )
})

test('A piece of a section tells where it begins', () => {
  const section = { path: '' }
  assert.equal(
    fetched({ item: 'section', section, start: 10, octets: Buffer.from('xyz') }),
    '* 12 FETCH (BODY[]<10> {3}\r\nxyz)\r\n',
  )
})

test('A part that is not there is NIL', () => {
  assert.equal(
    fetched({ item: 'section', section: { path: '9' }, octets: null }),
    '* 12 FETCH (BODY[9] NIL)\r\n',
  )
})

test('A decoded part is a literal8 only where it holds a NUL', () => {
  assert.equal(
    fetched({ item: 'binary', path: '1', octets: Buffer.from('a') }),
    '* 12 FETCH (BINARY[1] {1}\r\na)\r\n',
  )
  assert.equal(
    fetched({ item: 'binary', path: '1', octets: Buffer.from('\0') }),
    '* 12 FETCH (BINARY[1] ~{1}\r\n\0)\r\n',
  )
})

test('A large message passes through between two texts', () => {
  const octets = { size: 5_000_000_000, chunks: [] }
  const writer = new Writer()
  writeFetch(writer, 1, [{ item: 'rfc822', octets }])
  assert.deepEqual(writer.take(), ['* 1 FETCH (RFC822 {5000000000}\r\n', octets, ')\r\n'])
})

test('Extensions add items', () => {
  assert.equal(
    fetched(
      { item: 'emailid', id: 'M6d99' },
      { item: 'threadid', id: null },
      { item: 'preview', text: 'Bonjour' },
      { item: 'binary.size', path: '1.2', size: 9 },
    ),
    '* 12 FETCH (EMAILID (M6d99) THREADID NIL PREVIEW "Bonjour" BINARY.SIZE[1.2] 9)\r\n',
  )
})
