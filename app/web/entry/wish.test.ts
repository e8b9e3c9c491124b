import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultsOf, proposeAddress, type Wish } from './wish.ts'

const good: Wish = {
  organisation: 'Ville de Montauzan',
  domain: 'montauzan.fr',
  name: 'Claire Lafont',
  address: 'claire.lafont@montauzan.fr',
  password: 'halle canal beffroi',
  language: 'fr',
}

test('a wish that is whole has no fault', () => {
  assert.deepEqual([...faultsOf(good)], [])
})

for (const [field, value] of [
  ['organisation', ' '],
  ['domain', 'montauzan'],
  ['domain', 'ville de montauzan.fr'],
  ['name', ''],
  ['address', 'claire.lafont@ailleurs.fr'],
  ['password', 'halle'],
  ['password', 'claire lafont'],
] as const)
  test(`the fault of « ${value} » stands beside the ${field}`, () => {
    const wish = { ...good, [field]: value }
    assert.ok(faultsOf(wish).has(field))
  })

test('an address is proposed without accents and spaces', () => {
  assert.equal(proposeAddress('Éléonore d’Aubigné ', 'Mairie.fr'), 'eleonore.d.aubigne@mairie.fr')
})

test('nothing is proposed before there is a name and a domain', () => {
  assert.equal(proposeAddress('Claire', ''), '')
  assert.equal(proposeAddress('  ', 'mairie.fr'), '')
})
