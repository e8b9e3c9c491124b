import {
  IconDownload,
  IconFolderPlus,
  IconFolderSymlink,
  IconMailOpened,
  IconPalette,
  IconPencil,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react'
import type { VerbGroup } from '../../../../web/ui/index.ts'
import type { Mailbox, MailboxRight } from '../../types.ts'
import { isShownRole } from '../place/roles.ts'
import type { MailT } from '../texts.ts'
import type { TransferT } from '../transfer/texts.ts'

export interface FolderActs {
  readonly readAll: () => void
  readonly createInside: () => void
  readonly empty: () => void
  readonly rename: () => void
  readonly colour: () => void
  readonly move: () => void
  readonly remove: () => void
  readonly import: () => void
  readonly export: () => void
}

/** What a folder offers: those with a role keep their name and their place. */
export function folderVerbs(
  mailbox: Mailbox,
  acts: FolderActs,
  t: MailT,
  transfer: TransferT,
): readonly VerbGroup[] {
  const isFixed = isShownRole(mailbox.role)
  const isBin = mailbox.role === 'trash' || mailbox.role === 'junk'
  const mayNot = (right: MailboxRight): boolean => mailbox.myRights?.[right] === false
  const first = [
    {
      id: 'read',
      label: t('folder.read'),
      icon: IconMailOpened,
      disabled: mailbox.unreadEmails === 0,
      onRun: acts.readAll,
    },
    {
      id: 'new',
      label: t('folder.new-inside'),
      icon: IconFolderPlus,
      disabled: mayNot('mayCreateChild'),
      onRun: acts.createInside,
    },
  ]
  const files = [
    {
      id: 'import',
      label: transfer('import'),
      icon: IconUpload,
      disabled: mayNot('mayAddItems'),
      onRun: acts.import,
    },
    {
      id: 'export',
      label: transfer('export'),
      icon: IconDownload,
      disabled: mailbox.totalEmails === 0,
      onRun: acts.export,
    },
  ]
  const empty = {
    id: 'empty',
    label: t('folder.empty'),
    icon: IconTrash,
    danger: true,
    disabled: mailbox.totalEmails === 0,
    onRun: acts.empty,
  }
  const own = [
    {
      id: 'rename',
      label: t('folder.rename'),
      icon: IconPencil,
      disabled: mayNot('mayRename'),
      onRun: acts.rename,
    },
    {
      id: 'colour',
      label: t('folder.colour'),
      icon: IconPalette,
      disabled: mayNot('mayRename'),
      onRun: acts.colour,
    },
    {
      id: 'move',
      label: t('folder.move'),
      icon: IconFolderSymlink,
      disabled: mayNot('mayRename'),
      onRun: acts.move,
    },
    {
      id: 'delete',
      label: t('folder.delete'),
      icon: IconTrash,
      danger: true,
      disabled: mayNot('mayDelete'),
      onRun: acts.remove,
    },
  ]
  return [first, files, ...(isBin ? [[empty]] : []), ...(isFixed ? [] : [own])].map(verbs => ({ verbs }))
}
