import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeAclResponse, writeListRights, writeMyRights } from './acl.ts'
import { written } from './written.ts'

test('An access control list names each identifier with its rights', () => {
  const entries = [
    ['claire@montauzan.fr', 'lrswipkxtecda'],
    ['le service', 'lr'],
  ] as const
  assert.equal(
    written(writer => writeAclResponse(writer, 'Été', entries)),
    '* ACL &AMk-t&AOk- claire@montauzan.fr lrswipkxtecda "le service" lr\r\n',
  )
})

test('No right at all is an empty text', () => {
  assert.equal(
    written(writer => writeMyRights(writer, 'INBOX', '')),
    '* MYRIGHTS INBOX ""\r\n',
  )
})

test('Rights that can be given are told one group after the other', () => {
  assert.equal(
    written(writer => writeListRights(writer, 'INBOX', 'paul', '', ['lr', 'te'])),
    '* LISTRIGHTS INBOX paul "" lr te\r\n',
  )
})
