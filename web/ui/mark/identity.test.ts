import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hueOf, initialsOf } from './identity.ts'

test('initials are of the two first words that tell something', () => {
  assert.equal(initialsOf('Service Patrimoine'), 'SP')
  assert.equal(initialsOf('Direction des sports'), 'DS')
  assert.equal(initialsOf('École Jean-Moulin'), 'ÉJ')
  assert.equal(initialsOf('Marc L.'), 'ML')
  assert.equal(initialsOf('Ateliers d’hiver'), 'AH')
  assert.equal(initialsOf('Madonna'), 'MA')
})

test('without a name the address gives them', () => {
  assert.equal(initialsOf('', 'claire.l@montauzan.fr'), 'CL')
  assert.equal(initialsOf('', ''), '?')
})

test('signs and emoji around a name do not become initials', () => {
  assert.equal(initialsOf('« Mairie » (accueil)'), 'MA')
  assert.equal(initialsOf('🎄 Comité'), 'CO')
})

test('the colour of an address does not depend on its case', () => {
  assert.equal(hueOf('Claire@Montauzan.fr'), hueOf('claire@montauzan.fr '))
})

test('addresses of one domain are spread over the colours', () => {
  const people = Array.from({ length: 200 }, (_, index) => hueOf(`p${index}@montauzan.fr`))
  assert.equal(new Set(people).size, 12)
})
