import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALL, type NoteRef, type Place, readNotesAddress, writeNotesAddress } from './address.ts'

const own: NoteRef = { accountId: null, id: 'n42' }
const theirs: NoteRef = { accountId: 'a3', id: 'n42' }
const places: readonly Place[] = [
  ALL,
  { kind: 'pinned' },
  { kind: 'shared' },
  { kind: 'label', label: 'à relire / 100 %' },
]

test('what is written into an address is read out of it', () => {
  for (const place of places)
    for (const note of [null, own, theirs])
      assert.deepEqual(readNotesAddress(writeNotesAddress(place, note)), { place, note })
})

test('a note alone is the deep link that people send', () => {
  assert.equal(writeNotesAddress(ALL, own), '/notes/n42')
})

test('a search is kept beside the place', () => {
  assert.equal(writeNotesAddress(ALL, null, 'toit & tuiles'), '/notes?q=toit+%26+tuiles')
})
