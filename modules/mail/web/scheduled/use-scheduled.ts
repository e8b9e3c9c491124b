import { useEffect, useMemo } from 'react'
import { useAccountId, useQuery, useRecords } from '../../../../web/face.ts'
import { type Email, type EmailSubmission, MAIL, type Mailbox } from '../../types.ts'

/** More than anybody lets wait. */
const MOST = 500

/** What is to leave later, by the email that will. */
export type Scheduled = ReadonlyMap<string, EmailSubmission>

/** Letters that wait to leave; those of another's account are not told. RFC 8621 §7 */
export function useScheduled(accountId: string): Scheduled {
  const own = useAccountId(MAIL)
  const rows = useQuery('EmailSubmission', {
    accountId: own,
    filter: { undoStatus: 'pending' },
    sort: [{ property: 'sentAt', isAscending: true }],
  })
  const { need } = rows
  useEffect(() => need(0, MOST), [need])
  const records = useRecords<EmailSubmission>(
    'EmailSubmission',
    rows.ids.filter(id => id !== undefined),
    { accountId: own },
  )
  return useMemo(() => {
    if (accountId !== own) return new Map()
    return new Map(records.flatMap(record => (record ? [[record.emailId, record] as const] : [])))
  }, [accountId, own, records])
}

/**
 * How many letters wait in the mailbox that is for them, what was done on this device among them: the server's own count
 * comes later.
 */
export function useWaitingCount(accountId: string, scheduled: Mailbox | undefined): number {
  const letters = useRecords<Email>('Email', [...useScheduled(accountId).keys()], { accountId })
  if (!scheduled) return 0
  const known = letters.filter(email => email?.mailboxIds[scheduled.id])
  return Math.max(known.length, scheduled.totalEmails)
}
