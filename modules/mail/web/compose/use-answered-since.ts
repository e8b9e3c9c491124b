import { useEffect, useState } from 'react'
import { useRecord, useRecords } from '../../../../web/face.ts'
import type { Email, Thread } from '../../types.ts'
import { isForward, type Sheet } from './desk.ts'
import type { Writing } from './use-writing.ts'

/** Whether something was sent in the conversation that one answers since one began: by a colleague, or from elsewhere. */
export function useAnsweredSince({ start }: Sheet, { accountId, mailboxes }: Writing): boolean {
  const answers = !isForward(start) && start.emailId !== undefined
  const email = useRecord<Pick<Email, 'threadId'>>('Email', answers ? start.emailId! : null, {
    accountId,
    properties: ['threadId'],
  })
  const thread = useRecord<Thread>('Thread', email?.threadId ?? null, { accountId })
  const ids = thread?.emailIds
  const [atFirst, setAtFirst] = useState<readonly string[] | null>(null)
  useEffect(() => {
    if (ids) setAtFirst(known => known ?? ids)
  }, [ids])
  const since = atFirst && ids ? ids.filter(id => !atFirst.includes(id)) : []
  const come = useRecords<Pick<Email, 'mailboxIds'>>('Email', since, {
    accountId,
    properties: ['mailboxIds'],
  })
  const sentId = mailboxes.ofRole('sent')?.id
  return sentId !== undefined && come.some(one => one?.mailboxIds[sentId] === true)
}
