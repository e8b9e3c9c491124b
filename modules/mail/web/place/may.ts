import type { Email, MailboxRight } from '../../types.ts'
import type { Mailboxes } from './use-mailboxes.ts'

/** Whether the reader holds a right in every mailbox that has the email, as RFC 8621 §2 asks for keywords and removals. */
export const mayWith = (
  { mailboxIds }: Pick<Email, 'mailboxIds'>,
  right: MailboxRight,
  { find }: Pick<Mailboxes, 'find'>,
): boolean => Object.keys(mailboxIds).every(id => find(id)?.myRights?.[right] !== false)
