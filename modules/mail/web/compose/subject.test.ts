import assert from 'node:assert/strict'
import { test } from 'node:test'
import { prefixed } from './subject.ts'

test('a prefix stands once, whatever the others wrote', () => {
  assert.equal(prefixed('Re:', 'Toiture'), 'Re: Toiture')
  assert.equal(prefixed('Re:', 'RE: Re[2]: Toiture'), 'Re: Toiture')
  assert.equal(prefixed('TR:', 'Re : TR: AW: Toiture'), 'TR: Toiture')
})

test('a word that only begins alike is kept', () => {
  assert.equal(prefixed('Re:', 'Refus : permis 12'), 'Re: Refus : permis 12')
  assert.equal(prefixed('Re:', 'Reste : 3 jours'), 'Re: Reste : 3 jours')
})
