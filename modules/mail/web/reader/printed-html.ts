import type { EmailAddress } from '../../../../lib/descriptor.ts'
import type { Language, Translate } from '../../../../web/i18n/index.ts'
import { writePerson } from '../../../../web/ui/field/addresses.ts'
import { formatSize } from '../../../../web/ui/text/size.ts'
import { formatWhenFull } from '../../../../web/ui/text/when.ts'
import { escapeHtml } from '../../../../wire/mime/text-html.ts'
import { isShownElsewhere, type ReadEmail } from './email.ts'
import { nameOfPart } from './file-part.ts'
import type { Rendered } from './rendered.ts'
import type { ReaderTexts } from './texts.ts'

interface PrintedMessage {
  readonly email: ReadEmail
  readonly body: Pick<Rendered, 'html' | 'quotedHtml' | 'isCut'> | null
}

/** What stands on the paper. What a message quotes stands there once: where the messages before it are printed too, without it. */
export function printedHtml(
  messages: readonly PrintedMessage[],
  language: Language,
  t: Translate<ReaderTexts>,
): string {
  const sections = messages.map(({ email, body }, index) => {
    const text = body ? body.html + (index === 0 ? body.quotedHtml : '') : ''
    const note = body?.isCut ? `<p><i>${escapeHtml(t('print.cut'))}</i></p>` : ''
    return `<section>${headOf(email, language, t)}${note}<div>${text}</div></section>`
  })
  const subject = messages[0]?.email.subject?.trim() || t('subject.none')
  return `<h2>${escapeHtml(subject)}</h2><hr>${sections.join('<hr>')}`
}

function headOf(email: ReadEmail, language: Language, t: Translate<ReaderTexts>): string {
  const files = email.attachments
    .filter(part => !isShownElsewhere(part))
    .map(part => `${nameOfPart(part, t)} (${formatSize(part.size, language)})`)
  const rows: [string, string][] = [
    [t('details.from'), written(email.from)],
    [t('details.to'), written(email.to)],
    [t('details.cc'), written(email.cc)],
    [t('details.bcc'), written(email.bcc)],
    [t('details.date'), formatWhenFull(new Date(email.sentAt ?? email.receivedAt), language)],
    [t('files.label'), files.join(', ')],
  ]
  const lines = rows
    .filter(([, value]) => value !== '')
    .map(([label, value]) => `<div><b>${escapeHtml(label)}</b> ${escapeHtml(value)}</div>`)
  return `<div style="margin-bottom:18px;break-inside:avoid">${lines.join('')}</div>`
}

const written = (people: readonly EmailAddress[] | null): string =>
  (people ?? []).map(({ name, email }) => writePerson({ name: name ?? '', address: email })).join(', ')
