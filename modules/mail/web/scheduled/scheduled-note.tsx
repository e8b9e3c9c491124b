import { useState } from 'react'
import { useClient, useSyncState } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { isTemporary } from '../../../../web/sync/temporary.ts'
import { Banner, Button, formatWhenFull, formatWhenLong, useToast } from '../../../../web/ui/index.ts'
import type { EmailSubmission } from '../../types.ts'
import { desk } from '../compose/desk.ts'
import { LaterDialog } from '../compose/later-dialog.tsx'
import { callBack, draftAgain, reschedule } from '../compose/send.ts'
import { useMailboxes } from '../place/use-mailboxes.ts'
import type { ReadEmail } from '../reader/email.ts'
import styles from './scheduled.module.css'
import { scheduledTexts } from './texts.ts'
import { useScheduled } from './use-scheduled.ts'

type Props = { accountId: string; email: ReadEmail }

/** Above a letter that has not left: when it will, and what can still be done about it. */
export function ScheduledNote({ accountId, email }: Props) {
  const mailboxes = useMailboxes(accountId)
  const submission = useScheduled(accountId).get(email.id)
  const scheduledId = mailboxes.ofRole('scheduled')?.id
  const waits = scheduledId !== undefined && email.mailboxIds[scheduledId] === true
  if (submission) return <Leaving accountId={accountId} email={email} submission={submission} />
  return waits ? <Stopped accountId={accountId} email={email} /> : null
}

function Leaving({ accountId, email, submission }: Props & { submission: EmailSubmission }) {
  const t = useT(scheduledTexts)
  const language = useLanguage()
  const client = useClient()
  const toast = useToast()
  const isOffline = useSyncState().kind === 'offline'
  const drafts = useMailboxes(accountId).ofRole('drafts')
  const [choosing, setChoosing] = useState(false)
  const sendAt = new Date(submission.sendAt)
  const when = (at: Date): string => formatWhenLong(at, language, new Date())
  const { id } = submission

  const tooLate = (): void => void toast({ tone: 'error', text: t('too-late') })
  /** Out of reach nothing can be promised, but of what has not left this device. */
  const isHeldBack = (): boolean => {
    if (!isOffline || isTemporary(client.resolve(id))) return false
    toast({ tone: 'error', text: t('offline') })
    return true
  }
  const cancel = async (): Promise<void> => {
    if (!drafts || isHeldBack()) return
    if (!(await callBack(client, { accountId, id, emailId: email.id, draftsId: drafts.id }))) return tooLate()
    desk.open({ kind: 'draft', accountId, emailId: email.id })
    toast({ text: t('cancelled') })
  }
  const change = async (at: Date): Promise<void> => {
    setChoosing(false)
    if (isHeldBack()) return
    if (!(await reschedule(client, { accountId, id }, at))) return tooLate()
    toast({
      text: t('changed', { when: when(at) }),
      undo: () => void reschedule(client, { accountId, id }, sendAt),
    })
  }
  const sendNow = async (): Promise<void> => {
    if (isHeldBack()) return
    if (await reschedule(client, { accountId, id }, new Date())) toast({ text: t('sent') })
    else tooLate()
  }
  return (
    <div className={styles.note}>
      <Banner
        action={
          <span className={styles.verbs}>
            <Button size="small" onClick={() => void cancel()}>
              {t('verb.cancel')}
            </Button>
            <Button size="small" onClick={() => setChoosing(true)}>
              {t('verb.change')}
            </Button>
            <Button size="small" onClick={() => void sendNow()}>
              {t('verb.now')}
            </Button>
          </span>
        }
      >
        <span title={formatWhenFull(sendAt, language)}>{t('leaves', { when: when(sendAt) })}</span>
      </Banner>
      {choosing && (
        <LaterDialog
          start={sendAt}
          onClose={() => setChoosing(false)}
          onChoose={at => {
            void change(at)
          }}
        />
      )}
    </div>
  )
}

/** Another program has called it back and left it here. */
function Stopped({ accountId, email }: Props) {
  const t = useT(scheduledTexts)
  const client = useClient()
  const drafts = useMailboxes(accountId).ofRole('drafts')
  const goOn = (): void => {
    if (!drafts) return
    const patch = draftAgain(client, { accountId, emailId: email.id, draftsId: drafts.id })
    client.perform(null, [{ kind: 'update', type: 'Email', accountId, id: email.id, patch }])
    desk.open({ kind: 'draft', accountId, emailId: email.id })
  }
  return (
    <div className={styles.note}>
      <Banner
        tone="warn"
        action={
          <Button size="small" onClick={goOn}>
            {t('verb.go-on')}
          </Button>
        }
      >
        {t('stopped')}
      </Banner>
    </div>
  )
}
