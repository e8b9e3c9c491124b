import { useState } from 'react'
import { useClient, useSyncState } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { isRefusedAs } from '../../../../web/sync/transport/answers.ts'
import { Avatar, Banner, Button, Chip, Dialog } from '../../../../web/ui/index.ts'
import type { Own } from '../compose/use-own.ts'
import type { ReadEmail } from '../reader/email.ts'
import styles from './recall.module.css'
import { countOutside, type RecalledFrom, recall } from './recall.ts'
import { recallTexts } from './texts.ts'

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
      setReport(await recall(client, accountId, email.id))
    } catch (error) {
      setFault(t(isRefusedAs(error, 'tooMany') ? 'many' : 'failed'))
    }
    setBusy(false)
  }
  if (report) return <Report report={report} onClose={onClose} />
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
        <p>{t('intro')}</p>
        <p>{t('limits')}</p>
        {outside > 0 && <Banner tone="warn">{t('outside', { count: outside })}</Banner>}
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
        <p role="status">{t(sumOf(report))}</p>
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

const COLOURS = { recalled: 'olive', partly: 'ochre', kept: 'stone', outside: 'stone' } as const

function sumOf(report: readonly RecalledFrom[]): 'all' | 'some' | 'none' {
  if (report.every(({ fate }) => fate === 'recalled')) return 'all'
  return report.some(({ fate }) => fate === 'recalled' || fate === 'partly') ? 'some' : 'none'
}
