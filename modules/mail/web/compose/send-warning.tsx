import { useT } from '../../../../web/i18n/index.ts'
import { Banner, Button } from '../../../../web/ui/index.ts'
import styles from './compose.module.css'
import { refusalWords } from './refused.ts'
import { composeTexts } from './texts.ts'
import type { Sendable } from './use-sending.ts'
import type { Writing } from './use-writing.ts'

/** What stands in the way of sending, or seems forgotten. */
export function SendWarning({ sending, writing }: { sending: Sendable; writing: Writing }) {
  const { fault, warnings, sendAnyway, writeOn } = sending
  const { keeping } = writing
  const t = useT(composeTexts)
  if (fault)
    return (
      <div className={styles.warning}>
        <Banner tone="error">{fault}</Banner>
      </div>
    )
  if (keeping.kind === 'failed')
    return (
      <div className={styles.warning}>
        <Banner
          tone="error"
          action={
            <Button size="small" onClick={writing.saveAgain}>
              {t('verb.save-again')}
            </Button>
          }
        >
          {refusalWords(keeping.why, t)} {t('refused.kept')}
        </Banner>
      </div>
    )
  if (sending.isWaiting)
    return (
      <div className={styles.warning} role="status">
        <Banner
          action={
            <Button size="small" onClick={writeOn}>
              {t('verb.write-on')}
            </Button>
          }
        >
          {t('files.then-sent')}
        </Banner>
      </div>
    )
  if (warnings.length === 0) return null
  return (
    <div className={styles.warning}>
      <Banner
        tone="warn"
        action={
          <span className={styles.choices}>
            <Button size="small" onClick={writeOn}>
              {t('verb.write-on')}
            </Button>
            <Button size="small" onClick={sendAnyway}>
              {t('verb.send-anyway')}
            </Button>
          </span>
        }
      >
        {warnings.map(warning => t(`warn.${warning}`)).join(' ')}
      </Banner>
    </div>
  )
}
