import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import type { Own } from '../compose/use-own.ts'
import { ScheduledNote } from '../scheduled/scheduled-note.tsx'
import { UnsubscribeMark } from '../unsubscribe/unsubscribe-mark.tsx'
import { nameOf, type ReadEmail, writerOf } from './email.ts'
import { Files } from './files.tsx'
import { InvitationCard } from './invitation-card.tsx'
import { MessageBody } from './message-body.tsx'
import { MessageHeader } from './message-header.tsx'
import { MessageMenu } from './message-menu.tsx'
import styles from './reader.module.css'
import { SenderNotice } from './sender-notice.tsx'
import { readerTexts } from './texts.ts'
import type { Replies } from './use-replies.ts'
import { useUnwrapped } from './use-winmail.ts'

type Props = {
  accountId: string
  email: ReadEmail
  own: Own
  replies: Replies
  /** Alone, it is thrown away with its conversation. */
  isOneOfMany: boolean
  onToggle: () => void
}

/** A message that is open. */
export function Message({ accountId, email, own, replies, isOneOfMany, onToggle }: Props) {
  const t = useT(readerTexts)
  const [remote, setRemote] = useState(false)
  const { parts, said } = useUnwrapped(accountId, email.attachments)
  return (
    <section
      className={styles.message}
      data-message={email.id}
      tabIndex={-1}
      aria-label={t('message.by', { name: nameOf(writerOf(email)) })}
    >
      <MessageHeader
        email={email}
        own={own}
        onToggle={onToggle}
        mark={<UnsubscribeMark accountId={accountId} email={email} />}
        menu={<MessageMenu {...{ accountId, email, own, replies, isOneOfMany }} onUnread={onToggle} />}
      />
      <SenderNotice email={email} />
      <ScheduledNote accountId={accountId} email={email} />
      <MessageBody
        accountId={accountId}
        email={email}
        remote={remote}
        onRemote={() => setRemote(true)}
        otherwise={said}
      />
      <Files accountId={accountId} blobId={email.blobId} subject={email.subject} parts={parts} />
      <InvitationCard accountId={accountId} parts={email.attachments} />
    </section>
  )
}
