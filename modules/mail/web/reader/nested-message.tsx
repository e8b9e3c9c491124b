import { type ReactNode, useEffect, useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { ErrorState, formatWhenFull, SkeletonText, useDelayed } from '../../../../web/ui/index.ts'
import { textToHtml } from '../../../../wire/mime/text-html.ts'
import { type Email, type EmailBodyPart, MAIL } from '../../types.ts'
import { BodyFrame } from './body-frame.tsx'
import { cleanHtml } from './clean-html.ts'
import { nameOf } from './email.ts'
import type { FilePart } from './file-part.ts'
import styles from './files.module.css'
import { readerTexts } from './texts.ts'

const properties = [
  'from',
  'to',
  'subject',
  'sentAt',
  'textBody',
  'htmlBody',
  'bodyValues',
  'attachments',
] as const
type Parsed = Pick<Email, (typeof properties)[number]>

/** Draws the files of the message inside. */
export type InnerFiles = (message: {
  blobId: string
  subject: string | null
  parts: readonly EmailBodyPart[]
}) => ReactNode

type Props = { accountId: string; part: FilePart; inner: InnerFiles }

/** A message inside a message. */
export function NestedMessage({ accountId, part, inner }: Props) {
  const t = useT(readerTexts)
  const language = useLanguage()
  const parsed = useParsed(accountId, part.blobId)
  const isLate = useDelayed(parsed === null)
  if (parsed === 'failed') return <ErrorState>{t('file.failed')}</ErrorState>
  if (parsed === null) return isLate ? <SkeletonText lines={8} /> : null
  const people = (parsed.to ?? []).map(nameOf).join(', ')
  return (
    <article className={styles.nested}>
      <h3>{parsed.subject?.trim() || t('subject.none')}</h3>
      <p>
        <b>{(parsed.from ?? []).map(nameOf).join(', ')}</b> {people && t('to.line', { names: people })}
        {parsed.sentAt && ` · ${formatWhenFull(new Date(parsed.sentAt), language)}`}
      </p>
      <BodyFrame title={parsed.subject ?? t('message')} html={htmlOf(parsed)} accountId={accountId} />
      {inner({ blobId: part.blobId, subject: parsed.subject, parts: parsed.attachments })}
    </article>
  )
}

function htmlOf({ htmlBody, bodyValues }: Parsed): string {
  return htmlBody
    .map(({ partId, type }) => {
      const value = bodyValues[partId ?? '']?.value ?? ''
      return type === 'text/html' ? cleanHtml(value) : textToHtml(value)
    })
    .join('<hr>')
}

function useParsed(accountId: string, blobId: string): Parsed | 'failed' | null {
  const client = useClient()
  const [parsed, setParsed] = useState<Parsed | 'failed' | null>(null)
  useEffect(() => {
    let isOver = false
    const args = { accountId, blobIds: [blobId], properties, fetchHTMLBodyValues: true }
    client.ask([MAIL], [['Email/parse', args, 'p']]).then(
      answers => {
        const { parsed } = answers.read('p', 'Email/parse') as { parsed: Record<string, Parsed> | null }
        if (!isOver) setParsed(parsed?.[blobId] ?? 'failed')
      },
      () => isOver || setParsed('failed'),
    )
    return () => {
      isOver = true
    }
  }, [client, accountId, blobId])
  return parsed
}
