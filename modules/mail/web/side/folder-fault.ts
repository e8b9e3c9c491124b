import type { Mailbox } from '../../types.ts'
import { isNameTaken } from '../place/tree.ts'
import type { MailT } from '../texts.ts'

/** What speaks against a folder's name at its place, in words: the server would refuse it. */
export function folderFault(
  name: string,
  parentId: string | null,
  mailboxes: readonly Mailbox[],
  t: MailT,
  except?: Mailbox,
): string | null {
  if (name.includes('/')) return t('folder.slash')
  const isInbox = parentId === null && name.toLowerCase() === 'inbox'
  return isInbox || isNameTaken(name, parentId, mailboxes, except) ? t('folder.taken') : null
}
