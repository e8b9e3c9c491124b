import { IconRefresh } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useT } from '../../../web/i18n/index.ts'
import { Button } from '../../../web/ui/index.ts'
import styles from './new-version.module.css'
import { onNewVersion, openNewVersion } from './register.ts'
import { offlineTexts } from './texts.ts'

/** Stays until it is followed: the moment is the person's to choose. */
export function NewVersion() {
  const t = useT(offlineTexts)
  const [ready, setReady] = useState(false)
  useEffect(() => void onNewVersion(() => setReady(true)), [])
  return (
    <div role="status">
      {ready && (
        <div className={styles.notice}>
          <p>{t('version.ready')}</p>
          <Button size="small" icon={IconRefresh} onClick={() => void openNewVersion()}>
            {t('version.open')}
          </Button>
        </div>
      )}
    </div>
  )
}
