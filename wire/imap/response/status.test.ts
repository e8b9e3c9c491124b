import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ResponseCode } from './code.ts'
import { writeContinuation, writeTagged, writeUntagged } from './status.ts'
import { written } from './written.ts'

const withCode = (code: ResponseCode) => written(writer => writeTagged(writer, 'a', 'OK', 'Done', code))

test('A command ends with its tag', () => {
  assert.equal(
    written(writer => writeTagged(writer, 'a1', 'NO', 'No such mailbox', 'TRYCREATE')),
    'a1 NO [TRYCREATE] No such mailbox\r\n',
  )
})

test('A greeting and a farewell have no tag', () => {
  assert.equal(
    written(writer => writeUntagged(writer, 'BYE', 'Too long idle')),
    '* BYE Too long idle\r\n',
  )
})

test('A continuation may be empty, and keeps its space', () => {
  assert.equal(
    written(writer => writeContinuation(writer, '')),
    '+ \r\n',
  )
})

test('A text cannot begin a second response', () => {
  assert.equal(
    written(writer => writeTagged(writer, 'a', 'BAD', 'x\r\n* BYE')),
    'a BAD x * BYE\r\n',
  )
})

test('A text is never empty', () => {
  assert.equal(
    written(writer => writeTagged(writer, 'a', 'OK', '')),
    'a OK -\r\n',
  )
})

const CODES: readonly [ResponseCode, string][] = [
  ['READ-WRITE', '[READ-WRITE]'],
  [{ code: 'UIDVALIDITY', value: 3857529045 }, '[UIDVALIDITY 3857529045]'],
  [{ code: 'HIGHESTMODSEQ', value: 715194045007 }, '[HIGHESTMODSEQ 715194045007]'],
  [{ code: 'APPENDUID', uidValidity: 38505, uids: [3955] }, '[APPENDUID 38505 3955]'],
  [{ code: 'APPENDUID', uidValidity: 38505, uids: [1, 2, 3] }, '[APPENDUID 38505 1:3]'],
  [{ code: 'PERMANENTFLAGS', flags: ['\\Seen', '\\*'] }, '[PERMANENTFLAGS (\\Seen \\*)]'],
  [{ code: 'CAPABILITY', capabilities: ['IMAP4rev1', 'IDLE'] }, '[CAPABILITY IMAP4rev1 IDLE]'],
  [{ code: 'BADCHARSET', charsets: ['US-ASCII', 'UTF-8'] }, '[BADCHARSET (US-ASCII UTF-8)]'],
  [{ code: 'MODIFIED', numbers: [7, 9] }, '[MODIFIED 7,9]'],
  [{ code: 'MAILBOXID', id: 'F2212ea87' }, '[MAILBOXID (F2212ea87)]'],
]

for (const [code, text] of CODES) {
  test(`The code ${text} stands before the text`, () => assert.equal(withCode(code), `a OK ${text} Done\r\n`))
}

test('Copied UIDs are told pair by pair', () => {
  // RFC 4315 §3, its example
  const uids: [number, number][] = [
    [304, 3956],
    [319, 3957],
    [320, 3958],
  ]
  assert.equal(
    withCode({ code: 'COPYUID', uidValidity: 38505, uids }),
    'a OK [COPYUID 38505 304,319:320 3956:3958] Done\r\n',
  )
})

test('Pairs out of order stay pairs', () => {
  const uids: [number, number][] = [
    [9, 1],
    [3, 2],
  ]
  assert.equal(withCode({ code: 'COPYUID', uidValidity: 1, uids }), 'a OK [COPYUID 1 3,9 2,1] Done\r\n')
})
