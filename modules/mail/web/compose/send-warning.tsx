import { useT } from '../../../../web/i18n/index.ts'
import { Banner, Button } from '../../../../web/ui/index.ts'
import styles from './compose.module.css'
import { composeTexts } from './texts.ts'
import type { Sendable } from './use-sending.ts'

/** What stands in the way of sending, or seems forgotten. */
export function SendWarning({ sending: { fault, warnings, sendAnyway, writeOn } }: { sending: Sendable }) {
  const t = useT(composeTexts)
  if (fault)
    return (
      <div className={styles.warning}>
        <Banner tone="error">{fault}</Banner>
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
