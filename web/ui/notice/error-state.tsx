import { IconCloudOff, IconRefresh } from '@tabler/icons-react'
import { useT } from '../../i18n/index.ts'
import { Button } from '../action/button.tsx'
import { uiTexts } from '../texts.ts'
import styles from './state.module.css'

type Props = {
  title?: string | undefined
  /** What was kept and what to do. */
  children: string
  onRetry?: (() => void) | undefined
}

export function ErrorState({ title, children, onRetry }: Props) {
  const t = useT(uiTexts)
  return (
    <div className={styles.state} role="alert">
      <span className={styles.glyph} data-tone="error">
        <IconCloudOff size={30} stroke={1.5} aria-hidden="true" />
      </span>
      <strong>{title ?? t('error.title')}</strong>
      <p>{children}</p>
      {onRetry && (
        <Button icon={IconRefresh} onClick={onRetry}>
          {t('action.retry')}
        </Button>
      )}
    </div>
  )
}
