import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearEmail } from './near.ts'

const email = {
  subject: 'Inscription à l’atelier de reliure',
  preview: 'Il reste huit places.',
  from: [{ name: 'Médiathèque municipale', email: 'mediatheque@montauzan.fr' }],
  to: [{ name: null, email: 'claire@montauzan.fr' }],
}
const finds = (name: string, operand: unknown): boolean => nearEmail[name]!(email, operand)

test('what is kept of an email is searched without accents and case, each word wherever it stands', () => {
  assert.ok(finds('text', 'PLACES médiatheque'))
  assert.ok(finds('text', 'relIure claire@montauzan'))
  assert.ok(!finds('text', 'places gratuites'))
  assert.ok(finds('from', 'mediatheque'))
  assert.ok(!finds('from', 'claire'))
  assert.ok(finds('to', 'claire'))
  assert.ok(finds('subject', 'atelier'))
  assert.ok(!finds('subject', 'places'))
  assert.ok(finds('body', 'places'))
})

test('quoted words stand together', () => {
  assert.ok(finds('text', '"huit places"'))
  assert.ok(!finds('text', '"places huit"'))
})

test('what asks nothing finds nothing, and what is not known is not found', () => {
  assert.ok(!finds('text', '  '))
  assert.ok(!nearEmail['text']!({}, 'reliure'))
})
