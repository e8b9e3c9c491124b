import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { processorTime } from '../../test/processor.ts'
import { decodeUtf7, encodeUtf7, readMailboxName, writeMailboxName } from './mailbox-name.ts'

test('The examples of RFC 3501 are read', () => {
  assert.equal(decodeUtf7('~peter/mail/&U,BTFw-/&ZeVnLIqe-'), '~peter/mail/台北/日本語')
  assert.equal(decodeUtf7('&Jjo-!'), '☺!')
})

test('French names are written as other clients write them', () => {
  assert.equal(encodeUtf7('Éléments envoyés'), '&AMk-l&AOk-ments envoy&AOk-s')
  assert.equal(encodeUtf7('R&D'), 'R&-D')
})

test('A letter beyond the first plane is a pair', () => {
  assert.equal(decodeUtf7(encodeUtf7('🏰')), '🏰')
})

for (const wrong of ['&', 'a&b', '&Jjo', '&Jjo!-', '&AGE-', '&2AA-', '&U,BTFw-&ZeVnLIqe-', '&A-', 'tab\t']) {
  test(`${JSON.stringify(wrong)} is not modified UTF-7`, () => assert.equal(decodeUtf7(wrong), undefined))
}

test('8-bit text is taken as it stands', () => assert.equal(readMailboxName('Été', false), 'Été'))

test('A name of nothing but shifts is refused at once', () => {
  const taken = processorTime(() => {
    assert.equal(decodeUtf7('&'.repeat(60_000)), undefined)
  })
  assert.ok(taken < 200)
})

test('INBOX has one spelling', () => assert.equal(readMailboxName('inBox', false), 'INBOX'))

test('A mailbox below INBOX keeps its spelling', () =>
  assert.equal(readMailboxName('inbox/a', false), 'inbox/a'))

test('In UTF-8 an ampersand is an ampersand', () => assert.equal(readMailboxName('R&D', true), 'R&D'))

test('Decomposed letters are composed', () => assert.equal(readMailboxName('E\u0301te\u0301', true), 'Été'))

test('Every name survives both spellings', () => {
  const names = fc.string({ unit: 'binary' }).map(name => name.normalize('NFC'))
  fc.assert(
    fc.property(names, fc.boolean(), (name, utf8) => {
      fc.pre(!/^inbox$/i.test(name))
      assert.equal(readMailboxName(writeMailboxName(name, utf8), utf8), name)
    }),
  )
})
