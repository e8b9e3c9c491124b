import assert from 'node:assert/strict'
import { test } from 'node:test'
import { message } from '../../test/corpus/mime/corpus.ts'
import { bodyParts, hasAttachment } from './body-lists.ts'
import { readBodyValue } from './body-value.ts'
import { findPart, type Part } from './part.ts'
import { previewOfText } from './preview.ts'
import { projectMessage } from './projection.ts'
import { readStructure } from './structure.ts'

function project(name: string) {
  return projectMessage(message(name))
}

function lists(structure: Part): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(bodyParts(structure)).map(([list, parts]: [string, Part[]]) => [
      list,
      parts.map(p => p.path),
    ]),
  )
}

/** A structure from its types alone. */
type Sketch = string | Multipart
interface Multipart {
  of: string
  parts: Sketch[]
}

function multipart(of: string, ...parts: Sketch[]): Multipart {
  return { of, parts }
}

function structureOf(sketch: Sketch): Part {
  const write = (node: Sketch, depth: number): string => {
    if (typeof node === 'string') return `Content-Type: ${node}\n\nx`
    const children = node.parts.map(part => `--b${depth}\n${write(part, depth + 1)}\n`)
    return `Content-Type: multipart/${node.of}; boundary=b${depth}\n\n${children.join('')}--b${depth}--`
  }
  return readStructure(Buffer.from(write(sketch, 0)))
}

test('All that a delivery stores is read at once.', () => {
  const { structure, text, ...rest } = project('list-auto-reply')
  assert.equal(structure.type, 'text/plain')
  assert.equal(text, 'Je suis absente.\n')
  assert.deepEqual(rest, {
    messageId: ['list-auto-reply@montauzan.example'],
    inReplyTo: ['c@d'],
    references: ['a@b', 'c@d'],
    sender: null,
    from: [{ name: 'Durand, Élodie', email: 'elodie.durand@montauzan.example' }],
    to: [{ name: null, email: 'accueil@montauzan.example' }],
    cc: null,
    bcc: null,
    replyTo: null,
    subject: '[Agents] RE: Absence',
    baseSubject: 'Absence',
    sentAt: '2026-02-03T09:30:00+01:00',
    sentEpoch: Date.UTC(2026, 1, 3, 8, 30),
    preview: 'Je suis absente.',
    hasAttachment: false,
    listId: 'agents.montauzan.example',
    autoSubmitted: 'auto-replied',
    isSigned: false,
    isEncrypted: false,
  })
})

test('Japanese mail is read in its subject and its text.', () => {
  const { subject, preview } = project('iso-2022-jp')
  assert.deepEqual([subject, preview], ['会議のお知らせ', '明日の会議について。'])
})

test('Raw 8-bit headers are read.', () => {
  const { from, subject, preview } = project('eight-bit-headers')
  assert.deepEqual(
    [from?.[0]?.name, subject, preview],
    ['Durand, Élodie', 'Déjà vu à la mairie', 'Ça marche.'],
  )
})

test('Nothing that is stored holds a NUL.', () => {
  const { subject, text } = project('nul-octets')
  assert.deepEqual([subject, text], ['ab', 'xy\n'])
})

test('A signature is no attachment, and is told.', () => {
  const { hasAttachment, isSigned, isEncrypted } = project('pgp-signed')
  assert.deepEqual(
    { hasAttachment, isSigned, isEncrypted },
    { hasAttachment: false, isSigned: true, isEncrypted: false },
  )
})

test('A winmail.dat stays an attachment.', () => {
  assert.ok(project('tnef').hasAttachment)
  assert.match(project('tnef').text, /winmail\.dat/)
})

test('An image that the HTML shows is no attachment.', () => {
  const structure = structureOf(multipart('related', 'text/html', 'image/png\nContent-ID: <a>'))
  assert.deepEqual(lists(structure), { textBody: ['1'], htmlBody: ['1'], attachments: ['2'] })
  assert.equal(hasAttachment(bodyParts(structure)), false)
  assert.equal(project('nested-multiparts').hasAttachment, true)
})

test('The preview of a newsletter leaves out what it hides.', () => {
  assert.equal(project('newsletter').preview, 'Les écoles rouvrent Lundi matin.')
})

test('The preview is what was written this time.', () => {
  assert.equal(
    previewOfText('Bonjour,\n\nD’accord.\n-- \nÉlodie\n\nLe 3 février, Paul <p@x.fr> a écrit :\n> Alors ?'),
    'Bonjour, D’accord.',
  )
  assert.equal(previewOfText('> only\n> quoted'), 'only quoted')
  assert.ok(previewOfText('mot '.repeat(200)).length <= 256)
})

test('Bodies and attachments are told apart as RFC 8621 does.', () => {
  const example: Sketch = multipart(
    'mixed',
    'text/plain',
    multipart(
      'mixed',
      multipart(
        'alternative',
        multipart('mixed', 'text/plain', 'image/jpeg', 'text/plain'),
        multipart('related', 'text/html', 'image/jpeg'),
      ),
    ),
    'image/jpeg\nContent-Disposition: attachment',
    'application/x-excel',
    'message/rfc822',
    'text/plain',
  )
  assert.deepEqual(lists(structureOf(example)), {
    textBody: ['1', '2.1.1.1', '2.1.1.2', '2.1.1.3', '6'],
    htmlBody: ['1', '2.1.2.1', '6'],
    attachments: ['2.1.1.2', '2.1.2.2', '3', '4', '5'],
  })
})

test('An alternative with one text alone shows it to everyone.', () => {
  assert.deepEqual(lists(structureOf(multipart('alternative', 'text/html'))), {
    textBody: ['1'],
    htmlBody: ['1'],
    attachments: [],
  })
})

test('A text with a name is an attachment, unless it comes first.', () => {
  const structure = structureOf(multipart('mixed', 'text/plain; name=a', 'text/plain; name=b'))
  assert.deepEqual(lists(structure), { textBody: ['1'], htmlBody: ['1'], attachments: ['2'] })
})

test('A body is cut at a whole character, and outside of a tag.', () => {
  const read = (type: string, text: string, maxBytes: number) => {
    const bytes = Buffer.from(`Content-Type: ${type}; charset=utf-8\n\n${text}`)
    return readBodyValue(bytes, readStructure(bytes), { maxBytes })
  }
  assert.deepEqual(read('text/plain', 'aéb', 2), { value: 'a', isEncodingProblem: false, isTruncated: true })
  assert.equal(read('text/html', '<p>a<a href="x">', 10).value, '<p>a')
  assert.equal(read('text/html', 'a&eacute;b', 5).value, 'a')
  assert.deepEqual(read('text/plain', 'a\r\nb', 0), {
    value: 'a\nb',
    isEncodingProblem: false,
    isTruncated: false,
  })
})

test('Every part of the nested message reads as it was written.', () => {
  const bytes = message('nested-multiparts')
  const structure = readStructure(bytes)
  const value = (path: string) => readBodyValue(bytes, findPart(structure, path)!).value
  assert.equal(value('1.1.1'), "Bonjour à tous,\nl'ordre du jour est joint.")
  assert.equal(value('1.1.2'), '<p>Bonjour à tous,</p><img src="cid:logo@montauzan.example">')
})
