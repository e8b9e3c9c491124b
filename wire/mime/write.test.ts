import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bodyParts } from './body-lists.ts'
import { readBodyValue } from './body-value.ts'
import type { Draft, DraftHeaders, DraftPart } from './draft.ts'
import { readHeaderAs, readHeaders } from './headers.ts'
import { type Part, walkParts } from './part.ts'
import { projectMessage } from './projection.ts'
import { readStructure } from './structure.ts'
import { decodePart } from './transfer.ts'
import { writeMessage } from './write.ts'
import { writeHeaders } from './write-header.ts'

const headers: DraftHeaders = {
  from: [{ name: 'Élodie Durand', email: 'elodie@montauzan.example' }],
  to: [{ name: null, email: 'paul@montauzan.example' }],
  subject: 'Conseil',
  messageId: ['1@montauzan.example'],
  sentAt: '2026-02-03T09:30:00+01:00',
}

async function write(draft: Partial<Draft>): Promise<{ bytes: Buffer; structure: Part }> {
  const bytes = await writeMessage({ headers, boundary: 'k3v9', ...draft })
  return { bytes, structure: readStructure(bytes) }
}

async function typesOf(draft: Partial<Draft>): Promise<string[]> {
  const { structure } = await write(draft)
  return [...walkParts(structure)].map(part => part.type)
}

const image: DraftPart = { type: 'image/png', cid: 'logo@x', bytes: Buffer.from('png') }
const report: DraftPart = { type: 'application/pdf', name: 'a.pdf', bytes: Buffer.from('pdf') }

test('A message has the structure that its content needs, and no more.', async () => {
  assert.deepEqual(await typesOf({ textBody: 'a' }), ['text/plain'])
  assert.deepEqual(await typesOf({ textBody: 'a', attachments: [report] }), [
    'multipart/mixed',
    'text/plain',
    'application/pdf',
  ])
  assert.deepEqual(await typesOf({ textBody: 'a', htmlBody: 'b', attachments: [image, report] }), [
    'multipart/mixed',
    'multipart/alternative',
    'text/plain',
    'multipart/related',
    'text/html',
    'image/png',
    'application/pdf',
  ])
})

test('What is written is read the same.', async () => {
  const { bytes } = await write({ textBody: 'Bonjour', htmlBody: '<p>Bonjour', attachments: [report] })
  const { from, to, subject, sentAt, messageId, hasAttachment, preview } = projectMessage(bytes)
  assert.deepEqual({ from, to, subject, sentAt, messageId }, headers)
  assert.deepEqual({ hasAttachment, preview }, { hasAttachment: true, preview: 'Bonjour' })
})

const unicode = fc.string({ unit: 'grapheme', maxLength: 120 }).map(text =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .normalize('NFC')
    .trim(),
)

test('Any subject is read as it was written.', () => {
  fc.assert(
    fc.property(unicode, subject => {
      const bytes = Buffer.from(writeHeaders({ subject }))
      const [field] = readHeaders(bytes, readStructure(bytes))
      assert.equal(readHeaderAs(field!.value, 'asText'), subject)
    }),
  )
})

test('Any filename is read as it was written.', async () => {
  await fc.assert(
    fc.asyncProperty(
      unicode.filter(text => text !== ''),
      async name => {
        const { structure } = await write({ bodyStructure: { ...report, name } })
        assert.equal(structure.filename, name)
        assert.equal(structure.parameters['name'], name)
      },
    ),
  )
})

test('Any text is read as it was written.', async () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'é', '漢', ' ', '\n', '.', 'From ', '=', 'x'.repeat(300)),
    maxLength: 60,
  })
  await fc.assert(
    fc.asyncProperty(text, async textBody => {
      const { bytes, structure } = await write({ textBody })
      assert.equal(readBodyValue(bytes, structure).value, textBody)
    }),
  )
})

test('No line is too long, and none is bare.', async () => {
  const to = Array.from({ length: 500 }, (_, i) => ({
    name: `Agent n° ${i}`,
    email: `agent${i}@montauzan.example`,
  }))
  const { bytes } = await write({
    headers: { ...headers, to, subject: 'x'.repeat(2000) },
    textBody: 'y'.repeat(5000),
  })
  const lines = bytes.toString().split('\r\n')
  assert.ok(lines.every(line => line.length <= 998 && !/[\r\n]/.test(line)))
  assert.equal(projectMessage(bytes).to?.length, 500)
})

test('No header value can begin a field of its own.', () => {
  const attack = 'a\r\nBcc: x@evil.example\r\n\r\nbody'
  const written = writeHeaders({
    subject: attack,
    from: [{ name: attack, email: 'a@b\r\nBcc: x@evil.example' }],
    messageId: [attack],
    'header:X-Raw': attack,
    'header:X-List:asURLs': [attack],
  })
  const names = written
    .split('\r\n')
    .filter(line => /^[^ ]/.test(line))
    .map(line => line.split(':')[0])
  assert.deepEqual(names, ['Subject', 'From', 'Message-ID', 'X-Raw', 'X-List'])
})

test('A header property that is none is refused.', () => {
  for (const property of [
    'colour',
    'header:',
    'header:A B:asText',
    'header:X:asPoem',
    'header:X:asText:some',
  ]) {
    assert.throws(() => writeHeaders({ [property]: 'x' }), { name: 'Malformed' }, property)
  }
})

test('Groups and repeated fields are written.', () => {
  assert.equal(
    writeHeaders({
      'header:To:asGroupedAddresses': [{ name: 'Élus', addresses: [{ name: 'A', email: 'a@b' }] }],
      'header:X-A:asText:all': ['1', '2'],
    }),
    'To: =?UTF-8?B?w4lsdXM=?=: A <a@b>;\r\nX-A: 1\r\nX-A: 2\r\n',
  )
})

test('An attachment comes as a stream, cut anywhere.', async () => {
  const content = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 256))
  async function* open() {
    for (let at = 0; at < content.length; at += 7) yield content.subarray(at, at + 7)
  }
  const { bytes, structure } = await write({ textBody: 'a', attachments: [{ type: 'a/b', name: 'c', open }] })
  assert.deepEqual(decodePart(bytes, bodyParts(structure).attachments[0]!), content)
})

test('A forwarded message is not encoded.', async () => {
  const inner = Buffer.from('Subject: é\r\n\r\nbody\r\n')
  const { bytes, structure } = await write({
    textBody: 'a',
    attachments: [{ type: 'message/rfc822', bytes: inner }],
  })
  const part = structure.parts![1]!
  assert.equal(part.envelope?.subject, 'é')
  assert.deepEqual([structure.encoding, part.encoding], ['8bit', '8bit'])
  assert.ok(bytes.includes(inner))
})

test('Message ids longer than a line leave the header whole.', () => {
  const ids = ['a', 'b', 'c'].map(letter => `${letter.repeat(90)}@exemple.example`)
  const written = writeHeaders({ references: ids, subject: 'after' })
  assert.ok(!written.includes('\r\n\r\n'))
  const fields = readHeaders(Buffer.from(written), { headerStart: 0, headerEnd: written.length })
  assert.deepEqual(readHeaderAs(fields[0]!.value, 'asMessageIds'), ids)
  assert.equal(fields[1]?.name, 'Subject')
})
