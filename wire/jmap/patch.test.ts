import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Malformed } from '../../lib/errors.ts'
import { applyPatch, invertPatch, mergePatches, pointerOf } from './patch.ts'

const email = { id: 'e1', subject: 'Budget', keywords: { $seen: true }, mailboxIds: { m1: true } }

test('a patch sets whole properties and members of them', () => {
  assert.deepEqual(applyPatch(email, { subject: 'Budget 2027', 'keywords/$flagged': true }), {
    ...email,
    subject: 'Budget 2027',
    keywords: { $seen: true, $flagged: true },
  })
})

test('null removes a member, and that a member is absent already is no error', () => {
  assert.deepEqual(applyPatch(email, { 'keywords/$seen': null, 'keywords/$draft': null }).keywords, {})
})

test('null puts the default in a property that has one', () => {
  const patched = applyPatch(email, { subject: null }, name => (name === 'subject' ? '' : undefined))
  assert.equal(patched.subject, '')
})

test('null removes a property that has no default', () => {
  assert.equal('subject' in applyPatch<Record<string, unknown>>(email, { subject: null }), false)
})

test('the patched record leaves the first one as it was', () => {
  const before = structuredClone(email)
  applyPatch(email, { 'keywords/$seen': null })
  assert.deepEqual(email, before)
})

test('a pointer unescapes ~1 and ~0', () => {
  const pointer = pointerOf('keywords', 'a/b~c')
  assert.equal(pointer, 'keywords/a~1b~0c')
  assert.deepEqual(applyPatch(email, { [pointer]: true }).keywords, { $seen: true, 'a/b~c': true })
})

test('a member named __proto__ is a member like any other', () => {
  const patched = applyPatch(email, { 'keywords/__proto__': true })
  assert.deepEqual(Object.keys(patched.keywords), ['$seen', '__proto__'])
})

for (const [why, patch] of [
  ['goes inside a list', { 'list/0': 1 }],
  ['goes inside what is missing', { 'headers/x': 1 }],
  ['goes inside a text', { 'subject/x': 1 }],
  ['stands inside another pointer', { keywords: {}, 'keywords/$seen': true }],
] as const)
  test(`a pointer that ${why} is malformed`, () => {
    assert.throws(() => applyPatch({ ...email, list: [1] }, patch), Malformed)
  })

const word = fc.constantFrom('$seen', '$flagged', 'a/b', '~')
const patches = fc.oneof(
  fc.dictionary(
    word.map(w => pointerOf('keywords', w)),
    fc.constantFrom(true, null),
  ),
  fc.record({ keywords: fc.dictionary(word, fc.constant(true)) }),
  fc.record({ subject: fc.string() }),
)

test('the inverse of a patch brings the record back', () => {
  fc.assert(
    fc.property(patches, patch => {
      assert.deepEqual(applyPatch(applyPatch(email, patch), invertPatch(email, patch)), email)
    }),
  )
})

test('a merged patch does what its two parts do one after the other', () => {
  fc.assert(
    fc.property(patches, patches, (first, second) => {
      assert.deepEqual(
        applyPatch(email, mergePatches(first, second)),
        applyPatch(applyPatch(email, first), second),
      )
    }),
  )
})
