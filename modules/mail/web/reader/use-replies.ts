import { useCallback } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { useShortcuts } from '../../../../web/ui/index.ts'
import { desk } from '../compose/desk.ts'
import type { ReadEmail } from './email.ts'
import { readerTexts } from './texts.ts'

export type Reply = 'reply' | 'replyAll' | 'forward' | 'enclose'
export type Replies = (kind: Reply, email: ReadEmail) => void

/** Begins an answer under the conversation; r, a and f answer its last message. */
export function useReplies(accountId: string, threadId: string, last: ReadEmail | null): Replies {
  const t = useT(readerTexts)
  const begin = useCallback<Replies>(
    (kind, email) => desk.open({ kind, accountId, emailId: email.id }, { threadId }),
    [accountId, threadId],
  )
  const ofLast = (kind: Reply) => () => last && begin(kind, last)
  useShortcuts(t('message'), [
    { keys: 'r', label: t('verb.reply'), onRun: ofLast('reply') },
    { keys: 'a', label: t('verb.reply-all'), onRun: ofLast('replyAll') },
    { keys: 'f', label: t('verb.forward'), onRun: ofLast('forward') },
  ])
  return begin
}
