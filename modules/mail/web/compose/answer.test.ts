import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerTo, type Recipients } from './answer.ts'

const own = new Set(['claire@montauzan.fr', 'mairie@montauzan.fr'])
const at = (...names: string[]) => names.map(name => ({ name, email: `${name.toLowerCase()}@montauzan.fr` }))
const none = { from: null, sender: null, to: null, cc: null, replyTo: null }
const names = ({ to, cc }: Recipients) => [to.map(person => person.name), cc.map(person => person.name)]

test('an answer goes to who wrote', () => {
  const email = { ...none, from: at('Paul'), to: at('Claire', 'Jean') }
  assert.deepEqual(names(answerTo(email, 'reply', own)), [['Paul'], []])
})

test('an answer goes where the sender asks for it', () => {
  const email = { ...none, from: at('Paul'), replyTo: at('Service'), to: at('Claire') }
  assert.deepEqual(names(answerTo(email, 'reply', own)), [['Service'], []])
})

test('an answer to all leaves out oneself under every address, and names nobody twice', () => {
  const email = {
    ...none,
    from: at('Paul'),
    to: at('Claire', 'Jean', 'Paul'),
    cc: at('Mairie', 'Jean', 'Anne'),
  }
  assert.deepEqual(names(answerTo(email, 'replyAll', own)), [['Paul', 'Jean'], ['Anne']])
})

test('an answer to a letter of one’s own goes on to those it was written to', () => {
  const email = { ...none, from: at('Claire'), to: at('Paul'), cc: at('Anne') }
  assert.deepEqual(names(answerTo(email, 'reply', own)), [['Paul'], []])
  assert.deepEqual(names(answerTo(email, 'replyAll', own)), [['Paul'], ['Anne']])
})

test('who wrote to himself alone answers himself', () => {
  const email = { ...none, from: at('Claire'), to: at('Claire') }
  assert.deepEqual(names(answerTo(email, 'replyAll', own)), [['Claire'], []])
})
