import { useState } from 'react'
import { useSyncState } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Banner, Button, Dialog } from '../../../../web/ui/index.ts'
import { nameOf, type ReadEmail, writerOf } from '../reader/email.ts'
import { unsubscribeTexts } from './texts.ts'
import styles from './unsubscribe.module.css'
import { useLetterOut } from './use-letter-out.ts'
import { useOneClick } from './use-one-click.ts'
import type { Way } from './ways.ts'

type Props = {
  accountId: string
  email: ReadEmail
  /** At least one. */
  ways: readonly Way[]
  onClose: () => void
}

/** Says what will be done and asks, because a stranger hears of it; the next way is offered where the first fails. */
export function UnsubscribeDialog({ accountId, email, ways, onClose }: Props) {
  const t = useT(unsubscribeTexts)
  const isOffline = useSyncState().kind === 'offline'
  const [at, setAt] = useState(0)
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const leaveAtOnce = useOneClick(accountId, email)
  const letter = useLetterOut(accountId, email)
  const way = ways[at]!
  const isReady = way.kind !== 'letter' || letter.from !== null

  const click = async (host: string): Promise<void> => {
    if (isOffline) return setFault(t('offline'))
    setBusy(true)
    const failure = await leaveAtOnce()
    setBusy(false)
    if (failure === null) return onClose()
    if (failure === 'tooOften') return setFault(t('too-often'))
    const isLast = at + 1 === ways.length
    setFault(t(isLast ? 'failed' : 'failed.otherwise', { host }))
    if (!isLast) setAt(at + 1)
  }
  const run = (): void => {
    if (way.kind === 'oneClick') return void click(way.host)
    if (way.kind === 'letter') letter.send(way)
    else window.open(way.href, '_blank', 'noopener,noreferrer')
    onClose()
  }
  const name = nameOf(writerOf(email))
  const words =
    way.kind === 'letter'
      ? t('words.letter', { name, from: letter.from ?? '', to: way.to.address })
      : t(`words.${way.kind}`, { name, host: way.host })
  return (
    <Dialog
      open
      title={t('title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" busy={busy} disabled={!isReady} onClick={run}>
            {t(`run.${way.kind}`)}
          </Button>
        </>
      }
    >
      <div className={styles.words}>
        {fault && <Banner tone="error">{fault}</Banner>}
        <p>{words}</p>
      </div>
    </Dialog>
  )
}
