import { useEffect, useSyncExternalStore } from 'react'
import { useNavigateTo } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Button } from '../../../../web/ui/index.ts'
import { writeMailAddress } from '../address.ts'
import { WorkCard } from '../work/work-card.tsx'
import { type Importing, importDesk } from './import-desk.ts'
import type { Left } from './import-messages.ts'
import { transferTexts } from './texts.ts'

/** What is being imported. */
export function ImportCards() {
  const imports = useSyncExternalStore(importDesk.subscribe, importDesk.all)
  useGoingKept()
  return imports.map(one => <ImportCard key={one.key} importing={one} />)
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
  const { key, accountId, mailboxId, name, imported, existing, state, done, fault } = importing
  const isRunning = state === 'running'
  const told = imported > 0 || existing === 0 ? [t('progress', { count: imported })] : []
  if (existing > 0) told.push(t(imported > 0 ? 'existing' : 'all-existing', { count: existing }))
  const show = (): void => {
    navigate(writeMailAddress({ accountId, place: mailboxId }))
    importDesk.putAway(key)
  }
  return (
    <WorkCard
      title={isRunning ? t('running', { name }) : t(TITLES[state], { name })}
      done={isRunning ? done : undefined}
      fault={fault && t(`fault.${fault}`)}
      verbs={
        isRunning ? (
          <Button size="small" onClick={() => importDesk.stop(key)}>
            {t('stop')}
          </Button>
        ) : (
          <>
            <Button size="small" onClick={() => importDesk.putAway(key)}>
              {t('close')}
            </Button>
            {imported + existing > 0 && (
              <Button size="small" look="primary" onClick={show}>
                {t('show')}
              </Button>
            )}
          </>
        )
      }
    >
      <p>{told.join(', ')}</p>
      {LEFT.filter(why => importing.left[why] > 0).map(why => (
        <p key={why}>{t(`left.${why}`, { count: importing.left[why] })}</p>
      ))}
      {importing.unreadable.length > 0 && (
        <p>{t('unreadable', { names: importing.unreadable.join(', ') })}</p>
      )}
      {importing.bombs.length > 0 && <p>{t('bombs', { names: importing.bombs.join(', ') })}</p>}
    </WorkCard>
  )
}

const TITLES = { done: 'done.all', stopped: 'done.stopped', failed: 'done.failed' } as const
const LEFT: readonly Left[] = ['tooLarge', 'noMessage', 'refused']
