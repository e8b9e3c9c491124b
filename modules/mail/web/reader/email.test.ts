import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EmailBodyPart } from '../../types.ts'
import { isShownElsewhere, protectionOf } from './email.ts'

const part = (type: string, name: string | null = null): EmailBodyPart => ({
  partId: null,
  blobId: 'b1',
  size: 1,
  name,
  type,
  charset: null,
  disposition: 'attachment',
  cid: null,
  language: null,
  location: null,
})

test('what protects a message is known by its parts', () => {
  assert.equal(
    protectionOf({ attachments: [part('application/pkcs7-mime', 'smime.p7m'), part('text/plain')] }),
    'S/MIME',
  )
  assert.equal(
    protectionOf({ attachments: [part('application/pgp-encrypted'), part('application/octet-stream')] }),
    'OpenPGP',
  )
  assert.equal(
    protectionOf({ attachments: [part('application/pdf'), part('application/pkcs7-signature')] }),
    null,
  )
})

test('signatures are no files to look at', () => {
  for (const type of [
    'application/pkcs7-signature',
    'application/pgp-signature',
    'application/pgp-encrypted',
  ])
    assert.ok(isShownElsewhere(part(type, 'x')))
  assert.ok(!isShownElsewhere(part('application/pkcs7-mime', 'smime.p7m')))
})
