import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filterOfSearch, readDay } from './filter.ts'
import { readSearch, writeSearch } from './language.ts'

const filterOf = (text: string) =>
  filterOfSearch(readSearch(text), name => (name === 'Projets' ? 'm7' : null))

test('words alone are looked for everywhere', () => {
  assert.deepEqual(filterOf('  marché  halle '), { text: 'marché halle' })
})

test('an empty question asks nothing', () => {
  assert.equal(filterOf('   '), null)
})

test('operators are understood in both languages', () => {
  assert.deepEqual(filterOf('de:paul'), filterOf('from:paul'))
  assert.deepEqual(filterOf('à:"Anne Martin"'), { to: 'Anne Martin' })
  assert.deepEqual(filterOf('objet:devis'), filterOf('subject:devis'))
  assert.deepEqual(filterOf('a:pj'), filterOf('has:attachment'))
  assert.deepEqual(filterOf('fichier:devis'), { attachmentName: 'devis' })
  assert.deepEqual(filterOf('filename:devis'), filterOf('fichier:devis'))
})

test('à without its accent still means the recipient', () => {
  assert.deepEqual(filterOf('a:anne'), { to: 'anne' })
})

test('several terms must all hold', () => {
  assert.deepEqual(filterOf('halle de:paul est:non-lu'), {
    operator: 'AND',
    conditions: [{ text: 'halle' }, { from: 'paul' }, { notKeyword: '$seen' }],
  })
})

test('a word with a minus must not stand there', () => {
  assert.deepEqual(filterOf('-spam'), { operator: 'NOT', conditions: [{ text: 'spam' }] })
})

test('a phrase keeps its quotes', () => {
  assert.deepEqual(filterOf('"appel d’offres"'), { text: '"appel d’offres"' })
})

test('an unknown operator is a word like another', () => {
  assert.deepEqual(filterOf('réf:2026-17'), { text: 'réf:2026-17' })
})

test('a folder is found by its name, and one that does not exist narrows nothing', () => {
  assert.deepEqual(filterOf('dossier:Projets'), { inMailbox: 'm7' })
  assert.equal(filterOf('dossier:Nulle'), null)
})

test('dates are read as the French and as machines write them', () => {
  assert.equal(readDay('24/11/2026'), readDay('2026-11-24'))
  assert.equal(readDay('2026'), readDay('1/1/2026'))
  assert.equal(readDay('31/02/2026'), null)
  assert.equal(readDay('demain'), null)
})

test('what was read is written back', () => {
  const text =
    'halle de:paul à:"Anne Martin" fichier:devis.pdf a:pj est:non-lu avant:2026-12-01 -spam "appel d’offres"'
  assert.equal(writeSearch(readSearch(text), 'fr'), text)
})

test('a question is written in the language of the screen', () => {
  assert.equal(writeSearch(readSearch('de:paul a:pj'), 'en'), 'from:paul has:attachment')
})
