import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeFlagsResponse, writeList, writeLsub, writeNamespaces, writeStatus } from './mailbox.ts'
import { writeQuota, writeQuotaRoot } from './quota.ts'
import { writeCapability, writeEnabled, writeIdResponse } from './server.ts'
import { written } from './written.ts'

test('A mailbox is listed with its attributes', () => {
  const sent = { name: 'Envoyés', delimiter: '/', attributes: ['\\HasNoChildren', '\\Sent'] as const }
  assert.equal(
    written(writer => writeList(writer, sent)),
    '* LIST (\\HasNoChildren \\Sent) "/" Envoy&AOk-s\r\n',
  )
  assert.equal(
    written(writer => writeList(writer, sent), true),
    '* LIST (\\HasNoChildren \\Sent) "/" "Envoyés"\r\n',
  )
})

test('A flat mailbox has no delimiter', () => {
  const entry = { name: 'INBOX', delimiter: null, attributes: [] }
  assert.equal(
    written(writer => writeLsub(writer, entry)),
    '* LSUB () NIL INBOX\r\n',
  )
})

test('A listed mailbox tells why, and its old name', () => {
  // RFC 9051 §6.3.9.8, its examples
  const foo = { name: 'Foo', delimiter: '/', attributes: [], childInfo: ['SUBSCRIBED'], oldName: 'Old Foo' }
  assert.equal(
    written(writer => writeList(writer, foo)),
    '* LIST () "/" Foo ("CHILDINFO" ("SUBSCRIBED") "OLDNAME" ("Old Foo"))\r\n',
  )
})

test('Namespaces without members are NIL', () => {
  const personal = [{ prefix: '', delimiter: '/' }]
  const others = [{ prefix: 'Été/', delimiter: '/' }]
  assert.equal(
    written(writer => writeNamespaces(writer, personal, others, [])),
    '* NAMESPACE (("" "/")) (("&AMk-t&AOk-/" "/")) NIL\r\n',
  )
})

test('A status has the items that were asked', () => {
  const values = { messages: 231, uidnext: 44292, appendlimit: null, mailboxid: 'F22' }
  assert.equal(
    written(writer => writeStatus(writer, 'a b', values)),
    '* STATUS "a b" (MESSAGES 231 UIDNEXT 44292 APPENDLIMIT NIL MAILBOXID (F22))\r\n',
  )
})

test('The flags of a mailbox are listed', () => {
  assert.equal(
    written(writer => writeFlagsResponse(writer, ['\\Seen', '$Junk'])),
    '* FLAGS (\\Seen $Junk)\r\n',
  )
})

test('A server tells what it can, and what is on', () => {
  assert.equal(
    written(writer => writeCapability(writer, ['IMAP4rev1', 'IDLE'])),
    '* CAPABILITY IMAP4rev1 IDLE\r\n',
  )
  assert.equal(
    written(writer => writeEnabled(writer, [])),
    '* ENABLED\r\n',
  )
})

test('A server tells who it is, or nothing', () => {
  const fields = [
    ['name', 'Bastide'],
    ['version', null],
  ] as const
  assert.equal(
    written(writer => writeIdResponse(writer, fields)),
    '* ID ("name" "Bastide" "version" NIL)\r\n',
  )
  assert.equal(
    written(writer => writeIdResponse(writer, [])),
    '* ID NIL\r\n',
  )
})

test('A quota is told by its root', () => {
  const storage = [{ name: 'STORAGE', usage: 10, limit: 512 }] as const
  assert.equal(
    written(writer => writeQuota(writer, '', storage)),
    '* QUOTA "" (STORAGE 10 512)\r\n',
  )
  assert.equal(
    written(writer => writeQuotaRoot(writer, 'INBOX', [''])),
    '* QUOTAROOT INBOX ""\r\n',
  )
})
