import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BadCommand } from '../malformed.ts'
import { type FetchCommand, marksSeen } from './fetch.ts'
import { spoken } from './spoken.ts'

const fetch = (text: string) => spoken(text) as FetchCommand
const items = (text: string) => fetch(`FETCH 1 ${text}`).items
const names = (text: string) => items(text).map(item => item.item)

test('Items come alone or in a list', () => {
  assert.deepEqual(items('FLAGS'), [{ item: 'flags' }])
  assert.deepEqual(names('(uid RFC822.SIZE Envelope)'), ['uid', 'rfc822.size', 'envelope'])
})

test('A macro stands for its items', () => {
  assert.deepEqual(names('ALL'), ['flags', 'internaldate', 'rfc822.size', 'envelope'])
  assert.deepEqual(names('fast'), ['flags', 'internaldate', 'rfc822.size'])
  assert.deepEqual(names('FULL'), ['flags', 'internaldate', 'rfc822.size', 'envelope', 'body'])
})

test('A macro in a list is malformed', () => assert.throws(() => items('(ALL)'), BadCommand))

test('BODY is a structure without brackets and octets with them', () => {
  assert.deepEqual(names('(BODY BODY[])'), ['body', 'section'])
})

test('A section of the message is named by its text', () => {
  const sections = items('(BODY[] BODY.PEEK[HEADER] BODY[TEXT])')
  assert.deepEqual(sections, [
    { item: 'section', peek: false, section: { path: '' } },
    { item: 'section', peek: true, section: { path: '', text: 'HEADER' } },
    { item: 'section', peek: false, section: { path: '', text: 'TEXT' } },
  ])
})

test('A section of a part is named by numbers and text', () => {
  const sections = items('(BODY[1] BODY[1.2.MIME] BODY[4.1.HEADER] BODY[3.TEXT])')
  assert.deepEqual(
    sections.map(item => item.item === 'section' && item.section),
    [
      { path: '1' },
      { path: '1.2', text: 'MIME' },
      { path: '4.1', text: 'HEADER' },
      { path: '3', text: 'TEXT' },
    ],
  )
})

test('Header fields are listed, quoted or not', () => {
  assert.deepEqual(items('BODY.PEEK[HEADER.FIELDS (From "To")]'), [
    { item: 'section', peek: true, section: { path: '', text: 'HEADER.FIELDS', fields: ['From', 'To'] } },
  ])
  assert.deepEqual(items('BODY[2.HEADER.FIELDS.NOT (Received)]<10.20>'), [
    {
      item: 'section',
      peek: false,
      section: { path: '2', text: 'HEADER.FIELDS.NOT', fields: ['Received'] },
      range: { start: 10, count: 20 },
    },
  ])
})

test('Binary parts are asked decoded', () => {
  assert.deepEqual(items('(BINARY.PEEK[1.1]<0.5> BINARY[2] BINARY.SIZE[2])'), [
    { item: 'binary', peek: true, path: '1.1', range: { start: 0, count: 5 } },
    { item: 'binary', peek: false, path: '2' },
    { item: 'binary.size', path: '2' },
  ])
})

test('A preview may be lazy', () => {
  assert.deepEqual(items('(PREVIEW (LAZY) UID)'), [{ item: 'preview', lazy: true }, { item: 'uid' }])
  assert.deepEqual(items('PREVIEW'), [{ item: 'preview', lazy: false }])
})

test('Only what changed may be asked', () => {
  // RFC 7162 §3.2.6, its example
  assert.deepEqual(fetch('UID FETCH 300:500 (FLAGS) (CHANGEDSINCE 12345 VANISHED)'), {
    name: 'fetch',
    uid: true,
    set: [{ first: 300, last: 500 }],
    items: [{ item: 'flags' }],
    changedSince: 12345,
    vanished: true,
  })
})

test('VANISHED without UID FETCH or CHANGEDSINCE is malformed', () => {
  assert.throws(() => fetch('FETCH 1 FLAGS (CHANGEDSINCE 1 VANISHED)'), BadCommand)
  assert.throws(() => fetch('UID FETCH 1 FLAGS (VANISHED)'), BadCommand)
})

const WRONG = [
  '',
  '()',
  'FOO',
  'BODY[',
  'BODY[0]',
  'BODY[MIME]',
  'BODY[1.]',
  'BODY[1.FOO]',
  'FLAGS UID',
  '(FLAGS',
]
for (const wrong of [
  ...WRONG,
  'BODY[]<0>',
  'BODY[]<0.0>',
  'BODY[HEADER.FIELDS ()]',
  'FLAGS[1]',
  'BODY[1.HEADERS]',
]) {
  test(`FETCH 1 ${wrong || 'without items'} is malformed`, () =>
    assert.throws(() => items(wrong), BadCommand))
}

test('Only reading the octets, and not peeking, marks a message seen', () => {
  const marking = items(
    '(FLAGS BODY BODY[] BODY.PEEK[] BINARY[1] BINARY.PEEK[1] RFC822 RFC822.HEADER RFC822.TEXT)',
  )
  assert.deepEqual(marking.map(marksSeen), [false, false, true, false, true, false, true, false, true])
})
