import { IconFolderPlus } from '@tabler/icons-react'
import { useT } from '../../../../web/i18n/index.ts'
import { stroke } from '../../../../web/ui/index.ts'
import type { Mailbox } from '../../types.ts'
import { MailboxMark } from '../place/mailbox-mark.tsx'
import { mailboxName } from '../place/roles.ts'
import { listTargets } from '../place/targets.ts'
import { type Folder, walkFolders } from '../place/tree.ts'
import { folderFault } from '../side/folder-fault.ts'
import { mailTexts } from '../texts.ts'
import { ChoiceDialog } from './choice-dialog.tsx'

type Props = {
  forest: readonly Folder[]
  title?: string
  /** Where it may not go: where it is. */
  isOut: (folder: Folder) => boolean
  onPick: (mailbox: Mailbox) => void
  /** Above all others. */
  top?: { name: string; run: () => void } | undefined
  /** Makes a folder at the first level, where one may. */
  onCreate?: ((name: string) => void) | undefined
  onClose: () => void
}

export function MoveDialog({ forest, title, isOut, onPick, top, onCreate, onClose }: Props) {
  const t = useT(mailTexts)
  const folders = listTargets(forest).filter(folder => !isOut(folder))
  const choices = folders.map(({ mailbox, path }) => {
    return {
      id: mailbox.id,
      name: mailboxName(mailbox),
      detail: path.slice(0, -1).join(' / '),
      mark: <MailboxMark mailbox={mailbox} />,
      run: () => onPick(mailbox),
    }
  })
  const all = walkFolders(forest).map(({ mailbox }) => mailbox)
  const create = (name: string) =>
    folderFault(name, null, all, t) === null
      ? {
          id: 'new',
          name: t('move.create', { name }),
          mark: <IconFolderPlus size={19} stroke={stroke} aria-hidden="true" />,
          run: () => onCreate?.(name),
        }
      : null
  return (
    <ChoiceDialog
      title={title ?? t('move.title')}
      field={t('move.search')}
      none={t('move.none')}
      {...(onCreate && { create })}
      choices={top ? [{ id: 'top', mark: null, ...top }, ...choices] : choices}
      onClose={onClose}
    />
  )
}
