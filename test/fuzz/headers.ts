import assert from 'node:assert/strict'
import { Malformed } from '../../lib/errors.ts'
import { decodeEncodedWords } from '../../wire/mime/encoded-words.ts'
import { isHeaderForm, readHeaderAs, readHeaders } from '../../wire/mime/headers.ts'
import { readServerId } from '../../wire/smtp/authentication-results.ts'
import { readDeliveryStatus } from '../../wire/smtp/delivery-status.ts'
import { readReceived } from '../../wire/smtp/received.ts'
import { within } from './engine/patience.ts'

export const name = 'headers'

/** A header is slow when all that is read out of it takes longer. */
const MAX_MILLISECONDS = 2_000
const FORMS = ['asRaw', 'asText', 'asAddresses', 'asGroupedAddresses', 'asMessageIds', 'asDate', 'asURLs']

export const seeds: Buffer[] = [
  'Received: from relay.example (relay.example [192.0.2.7])\r\n\tby mx.example with ESMTPS id 42\r\n\tfor <a@b.example>; Tue, 3 Feb 2026 09:30:00 +0100\r\n',
  'Subject: =?ISO-2022-JP?B?GyRCJUYlOSVIGyhC?= =?utf-8?q?=C3=A9t=C3=A9?=\r\n =?windows-1252?Q?=80_?=\r\n',
  'From: "Durand, \\"Élo\\"" <elo@montauzan.example>\r\nTo: A: b@c.example, D <d@e.example>;, undisclosed: ;\r\n',
  'Authentication-Results: mx.example 1; spf=pass smtp.mailfrom=a@b.example; dkim=fail (bad (nested)) header.d=b.example\r\n',
  'List-Unsubscribe: <mailto:off@list.example?subject=x>,\r\n <https://list.example/off>\r\nMessage-ID: <"a b"@[IPv6:::1]>\r\n',
  'Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 <a>\r\n',
].map(text => Buffer.from(text))

/** The fields of a header, and each of them in every form: no throw, nothing beyond the bytes. */
export function run(input: Buffer): void {
  within(MAX_MILLISECONDS, input, () => readHeader(input))
}

function readHeader(input: Buffer): void {
  const fields = readHeaders(input, { headerStart: 0, headerEnd: input.length })
  const octets = fields.reduce((sum, field) => sum + field.name.length + field.value.length, 0)
  assert.ok(octets <= input.length, `${octets} octets of ${input.length}`)
  for (const { value } of fields) readAll(value)
  readAll(input.toString('utf8'))
}

function readAll(value: string): void {
  for (const form of FORMS) if (isHeaderForm(form)) readHeaderAs(value, form)
  decodeEncodedWords(value)
  readReceived(value)
  readServerId(value)
  try {
    readDeliveryStatus(value)
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
  }
}
