import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processorTime } from '../../test/processor.ts'
import { readQuoted, readQuotedPath } from './path.ts'

test('a quoted local part keeps its quotes where it needs them, and no escape that it does not', () => {
  assert.equal(readQuoted('"a b"'), '"a b"')
  assert.equal(readQuoted('"anna.roux"'), 'anna.roux')
  assert.equal(readQuoted('"a\\b"'), 'ab')
  assert.equal(readQuoted('"a\\"b\\\\c"'), '"a\\"b\\\\c"')
  assert.equal(readQuoted('"a@b"'), '"a@b"')
  assert.equal(readQuoted('"élodie dupré"'), '"élodie dupré"')
})

test('what is no quoted string is none', () => {
  for (const wrong of ['""', 'anna', '"a', '"a"b"', '"a\r\nb"', '"a\0b"', '"a\u2028b"', '"a\\'])
    assert.equal(readQuoted(wrong), null, wrong)
})

test('a path is read around what is quoted, a route before it left out', () => {
  assert.deepEqual(readQuotedPath('MAIL FROM:<"a b"@example.org> SIZE=10'), {
    before: 'MAIL FROM:<',
    local: '"a b"',
    after: '@example.org> SIZE=10',
  })
  assert.equal(readQuotedPath('RCPT TO: <@relay.example:"a>b"@example.org>')?.local, '"a>b"')
  for (const wrong of [
    'MAIL FROM:<a@example.org>',
    'MAIL FROM:<"a b"@>',
    'MAIL FROM:<"a b">',
    'MAIL FROM:"a b"@x.org',
    'RCPT TO:<"a"b@x.org>',
  ])
    assert.equal(readQuotedPath(wrong), null, wrong)
})

test('however long and strange, it is read in no time', () => {
  const taken = processorTime(() => {
    readQuotedPath(`MAIL FROM:<"${'\\"'.repeat(50_000)}`)
    readQuotedPath(`MAIL FROM:<${'@a,'.repeat(50_000)}"`)
    readQuoted(`"${'é\\'.repeat(50_000)}`)
  })
  assert.ok(taken < 1000)
})
