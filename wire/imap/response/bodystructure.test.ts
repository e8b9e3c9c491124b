import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readEnvelope } from '../../mime/envelope.ts'
import { imapBody } from '../../mime/imap-body.ts'
import { projectMessage } from '../../mime/projection.ts'
import { section } from '../../mime/section.ts'
import { Reader } from '../reader.ts'
import { readSection } from '../section.ts'
import { writeBody } from './bodystructure.ts'
import { writeEnvelope } from './envelope.ts'
import { written } from './written.ts'

const MESSAGE = Buffer.from(
  [
    'From: Marie <marie@montauzan.fr>',
    'To: Elus: paul@montauzan.fr;',
    'Subject: =?utf-8?q?=C3=89lus?=',
    'Content-Type: multipart/mixed; boundary=x',
    '',
    '--x',
    '',
    'Bonjour',
    '--x',
    'Content-Type: message/rfc822',
    '',
    'Subject: inside',
    '',
    'Salut',
    '--x--',
    '',
  ].join('\r\n'),
)

const { structure } = projectMessage(MESSAGE)

test('The structure that MIME tells is the one that is written', () => {
  const text = written(writer => writeBody(writer, imapBody(structure)))
  assert.match(text, /^\(\("text" "plain" .* 7 1?\d?\)\("message" "rfc822" .*"inside".*\) "mixed"\)$/)
})

test('The envelope that MIME reads is the one that is written', () => {
  const envelope = readEnvelope(MESSAGE, structure.headerStart, structure.headerEnd)
  const marie = '(("Marie" NIL "marie" "montauzan.fr"))'
  assert.equal(
    written(writer => writeEnvelope(writer, envelope)),
    `(NIL "=?utf-8?q?=C3=89lus?=" ${marie} ${marie} ${marie} ` +
      '((NIL NIL "Elus" NIL)(NIL NIL "paul" "montauzan.fr")(NIL NIL NIL NIL)) NIL NIL NIL NIL)',
  )
})

test('A section that a client names is one that MIME finds', () => {
  const named = (text: string) =>
    section(MESSAGE, structure, readSection(new Reader({ pieces: [text] })))?.toString()
  assert.equal(named('[1]'), 'Bonjour')
  assert.equal(named('[2.HEADER]'), 'Subject: inside\r\n\r\n')
  assert.equal(named('[HEADER.FIELDS (to)]'), 'To: Elus: paul@montauzan.fr;\r\n\r\n')
  assert.equal(named('[7]'), undefined)
})
