import { useSyncExternalStore } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button } from '../../../../web/ui/index.ts'
import { WorkCard } from '../work/work-card.tsx'
import { type Recalling, recallDesk } from './recall-desk.ts'
import { recallTexts } from './texts.ts'

/** Letters that the house goes on taking back, until that is told to be over. */
export function RecallCards() {
  const recalls = useSyncExternalStore(recallDesk.subscribe, recallDesk.all)
  return recalls.map(one => <RecallCard key={one.key} recalling={one} />)
}

function RecallCard({ recalling: { key, subject, total, left } }: { recalling: Recalling }) {
  const t = useT(recallTexts)
  const isOver = left === 0
  return (
    <WorkCard
      title={t(isOver ? 'over' : 'going', { subject: subject || t('no-subject') })}
      done={isOver ? undefined : total && left !== null ? 1 - left / total : null}
      verbs={
        <Button size="small" look={isOver ? 'primary' : 'secondary'} onClick={() => recallDesk.putAway(key)}>
          {t('close')}
        </Button>
      }
    >
      {isOver ? <p>{t('over.words')}</p> : left !== null && <p>{t('left', { count: left })}</p>}
    </WorkCard>
  )
}
