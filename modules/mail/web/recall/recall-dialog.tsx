import { useState } from 'react'
import { useClient, useSyncState } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Avatar, Banner, Button, Chip, Dialog } from '../../../../web/ui/index.ts'
import type { Own } from '../compose/use-own.ts'
import type { ReadEmail } from '../reader/email.ts'
import styles from './recall.module.css'
import { countOutside, type Fate, type RecalledFrom, recall, wentInside } from './recall.ts'
import { recallDesk } from './recall-desk.ts'
import { type RecallT, recallTexts } from './texts.ts'

type Props = { accountId: string; email: ReadEmail; own: Own; onClose: () => void }

/** Asks whether a letter is to be taken back, and tells what became of it; there is no way back from it. */
export function RecallDialog({ accountId, email, own, onClose }: Props) {
  const t = useT(recallTexts)
  const client = useClient()
  const isOffline = useSyncState().kind === 'offline'
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const [report, setReport] = useState<readonly RecalledFrom[] | null>(null)
  const run = async (): Promise<void> => {
    if (isOffline) return setFault(t('offline'))
    setBusy(true)
    try {
      const report = await recall(client, accountId, email.id)
      setReport(report)
      if (report.some(({ fate }) => fate === 'underway'))
        recallDesk.follow(accountId, client.resolve(email.id))
    } catch {
      setFault(t('failed'))
    }
    setBusy(false)
  }
  if (report) return <Report report={report} onClose={onClose} />
  const isInside = wentInside(email, own)
  const outside = countOutside(email, own)
  return (
    <Dialog
      open
      title={t('title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" busy={busy} onClick={() => void run()}>
            {t('run')}
          </Button>
        </>
      }
    >
      <div className={styles.words}>
        {fault && <Banner tone="error">{fault}</Banner>}
        <p>{t(isInside ? 'intro' : 'intro.outside')}</p>
        <p>{t(isInside ? 'limits' : 'limits.outside')}</p>
        {isInside && outside > 0 && <Banner tone="warn">{t('outside', { count: outside })}</Banner>}
      </div>
    </Dialog>
  )
}

function Report({ report, onClose }: { report: readonly RecalledFrom[]; onClose: () => void }) {
  const t = useT(recallTexts)
  return (
    <Dialog
      open
      title={t('done')}
      onClose={onClose}
      actions={
        <Button look="primary" onClick={onClose}>
          {t('close')}
        </Button>
      }
    >
      <div className={styles.words}>
        <p role="status">{sumOf(report, t)}</p>
        <ul className={styles.people}>
          {report.map(({ name, email, fate }) => (
            <li key={email}>
              <Avatar name={name ?? email} address={email} size={26} />
              <span className={styles.person}>{name ?? email}</span>
              <Chip colour={COLOURS[fate]}>{t(`fate.${fate}`)}</Chip>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

const COLOURS = {
  recalled: 'olive',
  partly: 'ochre',
  underway: 'ochre',
  stopped: 'olive',
  kept: 'stone',
  outside: 'stone',
} as const

/** From how many it was taken back, for how many it was stopped, and for how many it was too late. */
function sumOf(report: readonly RecalledFrom[], t: RecallT): string {
  const count = (...fates: Fate[]): number => report.filter(({ fate }) => fates.includes(fate)).length
  const sums = {
    recalled: count('recalled', 'partly'),
    underway: count('underway'),
    stopped: count('stopped'),
    late: count('kept', 'outside'),
  }
  const told = (['recalled', 'underway', 'stopped', 'late'] as const).filter(sum => sums[sum] > 0)
  return told.map(sum => t(`sum.${sum}`, { count: sums[sum] })).join(' ')
}
