import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processorTime } from '../../test/processor.ts'
import { mailboxMatcher } from './mailbox-pattern.ts'

const CASES: readonly [pattern: string, name: string, matches: boolean][] = [
  ['*', 'a/b/c', true],
  ['*', '', true],
  ['%', 'a', true],
  ['%', 'a/b', false],
  ['%/%', 'a/b', true],
  ['a/%', 'a/b', true],
  ['a/%', 'a/b/c', false],
  ['a/*', 'a/b/c', true],
  ['a/*', 'a', false],
  ['a%', 'a', true],
  ['*c', 'a/b/c', true],
  ['%c', 'a/b/c', false],
  ['inbox', 'INBOX', true],
  ['a', 'A', false],
  ['', 'a', false],
  ['été/%', 'été/août', true],
  ['🏰*', '🏰/x', true],
  ['%%', 'ab', true],
  ['a*b*c', 'axxbyyc', true],
  ['a*b*c', 'axxbyy', false],
]

for (const [pattern, name, matches] of CASES) {
  test(`${pattern || 'An empty pattern'} ${matches ? 'names' : 'does not name'} ${name || 'the empty name'}`, () => {
    assert.equal(mailboxMatcher(pattern, '/')(name), matches)
  })
}

test('No pattern is slow', () => {
  const taken = processorTime(() => {
    for (const pattern of ['%*'.repeat(30_000), '*a'.repeat(30_000), '%'.repeat(60_000)]) {
      const isNamed = mailboxMatcher(`${pattern}b`, '/')
      for (let n = 0; n < 200; n++) assert.equal(isNamed('a'.repeat(100)), false)
    }
  })
  assert.ok(taken < 2_000)
})
