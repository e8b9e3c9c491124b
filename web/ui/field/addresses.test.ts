import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAddress, readPeople, writePerson } from './addresses.ts'

test('many addresses pasted in any of the usual shapes are read', () => {
  const pasted = 'claire@montauzan.fr; Marc L. <marc@montauzan.fr>,\n"Dupont, Jean" <jean@montauzan.fr>\n'
  assert.deepEqual(readPeople(pasted), [
    { name: '', address: 'claire@montauzan.fr' },
    { name: 'Marc L.', address: 'marc@montauzan.fr' },
    { name: 'Dupont, Jean', address: 'jean@montauzan.fr' },
  ])
})

test('what is not an address is kept, so that the person can mend it', () => {
  assert.deepEqual(readPeople('claire@'), [{ name: '', address: 'claire@' }])
  assert.equal(isAddress('claire@'), false)
  assert.equal(isAddress('claire@montauzan.fr'), true)
})

test('a person is written so that it reads back', () => {
  for (const name of ['', 'Marc', 'Dupont, Jean', 'Le "Grand" <x>']) {
    const person = { name, address: 'a@b.fr' }
    assert.deepEqual(readPeople(writePerson(person)), [person])
  }
})
