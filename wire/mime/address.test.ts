import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { message } from '../../test/corpus/mime/corpus.ts'
import { run, seeds } from '../../test/fuzz/address.ts'
import { processorTime } from '../../test/processor.ts'
import { readAddresses, readAddressGroups } from './address.ts'
import { projectMessage } from './projection.ts'
import { writeAddress } from './write-header.ts'

function one(value: string) {
  const addresses = readAddresses(value)
  assert.equal(addresses.length, 1, JSON.stringify(addresses))
  return [addresses[0]!.name, addresses[0]!.email]
}

test('A name stands before its address, bare or quoted.', () => {
  assert.deepEqual(one('Élodie Durand <e@x.fr>'), ['Élodie Durand', 'e@x.fr'])
  assert.deepEqual(one('"Durand, \\"Élo\\"" <e@x.fr>'), ['Durand, "Élo"', 'e@x.fr'])
})

test('A name of which nothing is left is none.', () => {
  assert.deepEqual(one('\x7f <e@x.fr>'), [null, 'e@x.fr'])
  assert.deepEqual(one('=?utf-8?q?_?= <e@x.fr>'), [null, 'e@x.fr'])
})

test('A comment after an address is the name that is missing.', () => {
  assert.deepEqual(one('e@x.fr (Élodie (accueil))'), ['Élodie (accueil)', 'e@x.fr'])
})

test('Blanks, comments and routes of the obsolete syntax are read.', () => {
  assert.deepEqual(one('Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>'), [
    'Pete',
    'pete@silly.test',
  ])
  assert.deepEqual(one('john . doe @ example . com'), [null, 'john.doe@example.com'])
  assert.deepEqual(one('<@a.test,@b.test:jdoe@c.test>'), [null, 'jdoe@c.test'])
})

test('A quoted local part keeps its quotes where it needs them.', () => {
  assert.deepEqual(one('<"john doe"@x.fr>'), [null, '"john doe"@x.fr'])
  assert.deepEqual(one('<"john"@x.fr>'), [null, 'john@x.fr'])
})

test('A domain may be in brackets.', () => {
  assert.deepEqual(one('a@[IPv6:2001:db8::1]'), [null, 'a@[IPv6:2001:db8::1]'])
})

test('Groups keep their names and their order.', () => {
  assert.deepEqual(readAddressGroups('a@x, Élus: b@x, C <c@x>;, d@x, Personne:;'), [
    { name: null, addresses: [{ name: null, email: 'a@x' }] },
    {
      name: 'Élus',
      addresses: [
        { name: null, email: 'b@x' },
        { name: 'C', email: 'c@x' },
      ],
    },
    { name: null, addresses: [{ name: null, email: 'd@x' }] },
    { name: 'Personne', addresses: [] },
  ])
})

test('A comma inside an encoded-word divides nothing.', () => {
  assert.deepEqual(one('=?utf-8?Q?Durand,_=C3=89lodie?= <e@x.fr>'), ['Durand, Élodie', 'e@x.fr'])
})

test('An encoded name cannot smuggle in a second address.', () => {
  assert.deepEqual(one('=?utf-8?Q?=22a=22_=3Cevil=40x=2Ey=3E=2C?= <e@x.fr>'), ['"a" <evil@x.y>,', 'e@x.fr'])
})

test('What is no address yet comes back as it was written.', () => {
  assert.deepEqual(one('Élodie Dur'), [null, 'Élodie Dur'])
  assert.deepEqual(readAddresses(' , ;'), [])
})

test('Semicolons divide where the sender took them for commas.', () => {
  assert.deepEqual(
    readAddresses('a@x; b@y').map(({ email }) => email),
    ['a@x', 'b@y'],
  )
})

test('An open quote or angle loses no more than its own address.', () => {
  const emails = readAddresses('"open <a@x>, <b@x, c@x').map(({ email }) => email)
  assert.deepEqual(emails, ['a@x', 'b@x', 'c@x'])
})

test('Ten thousand recipients are all read.', () => {
  const { to } = projectMessage(message('many-recipients'))
  assert.equal(to?.length, 10_000)
  assert.deepEqual(to?.at(-1), { name: 'Agent n° 9999', email: 'agent9999@montauzan.example' })
})

test('Time grows with the length, whatever the header repeats.', () => {
  for (const word of ['a@b,', '<@a,', '(', '"', '<', '\\"', '@', 'x:', ' ']) {
    const taken = processorTime(() => {
      readAddressGroups(word.repeat(500_000 / word.length))
    })
    assert.ok(taken < 2000, word)
  }
})

test('Any name is read as it was written.', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .map(text => text.replace(/\s+/g, ' ').trim().normalize('NFC'))
  const email = fc.constantFrom('a@b.fr', 'x.y+z@sub.example.org', 'élodie@mairie.fr')
  fc.assert(
    fc.property(
      fc.array(fc.record({ name: name.filter(text => text !== ''), email }, { noNullPrototype: true }), {
        minLength: 1,
      }),
      list => {
        assert.deepEqual(readAddresses(list.map(writeAddress).join(', ')), list)
      },
    ),
  )
})

test('No header value breaks a reader.', () => {
  for (const seed of seeds) run(seed)
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...' <>@,;:()"\\=?[].a\n\0é') }), text =>
      run(Buffer.from(text)),
    ),
  )
})
