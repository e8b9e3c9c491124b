import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readLetter } from './letter.ts'
import { silenceOf, writeVacationReply } from './reply.ts'

const letter = (...fields: string[]) => readLetter(Buffer.from(`${fields.join('\r\n')}\r\n\r\nBonjour\r\n`))
const OWN = new Set(['claire@montauzan.fr'])
const silence = (...fields: string[]) =>
  silenceOf(letter('To: Claire <claire@montauzan.fr>', ...fields), 'paul@exemple.example', OWN)

test('a person who writes to us is answered', () => assert.equal(silence('Subject: a'), null))

test('machines, lists and answers are not', () => {
  assert.equal(silence('Auto-Submitted: auto-generated'), 'automatic')
  assert.equal(silence('Auto-Submitted: no'), null)
  assert.equal(silence('X-Auto-Response-Suppress: OOF'), 'automatic')
  assert.equal(silence('List-Id: <a.example>'), 'list')
  assert.equal(silence('Precedence: bulk'), 'list')
})

test('nor is what comes from nobody, from a role, from ourselves, or was not written to us', () => {
  const mine = letter('To: claire@montauzan.fr')
  assert.equal(silenceOf(mine, '', OWN), 'noSender')
  assert.equal(silenceOf(mine, 'owner-list@exemple.example', OWN), 'automatic')
  assert.equal(silenceOf(mine, 'no-reply@exemple.example', OWN), 'automatic')
  assert.equal(silenceOf(mine, 'Claire@Montauzan.fr', OWN), 'ourselves')
  assert.equal(silenceOf(letter('To: all@montauzan.fr'), 'paul@exemple.example', OWN), 'notAddressed')
})

const WISH = {
  kind: 'vacation',
  seconds: 0,
  subject: null,
  from: null,
  addresses: [],
  isMime: false,
  handle: '',
  reason: 'Je suis absente.',
} as const
const FACTS = {
  to: 'paul@exemple.example',
  from: { name: 'Claire', email: 'claire@montauzan.fr' },
  messageId: 'n@m',
  at: '2026-11-28T12:00:00Z',
}

test('the answer names what it answers, and says that a machine gave it', () => {
  const asked = letter(
    'From: "Paul R." <paul@exemple.example>',
    'Subject: =?utf-8?Q?=C3=89t=C3=A9?=',
    'Message-ID: <b@c>',
    'References: <a@c>',
  )
  const answer = writeVacationReply(asked, WISH, FACTS).toString()
  for (const line of [
    'From: Claire <claire@montauzan.fr>',
    'To: "Paul R." <paul@exemple.example>',
    'Subject: =?UTF-8?B?QXV0bzogw4l0w6k=?=',
    'In-Reply-To: <b@c>',
    'Auto-Submitted: auto-replied (vacation)',
    'Je suis absente.',
  ])
    assert.ok(answer.includes(`${line}\r\n`), `${line}\n\n${answer}`)
  assert.match(answer, /References: <a@c>\r\n <b@c>/)
})

test('a long subject is cut, and says so', () => {
  const asked = letter('From: paul@exemple.example', `Subject: ${'été '.repeat(100)}`)
  const subject = readLetter(writeVacationReply(asked, WISH, FACTS)).fields.find(
    one => one.name === 'Subject',
  )?.text
  assert.deepEqual([subject?.length, subject?.slice(0, 9), subject?.at(-1)], [256, 'Auto: été', '…'])
})
