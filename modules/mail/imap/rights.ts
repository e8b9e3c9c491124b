import { bitOf } from '../../../store/access.ts'
import { type MailboxRight, mailbox } from '../types.ts'

export const has = (rights: number, right: MailboxRight): boolean => (rights & bitOf(mailbox, right)) !== 0

/** May nothing in it be changed? RFC 9051 §6.3.2 */
export const isReadOnly = (rights: number): boolean =>
  !(['mayAddItems', 'mayRemoveItems', 'maySetSeen', 'maySetKeywords'] as const).some(right =>
    has(rights, right),
  )
