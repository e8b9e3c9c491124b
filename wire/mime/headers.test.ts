import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeText } from './charset.ts'
import { readMailDate, writeMailDate } from './date.ts'
import { decodeEncodedWords } from './encoded-words.ts'
import { mayReadAs, readHeaderAs, readHeaders } from './headers.ts'
import { readMessageIds } from './message-ids.ts'
import { readParameterised } from './parameters.ts'
import { readStructure } from './structure.ts'
import { baseSubject } from './subject.ts'

function fieldsOf(text: string) {
  const bytes = Buffer.from(text)
  return readHeaders(bytes, readStructure(bytes)).map(({ name, value }) => [name, value])
}

test('Fields keep their order, their case and their folds.', () => {
  assert.deepEqual(fieldsOf('B: 1\r\n 2\r\na : x\r\nB:\r\n\r\nbody: no'), [
    ['B', ' 1\r\n 2'],
    ['a', ' x'],
    ['B', ''],
  ])
})

test('Encoded-words are decoded, and blanks between them vanish.', () => {
  assert.equal(decodeEncodedWords('a =?utf-8?q?=C3=A9_b?= \r\n =?ISO-8859-1?B?6Q==?= c'), 'a é bé c')
})

test('A character cut over two encoded-words is made whole.', () => {
  assert.equal(decodeEncodedWords('=?utf-8?b?w6nD?= =?utf-8?b?qQ==?='), 'éé')
})

test('The language of an encoded-word is passed over.', () => {
  assert.equal(decodeEncodedWords('=?utf-8*fr?q?=C3=A9?='), 'é')
})

test('What is no encoded-word stays.', () => {
  for (const text of ['=?', '=?x?=', '=?utf-8?z?a?=', '1 =? 2']) assert.equal(decodeEncodedWords(text), text)
})

test('Every charset family is read.', () => {
  const cases: [charset: string, hex: string, text: string][] = [
    ['ISO-2022-JP', '1b2442467c4b5c1b2842', '日本'],
    ['x-sjis', '93fa967b', '日本'],
    ['GB2312', 'd6d0', '中'],
    ['koi8-r', 'd2', 'р'],
    ['cp850', '82', 'é'],
    ['utf-7', '2b414f6b2d', 'é'],
    ['"ISO-8859-1"', '80', '€'],
    ['utf-16le', 'e900', 'é'],
  ]
  for (const [charset, hex, text] of cases) {
    assert.deepEqual(
      decodeText(Buffer.from(hex, 'hex'), charset),
      { text, isEncodingProblem: false },
      charset,
    )
  }
})

test('A charset that nobody knows, or that is not true, is a problem told.', () => {
  assert.deepEqual(decodeText(Buffer.from('é'), 'klingon'), { text: 'é', isEncodingProblem: true })
  assert.deepEqual(decodeText(Buffer.from('d\xe9j\xe0', 'latin1'), 'utf-8'), {
    text: 'déjà',
    isEncodingProblem: true,
  })
})

test('Dates keep the offset of their sender.', () => {
  assert.equal(readMailDate('Tue, 3 Feb 2026 09:30:00 +0100 (CET)')?.iso, '2026-02-03T09:30:00+01:00')
  assert.equal(readMailDate('3 Feb 26 9:30 EST')?.iso, '2026-02-03T09:30:00-05:00')
  assert.equal(readMailDate('Thu, 1 Jan 1970 00:00:00 -0000')?.epoch, 0)
})

test('What is no date is none.', () => {
  for (const text of [
    '',
    'yesterday',
    '31 Feb 2026 10:00:00 +0000',
    '1 Jan 2026 25:00 +0000',
    '1 Foo 2026 10:00',
  ]) {
    assert.equal(readMailDate(text), null, text)
  }
})

test('A date is written as RFC 5322 wants it.', () => {
  assert.equal(writeMailDate('2026-02-03T09:30:00+01:00'), 'Tue, 3 Feb 2026 09:30:00 +0100')
  assert.equal(writeMailDate('2026-02-03T09:30:00Z'), 'Tue, 3 Feb 2026 09:30:00 +0000')
})

test('Message ids are read with or without brackets.', () => {
  assert.deepEqual(readMessageIds('<a@b> (x)\r\n\t<c @d>'), ['a@b', 'c@d'])
  assert.deepEqual(readMessageIds('a@b c@d'), ['a@b', 'c@d'])
  assert.equal(readMessageIds('none'), null)
})

test('URLs of list headers are read.', () => {
  assert.deepEqual(readHeaderAs(' <mailto:a@b>, <https://x/\r\n y>', 'asURLs'), ['mailto:a@b', 'https://x/y'])
})

test('A form is allowed where RFC 8621 allows it.', () => {
  assert.ok(mayReadAs('Subject', 'asText'))
  assert.ok(!mayReadAs('Subject', 'asAddresses'))
  assert.ok(mayReadAs('X-Anything', 'asDate'))
  assert.ok(mayReadAs('Received', 'asRaw'))
  assert.ok(!mayReadAs('Received', 'asText'))
})

test('Parameters are read however they are quoted.', () => {
  assert.deepEqual(
    readParameterised('Text/Plain (c); charset = "utf-8" ; x=a b; y="\\"q\\""; z; =v; w="open'),
    {
      value: 'text/plain',
      parameters: { charset: 'utf-8', x: 'a b', y: '"q"', w: 'open' },
    },
  )
})

test('Answers and forwards share a base subject.', () => {
  for (const subject of [
    'Réunion',
    'Re: Réunion',
    'RE : Réunion',
    'TR: RE: Réunion',
    'Fwd: [agents] Re[2]: Réunion (fwd)',
    'AW: WG: Réunion',
    'Réf : Réunion',
    '[fwd: Réunion]',
  ]) {
    assert.equal(baseSubject(subject), 'Réunion', subject)
  }
  assert.equal(baseSubject('[agents]'), '[agents]')
  assert.equal(baseSubject('Rendez-vous: lundi'), 'Rendez-vous: lundi')
})
