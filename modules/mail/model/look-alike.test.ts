import assert from 'node:assert/strict'
import { test } from 'node:test'
import { looksLike, namesOf } from './look-alike.ts'

test('a domain that a hurried reader takes for ours looks like it', () => {
  for (const name of [
    'montauzan.com',
    'montauzam.fr',
    'montauzna.fr',
    'rnontauzan.fr',
    'm0ntauzan.fr',
    'mont-auzan.fr',
    'montauzan-fr.example',
    'montauzan.fr.example.com',
  ])
    assert.equal(looksLike(name, 'montauzan.fr'), true, name)
})

test('our domain, what stands below it and what is only somewhat alike do not', () => {
  for (const name of ['montauzan.fr', 'lists.montauzan.fr', 'tourisme-montauban.fr', 'ville.fr', 'monde.fr'])
    assert.equal(looksLike(name, 'montauzan.fr'), false, name)
})

test('a short domain is only what looks the same', () => {
  assert.equal(looksLike('c1t.fr', 'cit.fr'), true)
  assert.equal(looksLike('cat.fr', 'cit.fr'), false)
})

test('letters of another script make the same word', () => {
  assert.equal(looksLike('m\u043entauzan.fr', 'montauzan.fr'), true)
})

test('a name is found in every order of its words, without accents and case', () => {
  assert.deepEqual(namesOf('C\u00e9line DUPR\u00c9'), ['celine dupre', 'dupre celine'])
  assert.deepEqual(namesOf('Jean'), [])
  assert.deepEqual(namesOf(null), [])
  assert.equal(namesOf('Anne de la Tour').length, 24)
})
