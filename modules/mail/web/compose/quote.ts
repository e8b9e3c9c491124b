import type { Language, Translate } from '../../../../web/i18n/index.ts'
import { formatDate } from '../../../../web/ui/text/when.ts'
import { escapeHtml } from '../../../../wire/mime/text-html.ts'
import type { ReadEmail } from '../reader/email.ts'
import type { ComposeTexts } from './texts.ts'

// The classes are those by which readers, ours among them, know what to fold.

/** « Le 24 novembre 2026 à 10:42, Paul Faure a écrit : », and what he wrote. */
export function quoteOf(
  email: ReadEmail,
  html: string,
  language: Language,
  t: Translate<ComposeTexts>,
): string {
  const [writer] = email.from ?? []
  const intro = t('quote.intro', { date: dateOf(email, language), name: writer?.name || writer?.email || '' })
  return `<div class="reply-intro">${escapeHtml(intro)}</div><blockquote type="cite">${html}</blockquote>`
}

/** The heading of a message that is passed on, and the message. */
export function forwardOf(
  email: ReadEmail,
  html: string,
  language: Language,
  t: Translate<ComposeTexts>,
): string {
  const rows: readonly [string, string][] = [
    [t('quote.from'), written(email.from)],
    [t('quote.date'), dateOf(email, language)],
    [t('quote.subject'), email.subject ?? ''],
    [t('quote.to'), written(email.to)],
    [t('quote.cc'), written(email.cc)],
  ]
  const head = rows
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `<b>${escapeHtml(label)}</b> ${escapeHtml(value)}`)
  const title = escapeHtml(t('quote.forwarded'))
  return `<div class="moz-forward-container"><p>-------- ${title} --------<br>${head.join('<br>')}</p>${html}</div>`
}

const written = (people: ReadEmail['from']): string =>
  (people ?? []).map(({ name, email }) => (name ? `${name} <${email}>` : email)).join(', ')

const dateOf = (email: ReadEmail, language: Language): string =>
  formatDate(new Date(email.sentAt ?? email.receivedAt), language, { dateStyle: 'long', timeStyle: 'short' })
