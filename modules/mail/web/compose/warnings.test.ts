import assert from 'node:assert/strict'
import { test } from 'node:test'
import { warningsOf } from './warnings.ts'

const letter = { subject: 'Devis', text: '', files: 0, isAnswered: false }

test('a letter that speaks of a file has one', () => {
  for (const text of [
    'Vous trouverez ci-joint le devis.',
    'voir la pièce jointe',
    'Je vous joins le plan',
    'see attached',
  ])
    assert.deepEqual(warningsOf({ ...letter, text }), ['attachment'], text)
  assert.deepEqual(warningsOf({ ...letter, text: 'ci-joint', files: 1 }), [])
})

test('words that only sound alike are left alone', () => {
  assert.deepEqual(
    warningsOf({ ...letter, text: 'La voirie disjoint les lots ; je suis attaché à cela.' }),
    [],
  )
})

test('what was answered meanwhile is said first', () => {
  assert.deepEqual(warningsOf({ ...letter, text: 'ci-joint', isAnswered: true }), ['answered', 'attachment'])
})

test('a letter has a subject', () => {
  assert.deepEqual(warningsOf({ ...letter, subject: ' ' }), ['subject'])
})
