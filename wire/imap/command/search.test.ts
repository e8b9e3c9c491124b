import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BadCommand } from '../malformed.ts'
import type { SearchCommand } from './search.ts'
import { spoken } from './spoken.ts'

const search = (text: string) => spoken(text) as SearchCommand
const key = (text: string) => search(`SEARCH ${text}`).key

test('Several keys mean all of them', () => {
  // RFC 9051 §6.4.4, its example
  assert.deepEqual(key('FLAGGED SINCE 1-Feb-1994 NOT FROM "Smith"'), {
    key: 'and',
    keys: [
      { key: 'flag', flag: '\\Flagged', set: true },
      { key: 'date', date: 'internal', is: 'since', day: '1994-02-01' },
      { key: 'not', of: { key: 'text', field: 'from', value: 'Smith' } },
    ],
  })
})

test('OR takes two keys, each perhaps a list', () => {
  assert.deepEqual(key('OR (SEEN DRAFT) OR UID 1:3 2'), {
    key: 'or',
    left: {
      key: 'and',
      keys: [
        { key: 'flag', flag: '\\Seen', set: true },
        { key: 'flag', flag: '\\Draft', set: true },
      ],
    },
    right: {
      key: 'or',
      left: { key: 'uid', set: [{ first: 1, last: 3 }] },
      right: { key: 'sequence', set: [{ first: 2, last: 2 }] },
    },
  })
})

test('Parentheses around one key are that key', () => assert.deepEqual(key('((ALL))'), { key: 'all' }))

test('Keywords and system flags are one kind of key', () => {
  assert.deepEqual(key('UNKEYWORD $Junk'), { key: 'flag', flag: '$Junk', set: false })
  assert.deepEqual(key('undeleted'), { key: 'flag', flag: '\\Deleted', set: false })
})

test('NEW and OLD are said in other words', () => {
  assert.deepEqual(key('NEW'), {
    key: 'and',
    keys: [{ key: 'recent' }, { key: 'flag', flag: '\\Seen', set: false }],
  })
  assert.deepEqual(key('OLD'), { key: 'not', of: { key: 'recent' } })
})

test('A header is asked by its name, perhaps for any value', () => {
  assert.deepEqual(key('HEADER Message-ID "<a@b>"'), { key: 'header', field: 'Message-ID', value: '<a@b>' })
  assert.deepEqual(key('HEADER List-Id ""'), { key: 'header', field: 'List-Id', value: '' })
})

test('Each date is compared in three ways', () => {
  assert.deepEqual(key('SENTBEFORE 2-Mar-2020'), {
    key: 'date',
    date: 'sent',
    is: 'before',
    day: '2020-03-02',
  })
  assert.deepEqual(key('SAVEDON 2-Mar-2020'), { key: 'date', date: 'saved', is: 'on', day: '2020-03-02' })
})

test('Extensions add keys', () => {
  assert.deepEqual(key('YOUNGER 3600'), { key: 'younger', seconds: 3600 })
  assert.deepEqual(key('MODSEQ 620162338'), { key: 'modseq', modseq: 620162338 })
  // RFC 7162 §3.1.5, its example
  assert.deepEqual(key('MODSEQ "/flags/\\\\draft" all 620162338'), { key: 'modseq', modseq: 620162338 })
  assert.deepEqual(key('EMAILID M6d99ac3275bb4e'), { key: 'emailid', id: 'M6d99ac3275bb4e' })
})

test('The saved result is a set', () => {
  assert.deepEqual(key('UID $'), { key: 'uid', set: '$' })
  assert.deepEqual(key('$'), { key: 'sequence', set: '$' })
})

test('Text in a literal is in the charset that is named', () => {
  const value = (text: string) => (key(text) as { value: string }).value
  assert.equal(value('CHARSET UTF-8 SUBJECT {6+}\r\nÉté!'), 'Été!')
  assert.equal(value('SUBJECT "Été"'), 'Été')
})

test('Latin text is read in its charset', async () => {
  const { decodeText } = await import('./charset.ts')
  assert.equal(decodeText(Buffer.from([0xc9, 0x74, 0xe9]), 'ISO-8859-1'), 'Été')
  assert.equal(decodeText(Buffer.from([0xc9, 0x74, 0xe9]), 'UTF-8'), undefined)
})

test('An unknown charset is answered with those we know', () => {
  assert.throws(
    () => search('SEARCH CHARSET KOI8-R SUBJECT x'),
    (error: BadCommand) => {
      assert.deepEqual(error.code, { code: 'BADCHARSET', charsets: ['US-ASCII', 'UTF-8', 'ISO-8859-1'] })
      return error.tag === 'a'
    },
  )
})

test('RETURN asks for the extended answer', () => {
  assert.deepEqual(search('UID SEARCH RETURN (MIN COUNT) ALL').returns, ['min', 'count'])
  assert.deepEqual(search('SEARCH RETURN () ALL').returns, ['all'])
  assert.equal(search('SEARCH ALL').returns, undefined)
})

test('RETURN may come before CHARSET', () => {
  const { returns, key } = search('SEARCH RETURN (SAVE) CHARSET UTF-8 TEXT x')
  assert.deepEqual([returns, key], [['save'], { key: 'text', field: 'text', value: 'x' }])
})

test('A window of the results may be asked from either end', () => {
  assert.deepEqual(search('SEARCH RETURN (PARTIAL 1:500) ALL').partial, { first: 1, last: 500 })
  assert.deepEqual(search('SEARCH RETURN (PARTIAL -1:-100) ALL').partial, { first: -1, last: -100 })
})

for (const wrong of [
  '',
  'FOO',
  'NOT',
  'OR SEEN',
  '(SEEN',
  'SEEN)',
  '()',
  'SINCE yesterday',
  'LARGER x',
  'UID x',
  'RETURN (PARTIAL 1:2 ALL) ALL',
]) {
  test(`SEARCH ${wrong || 'without keys'} is malformed`, () => {
    assert.throws(() => search(`SEARCH ${wrong}`), BadCommand)
  })
}

test('Nesting has an end', () => {
  assert.throws(() => key(`${'('.repeat(5000)}ALL${')'.repeat(5000)}`), /Nested too deep/)
  assert.throws(() => key(`${'NOT '.repeat(5000)}ALL`), /Nested too deep/)
})
