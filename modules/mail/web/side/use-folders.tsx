import { type DragEvent, type ReactNode, useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { useToast, type VerbGroup } from '../../../../web/ui/index.ts'
import type { PatchObject } from '../../../../wire/jmap/record.ts'
import { MAIL, type Mailbox } from '../../types.ts'
import { useWhole } from '../action/use-whole.ts'
import { writeFolder } from '../list/drag.ts'
import { mailboxName } from '../place/roles.ts'
import { type Folder, isBelow, isNameTaken, isOwnFolder, mayMoveInto, walkFolders } from '../place/tree.ts'
import type { Mailboxes } from '../place/use-mailboxes.ts'
import { useBox } from '../share/box.ts'
import { mailTexts } from '../texts.ts'
import { transferTexts } from '../transfer/texts.ts'
import { chooseFiles, exportMailbox, useImport } from '../transfer/use-import.ts'
import { type FolderAsked, FolderDialog } from './folder-dialog.tsx'
import { folderVerbs } from './folder-verbs.ts'
import type { Drops } from './use-drop.ts'

export interface Folders {
  readonly verbsFor: (folder: Folder) => readonly VerbGroup[]
  /** Null where none may be made at the first level. */
  readonly create: (() => void) | null
  /** How it is dragged, and what it takes besides conversations. */
  readonly dragsOf: (folder: Folder) => Drops & { onDrag?: (event: DragEvent) => void }
  /** A folder goes to the first level. */
  readonly atTop: Drops
  readonly dialog: ReactNode
}

/**
 * What can be done with the folders themselves. A deleted one lies in the trash until it is deleted there; what comes into
 * one that is closed opens it.
 */
export function useFolders(mailboxes: Mailboxes, unfold?: (mailboxId: string) => void): Folders {
  const t = useT(mailTexts)
  const client = useClient()
  const toast = useToast()
  const { accountId } = mailboxes
  const transferT = useT(transferTexts)
  const whole = useWhole()
  const importInto = useImport(accountId)
  const mayCreate = useBox(accountId)?.mayMakeFolders === true
  const [asked, ask] = useState<FolderAsked | null>(null)
  const trash = mailboxes.ofRole('trash')

  const update = ({ mailbox }: Folder, text: string, patch: PatchObject): void => {
    const done = client.perform(text, [{ kind: 'update', type: 'Mailbox', accountId, id: mailbox.id, patch }])
    toast({ text, undo: () => void client.undo(done) })
  }
  const create = (name: string, parentId: string | null): void => {
    const { id } = client.create('Mailbox', { name, parentId }, { accountId })
    if (parentId !== null) unfold?.(parentId)
    const undo = () => void client.destroy('Mailbox', id, accountId)
    toast({ text: t('folder.created', { name }), undo })
  }
  const move = (folder: Folder, parentId: string | null): void => {
    update(folder, t('folder.moved', { name: mailboxName(folder.mailbox) }), { parentId })
    if (parentId !== null) unfold?.(parentId)
  }
  const remove = (folder: Folder): void => {
    const name = mailboxName(folder.mailbox)
    if (!trash || isBelow(folder.mailbox, trash.id, mailboxes.find)) ask({ kind: 'destroy', folder })
    else update(folder, t('folder.deleted', { name }), { parentId: trash.id })
  }
  /** With all that is inside, and the emails that are nowhere else. RFC 8621 §2.5 */
  const destroy = (folder: Folder): void => {
    const ids = walkFolders([folder]).map(({ mailbox }) => mailbox.id)
    client.enqueue({
      using: [MAIL],
      methodCalls: [['Mailbox/set', { accountId, destroy: ids, onDestroyRemoveEmails: true }, 'set']],
      label: t('folder.delete'),
      effects: ids.map(id => ({ kind: 'destroy', type: 'Mailbox', accountId, id })),
    })
  }
  const readAll = ({ mailbox }: Folder): void =>
    void whole.run([{ accountId, filter: { inMailbox: mailbox.id, notKeyword: '$seen' } }], () => ({
      'keywords/$seen': true,
    }))

  const folderOf = (id: string) => walkFolders(mailboxes.forest).find(({ mailbox }) => mailbox.id === id)
  /** Where a folder goes when it is dropped; null where it cannot. */
  const wayInto = (id: string, target: Mailbox | null): (() => void) | null => {
    const folder = folderOf(id)
    const parentId = target?.id ?? null
    if (!folder || folder.mailbox.parentId === parentId) return null
    if (target && (!mayMoveInto(folder, target) || target.myRights?.mayCreateChild === false)) return null
    if (target && target.id === trash?.id) return () => remove(folder)
    const { name } = folder.mailbox
    const isTaken = isNameTaken(name, parentId, mailboxes.all)
    return isTaken
      ? () => void toast({ tone: 'error', text: t('folder.taken-there', { name }) })
      : () => move(folder, parentId)
  }
  const takes = (target: Mailbox | null): Drops => ({
    mayTakeFolder: id => wayInto(id, target) !== null,
    onFolder: id => wayInto(id, target)?.(),
  })
  const dragsOf: Folders['dragsOf'] = folder => {
    const { mailbox } = folder
    const { myRights } = mailbox
    return {
      ...takes(mailbox),
      ...(myRights?.mayAddItems !== false && { onFiles: files => importInto(mailbox, files) }),
      ...(isOwnFolder(folder) &&
        myRights?.mayRename !== false && {
          onDrag: event => writeFolder(event, mailbox.id, mailboxName(mailbox)),
        }),
    }
  }

  return {
    dragsOf,
    atTop: takes(null),
    verbsFor: folder =>
      folderVerbs(
        folder.mailbox,
        {
          readAll: () => readAll(folder),
          createInside: () => ask({ kind: 'new', parentId: folder.mailbox.id }),
          empty: () => ask({ kind: 'empty', folder }),
          rename: () => ask({ kind: 'rename', folder }),
          colour: () => ask({ kind: 'colour', folder }),
          move: () => ask({ kind: 'move', folder }),
          remove: () => remove(folder),
          import: () => chooseFiles(files => importInto(folder.mailbox, files)),
          export: () => exportMailbox(accountId, folder.mailbox),
        },
        t,
        transferT,
      ),
    create: mayCreate ? () => ask({ kind: 'new', parentId: null }) : null,
    dialog: asked && (
      <FolderDialog
        asked={asked}
        mailboxes={mailboxes}
        onClose={() => ask(null)}
        onCreate={create}
        onRename={(folder, name) => update(folder, t('folder.renamed', { name }), { name })}
        onColour={(folder, colour) =>
          update(folder, t('folder.coloured', { name: mailboxName(folder.mailbox) }), { colour })
        }
        onMove={move}
        onDestroy={destroy}
        onEmpty={({ mailbox }) =>
          void whole.run([{ accountId, filter: { inMailbox: mailbox.id } }], () => 'destroy')
        }
      />
    ),
  }
}
