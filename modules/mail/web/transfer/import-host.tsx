import { useEffect, useSyncExternalStore } from 'react'
import { useNavigateTo } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, Progress } from '../../../../web/ui/index.ts'
import { writeMailAddress } from '../address.ts'
import { type Importing, importDesk } from './import-desk.ts'
import type { Left } from './import-messages.ts'
import { transferTexts } from './texts.ts'
import styles from './transfer.module.css'

/** What is being imported, over whatever is shown. */
export function ImportHost() {
  const t = useT(transferTexts)
  const imports = useSyncExternalStore(importDesk.subscribe, importDesk.all)
  useGoingKept()
  if (imports.length === 0) return null
  return (
    <section className={styles.host} aria-label={t('region')}>
      {imports.map(one => (
        <ImportCard key={one.key} importing={one} />
      ))}
    </section>
  )
}

/** The page asks before it is left while something is on its way. */
function useGoingKept(): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => {
      if (importDesk.isRunning) event.preventDefault()
    }
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [])
}

function ImportCard({ importing }: { importing: Importing }) {
  const t = useT(transferTexts)
  const navigate = useNavigateTo()
  const { key, accountId, mailboxId, name, imported, state, done, fault } = importing
  const title = state === 'running' ? t('running', { name }) : t(TITLES[state], { name })
  const left = LEFT.filter(why => importing.left[why] > 0)
  return (
    <div className={styles.card}>
      <strong>{title}</strong>
      {state === 'running' && <Progress label={title} value={done} />}
      <p role={state === 'running' ? undefined : 'status'}>{t('progress', { count: imported })}</p>
      {fault && <p className={styles.fault}>{t(`fault.${fault}`)}</p>}
      {left.map(why => (
        <p key={why}>{t(`left.${why}`, { count: importing.left[why] })}</p>
      ))}
      <div className={styles.verbs}>
        {state === 'running' ? (
          <Button size="small" onClick={() => importDesk.stop(key)}>
            {t('stop')}
          </Button>
        ) : (
          <>
            <Button size="small" onClick={() => importDesk.putAway(key)}>
              {t('close')}
            </Button>
            {imported > 0 && (
              <Button
                size="small"
                look="primary"
                onClick={() => {
                  navigate(writeMailAddress({ accountId, place: mailboxId }))
                  importDesk.putAway(key)
                }}
              >
                {t('show')}
              </Button>
            )}
          </>
        )}
      </div>
    </div>
  )
}

const TITLES = { done: 'done.all', stopped: 'done.stopped', failed: 'done.failed' } as const
const LEFT: readonly Left[] = ['tooLarge', 'noMessage', 'refused']
