import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchRoute, routeTo } from './route.ts'

test('a pattern names the parts of a path', () => {
  assert.deepEqual(matchRoute('/mail/:mailbox/:thread', '/mail/m1/t12'), { mailbox: 'm1', thread: 't12' })
})

test('a part that may be absent is absent', () => {
  assert.deepEqual(matchRoute('/mail/:mailbox/:thread?', '/mail/m1'), { mailbox: 'm1' })
})

test('a longer path is another one, unless the pattern is open', () => {
  assert.equal(matchRoute('/notes/:note', '/notes/n1/history'), null)
  assert.deepEqual(matchRoute('/notes/*', '/notes/n1/history'), {})
})

test('a pattern that starts like another path does not match it', () => {
  assert.equal(matchRoute('/mail/*', '/mailing/m1'), null)
})

test('what is put into a route comes out of it', () => {
  const path = routeTo('/mail', 'a/b é', null, '100 %')
  assert.deepEqual(matchRoute('/mail/:first/:second', path), { first: 'a/b é', second: '100 %' })
})

test('a broken escape is taken as written', () => {
  assert.deepEqual(matchRoute('/find/:text', '/find/100%'), { text: '100%' })
})
