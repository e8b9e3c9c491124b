import { useEffect, useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Banner, Button, Dialog, Progress, Select } from '../../../../web/ui/index.ts'
import { sieveRun } from '../../types.ts'
import type { Progress as HowFar } from '../action/whole.ts'
import { listTargets } from '../place/targets.ts'
import type { Mailboxes } from '../place/use-mailboxes.ts'
import { lookThrough, type Wishes } from './look.ts'
import styles from './rules.module.css'
import { rulesTexts } from './texts.ts'

type Props = {
  mailboxes: Mailboxes
  /** What is run, and of which rule. */
  script: string
  name: string | null
  onClose: () => void
}

/** Rules on mail that is here already: first what they would do, then, if one wishes, the house does it. */
export function ApplyDialog({ mailboxes, script, name, onClose }: Props) {
  const t = useT(rulesTexts)
  const client = useClient()
  const [chosen, setChosen] = useState<string | null>(null)
  const mailboxId = chosen ?? mailboxes.ofRole('inbox')?.id
  const look = useLook(mailboxes.accountId, script, mailboxId)
  const wishes = look.wishes
  const count = wishes?.size ?? 0
  const run = (): void => {
    const record = { name: name ?? '', mailboxId: mailboxId!, script }
    client.create(sieveRun.name, record, { accountId: mailboxes.accountId, expected: NOTHING_YET })
    onClose()
  }
  return (
    <Dialog
      open
      title={t('apply.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t(wishes && count === 0 ? 'close' : 'cancel')}</Button>
          {mailboxId !== undefined && (count > 0 || wishes === null) && (
            <Button look={wishes ? 'primary' : 'secondary'} onClick={run}>
              {wishes ? t('apply.run', { count }) : t('apply.now')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.apply}>
        <p>{name === null ? t('apply.all') : t('apply.one', { name })}</p>
        <Select
          label={t('apply.mailbox')}
          value={mailboxId ?? ''}
          options={listTargets(mailboxes.forest).map(({ mailbox, path }) => ({
            value: mailbox.id,
            label: path.join(' / '),
          }))}
          onChange={setChosen}
        />
        {look.isFailed ? (
          <Banner tone="error">{t('apply.failed')}</Banner>
        ) : wishes ? (
          <Found wishes={wishes} />
        ) : (
          <HowFarLine progress={look.progress} />
        )}
      </div>
    </Dialog>
  )
}

const NOTHING_YET = { total: 0, done: 0, changed: 0 }

function HowFarLine({ progress }: { progress: HowFar }) {
  const t = useT(rulesTexts)
  const { done, total } = progress
  const label = total === null ? t('apply.looking') : t('apply.looked', { done, total })
  return (
    <div className={styles.howFar}>
      <span role="status">{label}</span>
      <Progress label={label} value={total ? done / total : null} />
    </div>
  )
}

function Found({ wishes }: { wishes: Wishes }) {
  const t = useT(rulesTexts)
  if (wishes.size === 0) return <p role="status">{t('apply.none')}</p>
  const patches = [...wishes.values()].map(patch => Object.entries(patch))
  const leaves = (patch: (typeof patches)[number]) => patch.some(([, value]) => value === null)
  const moves = patches.filter(leaves).length
  const copies = patches.filter(patch => !leaves(patch) && patch.some(([to]) => to.startsWith('mailboxIds/')))
  const marks = patches.filter(patch => patch.some(([to]) => to.startsWith('keywords/')))
  return (
    <div className={styles.found}>
      <b role="status">{t('apply.found', { count: wishes.size })}</b>
      <ul>
        {moves > 0 && <li>{t('apply.moves', { count: moves })}</li>}
        {copies.length > 0 && <li>{t('apply.copies', { count: copies.length })}</li>}
        {marks.length > 0 && <li>{t('apply.marks', { count: marks.length })}</li>}
      </ul>
      <p>{t('apply.leaves')}</p>
      <p>{t('apply.house')}</p>
    </div>
  )
}

interface Look {
  readonly progress: HowFar
  readonly wishes: Wishes | null
  readonly isFailed: boolean
}

const BEGUN: Look = { progress: { done: 0, total: null }, wishes: null, isFailed: false }

/** Begun anew for another mailbox; given up when nobody looks any more. */
function useLook(accountId: string, script: string, mailboxId: string | undefined): Look {
  const client = useClient()
  const [look, setLook] = useState(BEGUN)
  useEffect(() => {
    if (mailboxId === undefined) return
    const abort = new AbortController()
    const { signal } = abort
    const tell = (next: Look): void => {
      if (!signal.aborted) setLook(next)
    }
    tell(BEGUN)
    const onProgress = (progress: HowFar): void => tell({ ...BEGUN, progress })
    lookThrough({ client, accountId, signal, onProgress }, script, mailboxId).then(
      wishes => tell({ ...BEGUN, wishes }),
      () => tell({ ...BEGUN, isFailed: true }),
    )
    return () => abort.abort()
  }, [client, accountId, script, mailboxId])
  return look
}
