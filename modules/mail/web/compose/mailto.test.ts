import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMailto } from './mailto.ts'

const addresses = (people: readonly { address: string }[] = []) => people.map(person => person.address)

test('a link names people, a subject and a text', () => {
  const start = readMailto(
    'mailto:a@x.fr,b@x.fr?cc=c@x.fr&subject=D%C3%A9jeuner&body=Bonjour,%0D%0Aoui%20%26%20non',
  )
  assert.deepEqual(addresses(start.to), ['a@x.fr', 'b@x.fr'])
  assert.deepEqual(addresses(start.cc), ['c@x.fr'])
  assert.equal(start.subject, 'Déjeuner')
  assert.equal(start.body, 'Bonjour,\noui & non')
})

test('a plus sign is no space', () => {
  assert.deepEqual(addresses(readMailto('mailto:paul+ville@x.fr').to), ['paul+ville@x.fr'])
})

test('people may stand in the query as well', () => {
  assert.deepEqual(addresses(readMailto('mailto:?to=a@x.fr&TO=b@x.fr').to), ['a@x.fr', 'b@x.fr'])
})

test('a broken escape is taken as written, and a line end in the subject is none', () => {
  assert.equal(readMailto('mailto:a@x.fr?subject=100%').subject, '100%')
  assert.equal(readMailto('mailto:a@x.fr?subject=a%0Ab').subject, 'a b')
})
