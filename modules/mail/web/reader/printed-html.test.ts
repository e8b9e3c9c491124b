import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EmailBodyPart } from '../../types.ts'
import type { ReadEmail } from './email.ts'
import { printedHtml } from './printed-html.ts'

const t = ((key: string) => key) as Parameters<typeof printedHtml>[2]
const part = (name: string, change: Partial<EmailBodyPart> = {}) =>
  ({
    name,
    size: 2048,
    type: 'application/pdf',
    cid: null,
    disposition: 'attachment',
    ...change,
  }) as EmailBodyPart

const email = (change: Partial<ReadEmail>) =>
  ({
    subject: 'Devis <urgent>',
    from: [{ name: 'Paul Ailleurs', email: 'paul@ailleurs.example' }],
    to: [{ name: null, email: 'claire@montauzan.fr' }],
    cc: null,
    bcc: null,
    sentAt: '2026-11-29T08:05:00Z',
    receivedAt: '2026-11-29T08:05:00Z',
    attachments: [],
    ...change,
  }) as ReadEmail

test('a message is printed under its subject, its addresses and the names of its files', () => {
  const attachments = [
    part('plan <A>.pdf'),
    part('logo.png', { type: 'image/png', cid: 'l', disposition: 'inline' }),
  ]
  const bcc = [{ name: null, email: 'maire@montauzan.fr' }]
  const page = printedHtml(
    [
      {
        email: email({ attachments, bcc }),
        body: { html: '<p>Voici.</p>', quotedHtml: '<p>Hier</p>', isCut: false },
      },
    ],
    'fr',
    t,
  )
  assert.match(page, /Devis &lt;urgent&gt;/)
  assert.match(page, /Paul Ailleurs &lt;paul@ailleurs\.example&gt;/)
  assert.match(page, /<b>details\.bcc<\/b> maire@montauzan\.fr/)
  assert.match(page, /<b>files\.label<\/b> plan &lt;A&gt;\.pdf \(2\s*ko\)</)
  assert.doesNotMatch(page, /details\.cc/)
  assert.match(page, /<p>Voici\.<\/p><p>Hier<\/p>/)
  assert.doesNotMatch(page, /print\.cut/)
})

test('in a conversation what is quoted of a message before is not printed twice', () => {
  const page = printedHtml(
    [
      { email: email({}), body: { html: '<p>Un</p>', quotedHtml: '<p>Avant tout</p>', isCut: true } },
      { email: email({}), body: { html: '<p>Deux</p>', quotedHtml: '<p>Un, cité</p>', isCut: false } },
      { email: email({}), body: null },
    ],
    'fr',
    t,
  )
  assert.match(page, /Avant tout/)
  assert.match(page, /Deux/)
  assert.doesNotMatch(page, /cité/)
  assert.equal(page.match(/Devis/g)?.length, 1)
  assert.equal(page.match(/print\.cut/g)?.length, 1)
})
