import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flagOfKeyword, isFlag, keywordOfFlag, readFlagList, readFlags, writeFlagList } from './flag.ts'
import { BadCommand } from './malformed.ts'
import { Reader } from './reader.ts'

const list = (text: string) => readFlagList(new Reader({ pieces: [text] }))

test('System flags come in their own letter case', () => {
  assert.deepEqual(list('(\\seen \\ANSWERED)'), ['\\Seen', '\\Answered'])
})

test('Keywords keep theirs', () => assert.deepEqual(list('($Forwarded junk)'), ['$Forwarded', 'junk']))

test('Flags may stand without parentheses', () => {
  assert.deepEqual(readFlags(new Reader({ pieces: ['\\Seen \\Deleted'] })), ['\\Seen', '\\Deleted'])
})

test('An empty list has no flags', () => assert.deepEqual(list('()'), []))

test('A star is no flag of a client', () => assert.throws(() => list('(\\*)'), BadCommand))

test('A keyword of strange letters is no flag', () => {
  assert.deepEqual(['$Label1', '\\Seen', 'a b', 'é', 'x(', '', 'a]'].filter(isFlag), ['$Label1', '\\Seen'])
})

test('Flags are written in parentheses', () => assert.equal(writeFlagList(['\\Seen', '$x']), '(\\Seen $x)'))

test('Keywords of JMAP and flags say the same', () => {
  assert.equal(keywordOfFlag('\\Seen'), '$seen')
  assert.equal(keywordOfFlag('$Forwarded'), '$forwarded')
  assert.equal(keywordOfFlag('\\Deleted'), undefined)
  assert.equal(flagOfKeyword('$flagged'), '\\Flagged')
  assert.equal(flagOfKeyword('$forwarded'), '$forwarded')
})
