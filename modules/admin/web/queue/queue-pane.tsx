import { IconRefresh, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import {
  BackButton,
  Button,
  Checkbox,
  Dialog,
  formatSize,
  formatWhenFull,
  Pane,
  PaneBody,
  Toolbar,
  useToast,
} from '../../../../web/ui/index.ts'
import type { JsonObject } from '../../../../wire/jmap/json.ts'
import styles from '../admin.module.css'
import { DetailTitle } from '../detail-title.tsx'
import { run } from '../saving/change.ts'
import { refusalWords } from '../saving/refusal-words.ts'
import { adminTexts } from '../texts.ts'
import type { Waiting } from './queue.ts'
import { queueTexts } from './texts.ts'

type Props = { waiting: Waiting; onBack: () => void; onDone: () => void }

export function QueuePane({ waiting, onBack, onDone }: Props) {
  const t = useT(queueTexts)
  const language = useLanguage()
  const [dropping, setDropping] = useState(false)
  const { from, to, size, state, attempts, createdAt, nextAt, lastReply } = waiting
  const act = useActing(waiting, onDone)
  const isSending = state === 'sending'
  return (
    <Pane label={to}>
      <Toolbar
        label={t('toolbar')}
        start={<BackButton onBack={onBack} />}
        verbs={[
          {
            id: 'retry',
            label: t('retry'),
            icon: IconRefresh,
            disabled: isSending,
            onRun: () => void act('retry', t('retried', { to })),
          },
          {
            id: 'drop',
            label: t('drop'),
            icon: IconTrash,
            disabled: isSending,
            onRun: () => setDropping(true),
          },
        ]}
      />
      <PaneBody>
        <div className={styles.section}>
          <DetailTitle>{to}</DetailTitle>
          <dl className={styles.facts}>
            <dt>{t('fact.from')}</dt>
            <dd>{from || t('report')}</dd>
            <dt>{t('fact.why')}</dt>
            <dd>{lastReply ?? t(isSending ? 'why.sending' : 'why.first')}</dd>
            <dt>{t('fact.attempts')}</dt>
            <dd>{attempts}</dd>
            <dt>{t('fact.since')}</dt>
            <dd>{formatWhenFull(new Date(createdAt), language)}</dd>
            {!isSending && <dt>{t('fact.next')}</dt>}
            {!isSending && <dd>{formatWhenFull(new Date(nextAt), language)}</dd>}
            <dt>{t('fact.size')}</dt>
            <dd>{formatSize(size, language)}</dd>
          </dl>
        </div>
      </PaneBody>
      {dropping && (
        <Dropping
          to={to}
          onClose={() => setDropping(false)}
          onDrop={async report => {
            if (await act('drop', t('dropped', { to }), { report })) onBack()
          }}
        />
      )}
    </Pane>
  )
}

function useActing({ id }: Waiting, onDone: () => void) {
  const words = useT(adminTexts)
  const client = useClient()
  const toast = useToast()
  return async (verb: 'retry' | 'drop', done: string, more: JsonObject = {}): Promise<boolean> => {
    try {
      await run(client, `OutgoingMail/${verb}`, { id, ...more })
      toast({ text: done })
      onDone()
      return true
    } catch (error) {
      toast({ tone: 'error', text: refusalWords(error, words) })
      return false
    }
  }
}

type DroppingProps = { to: string; onClose: () => void; onDrop: (report: boolean) => Promise<void> }

function Dropping({ to, onClose, onDrop }: DroppingProps) {
  const t = useT(queueTexts)
  const words = useT(adminTexts)
  const [report, setReport] = useState(true)
  const [busy, setBusy] = useState(false)
  const drop = async (): Promise<void> => {
    setBusy(true)
    await onDrop(report)
    onClose()
  }
  return (
    <Dialog
      open
      title={t('drop.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button look="primary" tone="danger" busy={busy} onClick={() => void drop()}>
            {t('drop')}
          </Button>
        </>
      }
    >
      <p>{t('drop.ask', { to })}</p>
      <Checkbox label={t('drop.report')} checked={report} onChange={setReport} />
    </Dialog>
  )
}
