import { useEffect, useSyncExternalStore } from 'react'
import { useClient, useRecord, useSession } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Button } from '../../../../web/ui/index.ts'
import type { Email } from '../../types.ts'
import { WorkCard } from '../work/work-card.tsx'
import { askLeftOf } from './ask-left.ts'
import { keptRecalls } from './kept-recalls.ts'
import { type Recalling, recallDesk } from './recall-desk.ts'
import { recallTexts } from './texts.ts'

/** Letters that the house goes on taking back, until that is told to be over. */
export function RecallCards() {
  const client = useClient()
  const { username } = useSession()
  useEffect(() => {
    recallDesk.open(keptRecalls(username), askLeftOf(client))
    return () => recallDesk.close()
  }, [client, username])
  const recalls = useSyncExternalStore(recallDesk.subscribe, recallDesk.all)
  return recalls.map(one => <RecallCard key={`${one.accountId} ${one.emailId}`} recalling={one} />)
}

const SHOWN = ['subject']

function RecallCard({ recalling }: { recalling: Recalling }) {
  const t = useT(recallTexts)
  const { accountId, emailId, total, left } = recalling
  const email = useRecord<Pick<Email, 'subject'>>('Email', emailId, { accountId, properties: SHOWN })
  // Of one of before nothing is said that is not known yet.
  if (!email || left === null) return null
  const isOver = left === 0
  return (
    <WorkCard
      title={t(isOver ? 'over' : 'going', { subject: email.subject || t('no-subject') })}
      done={isOver ? undefined : total ? 1 - left / total : null}
      verbs={
        <Button
          size="small"
          look={isOver ? 'primary' : 'secondary'}
          onClick={() => recallDesk.putAway(recalling)}
        >
          {t('close')}
        </Button>
      }
    >
      <p>{isOver ? t('over.words') : t('left', { count: left })}</p>
    </WorkCard>
  )
}
