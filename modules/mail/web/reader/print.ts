import type { EmailAddress } from '../../../../lib/descriptor.ts'
import type { Language, Translate } from '../../../../web/i18n/index.ts'
import { formatWhenFull, writePerson } from '../../../../web/ui/index.ts'
import { escapeHtml } from '../../../../wire/mime/text-html.ts'
import type { ReadEmail } from './email.ts'
import { frameDocument } from './frame-document.ts'
import type { Rendered } from './rendered.ts'
import type { ReaderTexts } from './texts.ts'

/** Prints one message, headed by who wrote it to whom: from a frame of its own, where no script runs. */
export function printMessage(
  email: ReadEmail,
  { html, quotedHtml, isCut }: Rendered,
  language: Language,
  t: Translate<ReaderTexts>,
): void {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals')
  frame.style.cssText = 'position:fixed;width:0;height:0;border:0'
  frame.srcdoc = frameDocument(
    headOf(email, language, t) + (isCut ? noteOf(t('print.cut')) : '') + html + quotedHtml,
    { paper: 'theirs', isDark: false, font: '' },
    language,
  )
  frame.addEventListener('load', () => {
    const page = frame.contentWindow
    page?.addEventListener('afterprint', () => frame.remove())
    page?.print()
  })
  document.body.append(frame)
}

function headOf(email: ReadEmail, language: Language, t: Translate<ReaderTexts>): string {
  const rows: [string, string][] = [
    [t('details.from'), written(email.from)],
    [t('details.to'), written(email.to)],
    [t('details.cc'), written(email.cc)],
    [t('details.date'), formatWhenFull(new Date(email.sentAt ?? email.receivedAt), language)],
  ]
  const lines = rows
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `<div><b>${escapeHtml(label)}</b> ${escapeHtml(value)}</div>`)
  return `<h2>${escapeHtml(email.subject ?? t('subject.none'))}</h2>${lines.join('')}<hr>`
}

const noteOf = (text: string): string => `<p><i>${escapeHtml(text)}</i></p>`

const written = (people: readonly EmailAddress[] | null): string =>
  (people ?? []).map(({ name, email }) => writePerson({ name: name ?? '', address: email })).join(', ')
