import { unbroken, useT } from '../../../../web/i18n/index.ts'
import { Chip } from '../../../../web/ui/index.ts'
import { useLabels } from '../label/use-labels.ts'
import type { ReadEmail } from './email.ts'
import styles from './reader.module.css'
import { readerTexts } from './texts.ts'

/** What the conversation is about, and the labels that people have put on it. */
export function ThreadHead({ accountId, emails }: { accountId: string; emails: readonly ReadEmail[] }) {
  const t = useT(readerTexts)
  const labels = useLabels(accountId).of(Object.assign({}, ...emails.map(email => email.keywords)))
  return (
    <header className={styles.head}>
      <h1>{unbroken(emails[0]?.subject?.trim() ?? '') || t('subject.none')}</h1>
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
