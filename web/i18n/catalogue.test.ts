import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineCatalogue, translate } from './catalogue.ts'
import { collatorOf, formatNames } from './format.ts'
import { chooseLanguage } from './language.ts'

const texts = defineCatalogue('test-area', {
  fr: {
    hello: 'Bonjour',
    'file.saved': '{{name}} est enregistré dans {{place}}.',
    pages_one: '{{count}} page',
    pages_other: '{{count}} pages',
    far: '{{done}} sur {{total}}',
  },
  en: {
    hello: 'Hello',
    'file.saved': '{{name}} is saved in {{place}}.',
    pages_one: '{{count}} page',
    pages_other: '{{count}} pages',
    far: '{{done}} of {{total}}',
  },
})

test('a text is drawn in the language asked for', () => {
  assert.equal(translate(texts, 'fr')('hello'), 'Bonjour')
  assert.equal(translate(texts, 'en')('hello'), 'Hello')
})

test('values fill the slots of a wording and are not escaped twice', () => {
  const text = translate(texts, 'fr')('file.saved', { name: 'A & B', place: 'Fichiers' })
  assert.equal(text, 'A & B est enregistré dans Fichiers.')
})

test('zero is singular in French and plural in English', () => {
  assert.equal(translate(texts, 'fr')('pages', { count: 0 }), '0 page')
  assert.equal(translate(texts, 'en')('pages', { count: 0 }), '0 pages')
})

test('a million takes the common plural in French', () => {
  assert.equal(translate(texts, 'fr')('pages', { count: 1_000_000 }), '1\u202f000\u202f000 pages')
  assert.equal(translate(texts, 'en')('pages', { count: 1_000_000 }), '1,000,000 pages')
})

test('every number is as the language writes it, and what is no number stays as it is', () => {
  assert.equal(translate(texts, 'fr')('far', { done: 1_200, total: 45_000 }), '1\u202f200 sur 45\u202f000')
  assert.equal(translate(texts, 'en')('far', { done: 1_200, total: '45000' }), '1,200 of 45000')
})

test('the language is the preference, then the first of the browser that we speak, then French', () => {
  assert.equal(chooseLanguage('en', ['fr-FR']), 'en')
  assert.equal(chooseLanguage(null, ['de-DE', 'en-US', 'fr']), 'en')
  assert.equal(chooseLanguage(null, ['de-DE']), 'fr')
})

test('a missing slot value or an unknown key does not compile', () => {
  const t = translate(texts, 'fr')
  // @ts-expect-error the wording has a second slot
  const drawn = t('file.saved', { name: 'Plan' })
  assert.match(drawn, /^Plan/)
  // @ts-expect-error no such key
  assert.equal(t('nothing'), 'nothing')
})

test('names are sorted and joined as French does', () => {
  assert.deepEqual(['Zoé', 'Élise', 'anne'].sort(collatorOf('fr').compare), ['anne', 'Élise', 'Zoé'])
  assert.equal(formatNames(['Paul', 'Anne', 'Zoé'], 'fr'), 'Paul, Anne et Zoé')
})
