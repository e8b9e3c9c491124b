import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sanitizeMailHtml } from './html.ts'
import { splitQuotedHtml } from './quoted-html.ts'
import { splitQuotedText } from './quoted-text.ts'

const HISTORIES = {
  Gmail:
    '<div class="gmail_quote"><div class="gmail_attr">Le 3 mai, X a écrit&nbsp;:<br></div><blockquote>old</blockquote></div>',
  Thunderbird:
    '<div class="moz-cite-prefix">Le 3 mai, X a écrit&nbsp;:</div><blockquote type="cite">old</blockquote>',
  'Apple Mail': '<blockquote type="cite"><div>On 3 May, X wrote:</div>old</blockquote>',
  'Outlook on the web': '<hr><div id="divRplyFwdMsg"><b>De :</b> X</div><div>old</div>'.slice('<hr>'.length),
  'Outlook on the desktop':
    '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3pt"><b>De :</b> X</div><p>old</p>',
  'a plain one': '<p>On 3 May, <a href="mailto:x@y.z">X</a> wrote:</p><blockquote>old</blockquote>',
  'a forwarded one': '<p>-----Message d&#39;origine-----</p><p>old</p>',
}

test('The history of every common mailer is folded.', () => {
  for (const [mailer, history] of Object.entries(HISTORIES)) {
    const { fresh, quoted } = splitQuotedHtml(`<div><p>Merci</p>${history}</div>`)
    assert.match(fresh, /^<div><p>Merci<\/p>(?:<p>)?(?:<\/p>)?<\/div>$/, mailer)
    assert.match(quoted, /^<div>.*old/, mailer)
  }
})

test('It is still found once the HTML has been made harmless.', () => {
  for (const mailer of ['Gmail', 'Thunderbird', 'Apple Mail', 'Outlook on the web', 'a plain one'] as const) {
    const { html } = sanitizeMailHtml(`<p>Merci</p>${HISTORIES[mailer]}`, {
      cid: () => null,
      remoteImage: 'blocked',
    })
    assert.match(splitQuotedHtml(html).quoted, /old/, mailer)
  }
})

test('An answer below the quote is never folded away.', () => {
  const html = `${HISTORIES.Thunderbird}<p>Oui, je suis bien d'accord.</p>`
  assert.deepEqual(splitQuotedHtml(html), { fresh: html, quoted: '' })
})

test('A quotation that nothing introduces is part of the text.', () => {
  const html = '<p>Victor Hugo :</p><blockquote>Demain, dès l’aube</blockquote>'
  assert.equal(splitQuotedHtml(html).quoted, '')
})

test('The history of a plain text is folded from its introduction.', () => {
  const introductions = [
    'Le mar. 3 févr. 2026 à 09:30, Paul <p@x.fr> a écrit :\n> old',
    'Le mar. 3 févr. 2026 à 09:30, Paul Dupont de la Ville <p@x.fr> a\nécrit :\n\n> old',
    'On Tue, Feb 3, 2026 at 9:30 AM Paul <p@x.fr> wrote:\n\nold',
    '-----Message d’origine-----\nDe : Paul\nold',
    'De : Paul <p@x.fr>\nEnvoyé : mardi 3 février 2026\nÀ : Élodie\nObjet : x\n\nold',
    '> old\n> older',
  ]
  for (const quoted of introductions) {
    assert.deepEqual(splitQuotedText(`Merci.\n\n${quoted}`), { fresh: 'Merci.', quoted }, quoted)
  }
})

test('Answers between quoted lines keep everything in sight.', () => {
  const text = '> question\nréponse\n> autre\nréponse'
  assert.deepEqual(splitQuotedText(text), { fresh: text, quoted: '' })
})
