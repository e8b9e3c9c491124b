import type { Mailbox } from '../../types.ts'
import { SHOWN_ROLES } from './roles.ts'
import { type Folder, walkFolders } from './tree.ts'
import type { Mailboxes } from './use-mailboxes.ts'

/** Mailboxes that one may put mail into, those with a role first, in the order of the side. */
export const listTargets = (forest: readonly Folder[]): Folder[] =>
  walkFolders(rolesFirst(forest)).filter(({ mailbox }) => mayHold(mailbox))

const rolesFirst = (forest: readonly Folder[]): Folder[] => {
  const place = ({ mailbox }: Folder) =>
    (SHOWN_ROLES as readonly (string | null)[]).indexOf(mailbox.role) >>> 0
  return forest.toSorted((a, b) => place(a) - place(b))
}

const mayHold = ({ myRights, role }: Mailbox): boolean =>
  myRights?.['mayAddItems'] !== false && role !== 'drafts' && role !== 'sent'

/** As other programs name it: from the top, its levels parted by a slash. */
export function pathOf(mailbox: Mailbox, { find }: Mailboxes): string {
  const names: string[] = []
  for (let at: Mailbox | undefined = mailbox; at; at = at.parentId === null ? undefined : find(at.parentId))
    names.unshift(at.role === 'inbox' ? 'INBOX' : at.name)
  return names.join('/')
}
