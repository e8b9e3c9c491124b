import { useT } from '../../../../web/i18n/index.ts'
import type { LabelColour } from '../../../../web/ui/index.ts'
import { MoveDialog } from '../action/move-dialog.tsx'
import { colourOf, mailboxName } from '../place/roles.ts'
import { type Folder, isNameTaken, mayMoveInto } from '../place/tree.ts'
import type { Mailboxes } from '../place/use-mailboxes.ts'
import { mailTexts } from '../texts.ts'
import { ColourDialog } from './colour-dialog.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { folderFault } from './folder-fault.ts'
import { NameDialog } from './name-dialog.tsx'

export type FolderAsked =
  | { readonly kind: 'new'; readonly parentId: string | null }
  | { readonly kind: 'rename' | 'colour' | 'move' | 'destroy' | 'empty'; readonly folder: Folder }

type Props = {
  asked: FolderAsked
  mailboxes: Mailboxes
  onClose: () => void
  onCreate: (name: string, parentId: string | null) => void
  onRename: (folder: Folder, name: string) => void
  onColour: (folder: Folder, colour: LabelColour | null) => void
  onMove: (folder: Folder, parentId: string | null) => void
  onDestroy: (folder: Folder) => void
  onEmpty: (folder: Folder) => void
}

/** Whatever must be known before something is done with a folder: its name, its colour, its place, or that it is meant. */
export function FolderDialog({ asked, mailboxes, onClose, ...on }: Props) {
  const t = useT(mailTexts)
  /** Does it, and closes. */
  const then = (run: () => void): void => {
    onClose()
    run()
  }
  if (asked.kind === 'new') {
    const { parentId } = asked
    return (
      <NameDialog
        title={t(parentId === null ? 'folder.new' : 'folder.new-inside')}
        action={t('create')}
        name=""
        faultOf={name => folderFault(name, parentId, mailboxes.all, t)}
        onName={name => then(() => on.onCreate(name, parentId))}
        onClose={onClose}
      />
    )
  }
  const { folder } = asked
  const { mailbox } = folder
  const name = mailboxName(mailbox)
  switch (asked.kind) {
    case 'rename':
      return (
        <NameDialog
          title={t('folder.rename-title')}
          action={t('folder.rename')}
          name={mailbox.name}
          faultOf={name => folderFault(name, mailbox.parentId, mailboxes.all, t, mailbox)}
          onName={name => then(() => on.onRename(folder, name))}
          onClose={onClose}
        />
      )
    case 'colour':
      return (
        <ColourDialog
          title={t('folder.colour-title', { name })}
          colour={colourOf(mailbox)}
          onColour={colour => then(() => on.onColour(folder, colour))}
          onClose={onClose}
        />
      )
    case 'move':
      return (
        <MoveDialog
          title={t('folder.move')}
          forest={mailboxes.forest}
          isOut={other =>
            !mayMoveInto(folder, other.mailbox) ||
            other.mailbox.id === mailbox.parentId ||
            isNameTaken(mailbox.name, other.mailbox.id, mailboxes.all)
          }
          onPick={({ id }) => then(() => on.onMove(folder, id))}
          top={
            mailbox.parentId === null || isNameTaken(mailbox.name, null, mailboxes.all)
              ? undefined
              : { name: t('folder.top'), run: () => then(() => on.onMove(folder, null)) }
          }
          onClose={onClose}
        />
      )
    case 'destroy':
      return (
        <ConfirmDialog
          title={t('folder.destroy-title')}
          action={t('verb.destroy')}
          onRun={() => then(() => on.onDestroy(folder))}
          onClose={onClose}
        >
          {t('folder.destroy-text', { name })}
        </ConfirmDialog>
      )
    case 'empty':
      return (
        <ConfirmDialog
          title={t('folder.empty-title', { name })}
          action={t('folder.empty')}
          onRun={() => then(() => on.onEmpty(folder))}
          onClose={onClose}
        >
          {t('folder.empty-text', { count: mailbox.totalEmails })}
        </ConfirmDialog>
      )
  }
}
