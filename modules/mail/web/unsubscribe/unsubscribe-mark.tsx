import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Chip } from '../../../../web/ui/index.ts'
import { UNSUBSCRIBED } from '../../types.ts'
import { mayWith } from '../place/may.ts'
import { useMailboxes } from '../place/use-mailboxes.ts'
import { nameOf, type ReadEmail, writerOf } from '../reader/email.ts'
import { useBody } from '../reader/use-body.ts'
import { useBox } from '../share/box.ts'
import { unsubscribeTexts } from './texts.ts'
import styles from './unsubscribe.module.css'
import { UnsubscribeDialog } from './unsubscribe-dialog.tsx'
import { waysOf } from './ways.ts'

type Props = { accountId: string; email: ReadEmail }

/** Beside who wrote: the way out of a list, and that it was taken. */
export function UnsubscribeMark({ accountId, email }: Props) {
  const t = useT(unsubscribeTexts)
  const [asked, setAsked] = useState(false)
  const mayLeave = useMayLeave(accountId, email)
  const body = useBody(accountId, email.id, false)
  const ways = body.kind === 'here' && body.body.unsubscribe ? waysOf(body.body.unsubscribe) : []
  if (email.keywords[UNSUBSCRIBED])
    return (
      <span title={t('done.help')}>
        <Chip>{t('done')}</Chip>
      </span>
    )
  if (!mayLeave || ways.length === 0) return null
  return (
    <>
      <button
        type="button"
        className={styles.verb}
        aria-label={t('verb.name', { name: nameOf(writerOf(email)) })}
        onClick={() => setAsked(true)}
      >
        {t('verb')}
      </button>
      {asked && <UnsubscribeDialog {...{ accountId, email, ways }} onClose={() => setAsked(false)} />}
    </>
  )
}

/** Who may write for a box, and mark what lies there; whoever answers junk only tells that somebody reads it. */
function useMayLeave(accountId: string, email: ReadEmail): boolean {
  const box = useBox(accountId)
  const mailboxes = useMailboxes(accountId)
  const junk = mailboxes.ofRole('junk')
  return (
    box !== null &&
    box.sends !== null &&
    !(junk && email.mailboxIds[junk.id]) &&
    mayWith(email, 'maySetKeywords', mailboxes)
  )
}
