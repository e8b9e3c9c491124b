import { IconAlertTriangle, IconFileOff } from '@tabler/icons-react'
import { useT } from '../../../../web/i18n/index.ts'
import { EmptyState, ErrorState, SkeletonText, useDelayed } from '../../../../web/ui/index.ts'
import { BodyFrame } from './body-frame.tsx'
import type { FilePart } from './file-part.ts'
import styles from './files.module.css'
import type { InnerFiles } from './nested-message.tsx'
import { readerTexts } from './texts.ts'
import { useWinmail } from './use-winmail.ts'

type Props = { accountId: string; part: FilePart; name: string; inner: InnerFiles }

/** What Outlook wrapped: a text, files, or both. */
export function NestedWinmail({ accountId, part, name, inner }: Props) {
  const t = useT(readerTexts)
  const winmail = useWinmail(accountId, part)
  const isLate = useDelayed(winmail === null)
  if (winmail === null) return isLate ? <SkeletonText lines={8} /> : null
  if (winmail === 'failed') return <ErrorState>{t('file.failed')}</ErrorState>
  const { isBroken, html, isCut, parts } = winmail
  if (isBroken) return <EmptyState icon={IconAlertTriangle}>{t('winmail.broken')}</EmptyState>
  if (html === '' && parts.length === 0)
    return <EmptyState icon={IconFileOff}>{t('winmail.empty')}</EmptyState>
  return (
    <article className={styles.nested}>
      {isCut && <p>{t('file.too-long')}</p>}
      {html !== '' && <BodyFrame title={name} html={html} accountId={accountId} />}
      {inner({ blobId: part.blobId, subject: name, parts })}
    </article>
  )
}
