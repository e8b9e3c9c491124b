import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refuseWeak } from './strength.ts'

const whose = { name: 'Solange Maurel', address: 'solange.maurel@montauzan.fr' }

for (const weak of [
  'court',
  'aaaaaaaaaaaa',
  '1234567890',
  'Password2024!',
  'motdepasse99',
  'Solange-Maurel-1',
  'solange.maurel@montauzan.fr',
])
  test(`« ${weak} » is too weak`, () => {
    assert.throws(() => refuseWeak(weak, whose), {
      code: 'invalidProperties',
      details: { properties: ['password'] },
    })
  })

for (const good of ['jean-place-de-la-halle', 'les tuiles du foirail', '48201973650184726391', 'Xq7!rLp2#w'])
  test(`« ${good} » will do`, () => {
    assert.doesNotThrow(() => refuseWeak(good, whose))
  })
