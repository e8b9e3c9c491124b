import { IconArrowsVertical, IconFold, IconPrinter } from '@tabler/icons-react'
import { unbroken, useT } from '../../../../web/i18n/index.ts'
import { Chip, IconButton } from '../../../../web/ui/index.ts'
import { useLabels } from '../label/use-labels.ts'
import type { ReadEmail } from './email.ts'
import styles from './reader.module.css'
import { readerTexts } from './texts.ts'

type Props = {
  accountId: string
  emails: readonly ReadEmail[]
  /** Opens all messages, or collapses them; null of one alone. */
  fold: { isOpen: boolean; turn: (isOpen: boolean) => void } | null
  onPrint: () => void
}

/** What the conversation is about, and the labels that people have put on it. */
export function ThreadHead({ accountId, emails, fold, onPrint }: Props) {
  const t = useT(readerTexts)
  const labels = useLabels(accountId).of(Object.assign({}, ...emails.map(email => email.keywords)))
  return (
    <header className={styles.head}>
      <div className={styles.title}>
        <h1>{unbroken(emails[0]?.subject?.trim() ?? '') || t('subject.none')}</h1>
        <div className={styles.tools}>
          <IconButton size="small" icon={IconPrinter} label={t('thread.print')} onClick={onPrint} />
          {fold && (
            <IconButton
              size="small"
              icon={fold.isOpen ? IconFold : IconArrowsVertical}
              label={t(fold.isOpen ? 'thread.fold' : 'thread.unfold')}
              onClick={() => fold.turn(!fold.isOpen)}
            />
          )}
        </div>
      </div>
      {labels.length > 0 && (
        <div className={styles.labels}>
          {labels.map(({ keyword, name, colour }) => (
            <Chip key={keyword} colour={colour}>
              {name}
            </Chip>
          ))}
        </div>
      )}
    </header>
  )
}
