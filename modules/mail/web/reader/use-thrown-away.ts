import { useState } from 'react'
import { useAddress } from '../../../../web/face.ts'
import { readMailAddress } from '../address.ts'
import { useMailboxes } from '../place/use-mailboxes.ts'
import type { ReadEmail } from './email.ts'

/** Of a conversation, what lies in the trash is put away: unless one looks there, or all of it lies there. */
export function useThrownAway(accountId: string, emails: readonly ReadEmail[]) {
  const [isShown, setShown] = useState(false)
  const isTrash = readMailAddress(useAddress().path, accountId).place === 'trash'
  const trashId = useMailboxes(accountId).ofRole('trash')?.id
  const kept = emails.filter(email => trashId === undefined || !email.mailboxIds[trashId])
  const isWhole = isShown || isTrash || kept.length === 0
  return {
    emails: isWhole ? emails : kept,
    away: isWhole ? 0 : emails.length - kept.length,
    show: () => setShown(true),
  }
}
