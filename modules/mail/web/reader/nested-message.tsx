import { type ReactNode, useEffect, useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { ErrorState, formatWhenFull, SkeletonText, useDelayed } from '../../../../web/ui/index.ts'
import { readArray, readObject } from '../../../../wire/jmap/json.ts'
import { BASTIDE_MAIL, type Email, type EmailBodyPart, MAIL } from '../../types.ts'
import { BodyText } from './body-text.tsx'
import { nameOf } from './email.ts'
import type { FilePart } from './file-part.ts'
import styles from './files.module.css'
import { type Rendered, readRendered } from './rendered.ts'
import { readerTexts } from './texts.ts'

const properties = ['from', 'to', 'subject', 'sentAt', 'attachments'] as const
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
  const [remote, setRemote] = useState(false)
  const nested = useNested(accountId, part.blobId, remote)
  const isLate = useDelayed(nested === null)
  if (nested === 'failed') return <ErrorState>{t('file.failed')}</ErrorState>
  if (nested === null) return isLate ? <SkeletonText lines={8} /> : null
  const { parsed, body } = nested
  const people = (parsed.to ?? []).map(nameOf).join(', ')
  return (
    <article className={styles.nested}>
      <h3>{parsed.subject?.trim() || t('subject.none')}</h3>
      <p>
        <b>{(parsed.from ?? []).map(nameOf).join(', ')}</b> {people && t('to.line', { names: people })}
        {parsed.sentAt && ` · ${formatWhenFull(new Date(parsed.sentAt), language)}`}
      </p>
      <BodyText
        accountId={accountId}
        title={parsed.subject ?? t('message')}
        body={body}
        whole={{ ...parsed, blobId: part.blobId }}
        remote={remote}
        onRemote={() => setRemote(true)}
      />
      {inner({ blobId: part.blobId, subject: parsed.subject, parts: parsed.attachments })}
    </article>
  )
}

interface Nested {
  readonly parsed: Parsed
  readonly body: Rendered
}

/** Its head and files, and its text as the server cleaned it. */
function useNested(accountId: string, blobId: string, remoteImages: boolean): Nested | 'failed' | null {
  const client = useClient()
  const [nested, setNested] = useState<Nested | 'failed' | null>(null)
  useEffect(() => {
    let isOver = false
    const blobIds = [blobId]
    client
      .ask(
        [MAIL, BASTIDE_MAIL],
        [
          ['Email/parse', { accountId, blobIds, properties }, 'p'],
          ['Email/render', { accountId, blobIds, remoteImages }, 'r'],
        ],
      )
      .then(answers => {
        const { parsed } = answers.read('p', 'Email/parse') as { parsed: Record<string, Parsed> | null }
        const [body] = readArray(answers.read('r', 'Email/render')['list'], 'list')
        const found = parsed?.[blobId]
        if (isOver) return
        setNested(found && body ? { parsed: found, body: readRendered(readObject(body, 'list')) } : 'failed')
      })
      .catch(() => isOver || setNested('failed'))
    return () => {
      isOver = true
    }
  }, [client, accountId, blobId, remoteImages])
  return nested
}
