import { IconPaperclip, IconStarFilled } from '@tabler/icons-react'
import { useT } from '../../../../web/i18n/index.ts'
import { stroke } from '../../../../web/ui/index.ts'
import type { ReadEmail } from './email.ts'
import styles from './reader.module.css'
import { readerTexts } from './texts.ts'

/** What one sees of a message without opening it. */
export function MessageMarks({ email }: { email: ReadEmail }) {
  const t = useT(readerTexts)
  return (
    <>
      {email.hasAttachment && (
        <span className={styles.mark}>
          <IconPaperclip size={15} stroke={stroke} aria-hidden="true" />
          <span className="unseen">{t('line.attachment')}</span>
        </span>
      )}
      <Star email={email} />
    </>
  )
}

export function Star({ email: { keywords } }: { email: ReadEmail }) {
  const t = useT(readerTexts)
  if (!keywords['$flagged']) return null
  return (
    <span className={styles.mark} data-star>
      <IconStarFilled size={15} aria-hidden="true" />
      <span className="unseen">{t('line.flagged')}</span>
    </span>
  )
}
