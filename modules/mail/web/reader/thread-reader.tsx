import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { useRecord, useRecords, useSyncState } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import {
  Button,
  EmptyState,
  ErrorState,
  Pane,
  PaneBody,
  Skeleton,
  SkeletonText,
  useDelayed,
} from '../../../../web/ui/index.ts'
import type { Thread } from '../../types.ts'
import { Conversation } from './conversation.tsx'
import { type ReadEmail, readProperties } from './email.ts'
import styles from './reader.module.css'
import { readerTexts } from './texts.ts'

type Props = {
  accountId: string
  threadId: string
  onClose: () => void
  /** The conversation is no longer there: someone, here or elsewhere, has taken it away. */
  onMoved?: () => void
  /** The toolbar of the pane. */
  actions: ReactNode
}

/** A conversation, in the pane beside its list. */
export function ThreadReader({ accountId, threadId, onClose, onMoved, actions }: Props) {
  const t = useT(readerTexts)
  const { emails, isGone } = useThread(accountId, threadId)
  useEffect(() => {
    if (isGone) onMoved?.()
  }, [isGone, onMoved])
  return (
    <Pane label={t('message')}>
      {actions}
      <PaneBody key={threadId}>
        {emails ? (
          <Conversation accountId={accountId} threadId={threadId} emails={emails} />
        ) : isGone ? (
          <EmptyState action={<Button onClick={onClose}>{t('verb.close')}</Button>}>
            {t('thread.gone')}
          </EmptyState>
        ) : (
          <ThreadToCome />
        )}
      </PaneBody>
    </Pane>
  )
}

/** The messages of a conversation, oldest first, once all are known; what arrives joins them when it is known whole. */
function useThread(accountId: string, threadId: string) {
  const thread = useRecord<Thread>('Thread', threadId, { accountId })
  const ids = thread?.emailIds ?? []
  const seen = useRecords<ReadEmail>('Email', ids, { accountId, properties: readProperties })
  const emails = useMemo(() => {
    const isWhole = ids.length > 0 && seen.every(email => email === null || (email && isKnown(email)))
    return isWhole ? seen.filter(email => !!email) : null
  }, [seen, ids.length])
  const last = useRef({ threadId, emails })
  if (emails || last.current.threadId !== threadId) last.current = { threadId, emails }
  const shown = isEmpty(emails) ? null : last.current.emails
  return {
    emails: thread === null ? null : shown,
    isGone: thread === null || isEmpty(thread?.emailIds) || isEmpty(emails),
  }
}

const isEmpty = (list: readonly unknown[] | null | undefined): boolean => list?.length === 0

/** A list has shown some of it; the rest may still be on its way. */
const isKnown = (email: ReadEmail): boolean => readProperties.every(name => email[name] !== undefined)

function ThreadToCome() {
  const t = useT(readerTexts)
  const isOffline = useSyncState().kind === 'offline'
  const isLate = useDelayed(true)
  if (!isLate) return null
  if (isOffline) return <ErrorState>{t('thread.offline')}</ErrorState>
  return (
    <div className={styles.skeleton} aria-hidden="true">
      <Skeleton width="56%" height={22} />
      <div className={styles.sender}>
        <Skeleton width={38} height={38} radius={11} />
        <Skeleton width={180} />
      </div>
      <SkeletonText lines={6} />
    </div>
  )
}
