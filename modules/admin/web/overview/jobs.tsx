import { IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { Button, Chip, formatWhenLong, SkeletonText, useDelayed, useToast } from '../../../../web/ui/index.ts'
import { run } from '../saving/change.ts'
import { refusalWords } from '../saving/refusal-words.ts'
import { adminTexts } from '../texts.ts'
import { useAnswer } from '../use-answer.ts'
import { jobWords } from './job-words.ts'
import styles from './overview.module.css'
import type { ListedJob } from './overview.ts'
import { OverviewPart } from './overview-part.tsx'
import { overviewTexts } from './texts.ts'

/** As many as one can usefully look at. */
const SHOWN = 6

/** Work that the house does by itself: what has failed comes first, and is tried again by a button. */
export function Jobs({ onChange }: { onChange: () => void }) {
  const t = useT(overviewTexts)
  const { value, fault, ask } = useAnswer<{ list: readonly ListedJob[] }>('Job/list')
  const late = useDelayed(value === null)
  const jobs = value?.list ?? []
  const refresh = (): void => {
    ask()
    onChange()
  }
  return (
    <OverviewPart title={t('jobs')}>
      {fault && <p role="alert">{fault}</p>}
      {value === null && !fault && late && <SkeletonText lines={3} />}
      {value !== null && jobs.length === 0 && <p className={styles.quiet}>{t('jobs.none')}</p>}
      <ul className={styles.lines}>
        {jobs.slice(0, SHOWN).map(job => (
          <JobLine key={job.id} job={job} onRetried={refresh} />
        ))}
      </ul>
      {jobs.length > SHOWN && (
        <p className={styles.quiet}>{t('jobs.more', { count: jobs.length - SHOWN })}</p>
      )}
    </OverviewPart>
  )
}

function JobLine({ job, onRetried }: { job: ListedJob; onRetried: () => void }) {
  const t = useT(overviewTexts)
  const words = useT(adminTexts)
  const language = useLanguage()
  const client = useClient()
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const name = jobWords(job.name, t)
  const when = t('jobs.next', { when: formatWhenLong(new Date(job.runAt), language, new Date()) })
  const retry = async (): Promise<void> => {
    setBusy(true)
    try {
      await run(client, 'Job/retry', { id: job.id })
      toast({ text: t('jobs.retried', { name }) })
      onRetried()
    } catch (error) {
      toast({ tone: 'error', text: refusalWords(error, words) })
    }
    setBusy(false)
  }
  const isTroubled = job.state === 'failed' || job.state === 'retrying'
  return (
    <li>
      <span className={styles.words}>
        <b>{name}</b>
        <small>{job.lastError?.split('\n')[0] ?? when}</small>
      </span>
      <Chip colour={job.state === 'failed' ? 'brick' : job.state === 'retrying' ? 'ochre' : 'stone'}>
        {t(`job.${job.state}`)}
      </Chip>
      {isTroubled && (
        <Button
          size="small"
          icon={IconRefresh}
          busy={busy}
          aria-label={t('jobs.retry-label', { name })}
          onClick={() => void retry()}
        >
          {t('jobs.retry')}
        </Button>
      )}
    </li>
  )
}
