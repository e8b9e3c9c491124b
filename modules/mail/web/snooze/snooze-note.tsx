import { useRecord, useRecords } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { Banner, Button, formatWhenFull, formatWhenLong } from '../../../../web/ui/index.ts'
import type { Thread } from '../../types.ts'
import type { ListedEmail } from '../list/thread.ts'
import styles from './snooze.module.css'
import { snoozedUntil } from './snoozed-until.ts'
import { snoozeTexts } from './texts.ts'

type Props = {
  accountId: string
  threadId: string
  onChange: () => void
  onWake: () => void
}

/** Above a conversation that is put off: until when, and what can be done about it. */
export function SnoozeNote({ accountId, threadId, onChange, onWake }: Props) {
  const t = useT(snoozeTexts)
  const language = useLanguage()
  const thread = useRecord<Thread>('Thread', threadId, { accountId })
  const emails = useRecords<ListedEmail>('Email', thread?.emailIds ?? [], { accountId })
  const until = snoozedUntil(emails.filter(email => email != null))
  if (!until) return null
  return (
    <div className={styles.note}>
      <Banner
        action={
          <span className={styles.verbs}>
            <Button size="small" onClick={onChange}>
              {t('verb.change')}
            </Button>
            <Button size="small" onClick={onWake}>
              {t('verb.wake')}
            </Button>
          </span>
        }
      >
        <span title={formatWhenFull(until, language)}>
          {t('until', { when: formatWhenLong(until, language, new Date()) })}
        </span>
      </Banner>
    </div>
  )
}
