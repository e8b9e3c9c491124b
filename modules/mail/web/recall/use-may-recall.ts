import { type ReactNode, useEffect } from 'react'
import { useAccountId, useEach, useQuery, useRecords } from '../../../../web/face.ts'
import { type EmailSubmission, MAIL } from '../../types.ts'
import type { Own } from '../compose/use-own.ts'
import type { ReadEmail } from '../reader/email.ts'
import { isOwnLetter, wentInside } from './recall.ts'

/** The queue gives a letter up after five days. */
const WAITS_MS = 6 * 24 * 3600 * 1000
/** A letter is submitted once, or once more after it was called back. */
const MOST = 5
const STATUS = ['deliveryStatus']

export interface MayRecall {
  readonly may: boolean
  /** Draws nothing, and must stand in what the screen draws. */
  readonly asker: ReactNode
}

/** Whether one's own letter may still be got back: from colleagues, or from the queue on its way to outside. */
export function useMayRecall(accountId: string, email: ReadEmail, own: Own): MayRecall {
  const isOwn = isOwnLetter(email, own)
  const isInside = wentInside(email, own)
  // What others submitted is not told. RFC 8621 §7
  const mayWait = useAccountId(MAIL) === accountId && Date.now() - Date.parse(email.receivedAt) < WAITS_MS
  const { all, askers } = useEach(isOwn && !isInside && mayWait ? [email.id] : [], useWaits)
  return { may: isOwn && (isInside || all.get(email.id) === true), asker: askers }
}

/** Whether a letter waits in the queue for somebody. */
function useWaits(emailId: string): boolean {
  const accountId = useAccountId(MAIL)
  const rows = useQuery('EmailSubmission', { accountId, filter: { emailIds: [emailId] } })
  const { need } = rows
  useEffect(() => need(0, MOST), [need])
  const ids = rows.ids.filter(id => id !== undefined)
  const submissions = useRecords<EmailSubmission>('EmailSubmission', ids, { accountId, properties: STATUS })
  return submissions
    .flatMap(one => Object.values(one?.deliveryStatus ?? {}))
    .some(({ delivered }) => delivered === 'queued')
}
