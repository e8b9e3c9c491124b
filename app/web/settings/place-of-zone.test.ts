import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeOf } from './place-of-zone.ts'

test('a time zone is called by its place', () => {
  assert.equal(placeOf('Europe/Paris'), 'Paris')
  assert.equal(placeOf('America/Argentina/Buenos_Aires'), 'Buenos Aires')
})

test('universal time has no place', () => {
  for (const timeZone of ['UTC', 'Etc/UTC', 'Etc/GMT']) assert.equal(placeOf(timeZone), null)
})
