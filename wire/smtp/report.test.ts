import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Malformed } from '../../lib/errors.ts'
import { projectMessage } from '../mime/projection.ts'
import { type DeliveryStatus, readDeliveryStatus, writeDeliveryStatus } from './delivery-status.ts'
import { writeReport } from './report.ts'
import { readXtext, writeXtext } from './xtext.ts'

const status: DeliveryStatus = {
  reportingMta: 'mx.montauzan.example',
  envelopeId: 'QQ=314159 é',
  arrivedAt: '2026-02-03T09:30:00Z',
  recipients: [
    {
      recipient: 'nobody@example.org',
      original: 'rfc822;no+body@example.org',
      action: 'failed',
      status: '5.1.1',
      remoteMta: 'mx.example.org',
      diagnostic: '550 5.1.1 No such user; sorry',
      attemptedAt: '2026-02-03T09:31:00Z',
      retryUntil: null,
    },
    {
      recipient: 'élodie@example.org',
      original: null,
      action: 'delayed',
      status: '4.4.1',
      remoteMta: null,
      diagnostic: null,
      attemptedAt: null,
      retryUntil: '2026-02-08T09:30:00Z',
    },
  ],
}

test('a delivery status is read back as it was written', () => {
  assert.deepEqual(readDeliveryStatus(writeDeliveryStatus(status)), status)
})

test('a report of another server is read, folded and in its own order', () => {
  const text =
    'Reporting-MTA:dns;example.net\n\nAction: Failed\nFinal-Recipient: RFC822;a@example.net\nStatus: 5.2.2 (full)\n' +
    'Diagnostic-Code: smtp;552 the mailbox\n  is full\n'
  const read = readDeliveryStatus(text)
  assert.equal(read.reportingMta, 'example.net')
  assert.deepEqual(
    read.recipients.map(({ recipient, action, status, diagnostic }) => [
      recipient,
      action,
      status,
      diagnostic,
    ]),
    [['a@example.net', 'failed', '5.2.2', '552 the mailbox  is full']],
  )
})

test('a report that does not name its server is malformed', () => {
  assert.throws(() => readDeliveryStatus('Arrival-Date: yesterday\r\n'), Malformed)
})

test('every text survives xtext, in characters that a parameter may hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      assert.match(writeXtext(text), /^[!-*,-<>-~]*(?:\+[0-9A-F]{2}[!-*,-<>-~]*)*$/)
      assert.equal(readXtext(writeXtext(text)), text.toWellFormed())
    }),
  )
})

test('a report is a message of three parts, in the thread of what it is about', () => {
  const bytes = writeReport({
    from: { name: 'Montauzan', email: 'postmaster@montauzan.example' },
    to: 'anna@montauzan.example',
    subject: 'Non remis : déjeuner',
    text: 'Votre message n’a pas été remis.\n',
    status,
    original: { kind: 'header', bytes: Buffer.from('Subject: lunch\r\nMessage-ID: <a@b>\r\n') },
    messageId: 'report@montauzan.example',
    inReplyTo: 'a@b',
    at: '2026-02-03T09:31:00Z',
    boundary: 'k3j2h1',
  })
  const message = projectMessage(bytes)
  assert.deepEqual(message.inReplyTo, ['a@b'])
  assert.equal(message.subject, 'Non remis : déjeuner')
  assert.match(bytes.toString(), /^Auto-Submitted: auto-replied\r$/m)
  const parts = bytes.toString().split('--=_k3j2h1')
  assert.deepEqual(readDeliveryStatus(parts[2]!.split('\r\n\r\n').slice(1).join('\r\n\r\n')), status)
  assert.match(parts[3]!, /text\/rfc822-headers.+Subject: lunch/s)
})
