import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meantFirst, stillMeant } from './meant.ts'

const people = [
  { name: 'Élise Paulin', address: 'elise@montauzan.fr' },
  { name: 'Paul Roux', address: 'paul@montauzan.fr', note: 'Voirie' },
  { name: 'Jean-Paul Petit', address: 'jean-paul@montauzan.fr' },
]

test('an answer to what was typed before shows only whom the text of now may mean', () => {
  assert.deepEqual(stillMeant(people, 'paul').length, 3)
  assert.deepEqual(stillMeant(people, 'elise PAU'), [people[0]])
  assert.deepEqual(stillMeant(people, 'voirie'), [people[1]])
  assert.deepEqual(stillMeant(people, 'paul@ailleurs.example'), [])
})

test('part of a name means the first who is found', () => {
  assert.equal(meantFirst(people, 'pau'), 0)
})

test('an address that is typed whole means whoever has it, and nobody else', () => {
  assert.equal(meantFirst(people, ' Paul@montauzan.fr'), 1)
  assert.equal(meantFirst(people, 'paul@montauzan.fr, '), 1)
  assert.equal(meantFirst(people, 'aul@montauzan.fr'), -1)
  assert.equal(meantFirst(people, 'paul@ailleurs.example'), -1)
})
