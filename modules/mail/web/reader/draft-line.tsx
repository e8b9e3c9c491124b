import { useT } from '../../../../web/i18n/index.ts'
import { Chip } from '../../../../web/ui/index.ts'
import { desk } from '../compose/desk.ts'
import { useSheets } from '../compose/use-sheets.ts'
import type { ReadEmail } from './email.ts'
import styles from './reader.module.css'
import { readerTexts } from './texts.ts'

type Props = { accountId: string; threadId: string; email: ReadEmail }

/** An answer begun and not sent; while it lies open below it is not drawn twice. */
export function DraftLine({ accountId, threadId, email }: Props) {
  const t = useT(readerTexts)
  if (useSheets().some(sheet => sheet.threadId === threadId)) return null
  return (
    <button
      type="button"
      className={styles.line}
      onClick={() => desk.open({ kind: 'draft', accountId, emailId: email.id }, { threadId })}
    >
      <Chip colour="brick">{t('draft')}</Chip>
      <span className={styles.preview}>{email.preview}</span>
    </button>
  )
}
