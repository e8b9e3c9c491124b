import { IconFolderPlus, IconFolderSymlink, IconMailOpened, IconPencil, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import type { Change } from '../../../../web/sync/change.ts'
import { useToast, type VerbGroup } from '../../../../web/ui/index.ts'
import { MAIL } from '../../types.ts'
import { MoveDialog } from '../action/move-dialog.tsx'
import { useWhole } from '../action/use-whole.ts'
import { isShownRole, mailboxName } from '../place/roles.ts'
import { type Folder, mayMoveInto, walkFolders } from '../place/tree.ts'
import type { Mailboxes } from '../place/use-mailboxes.ts'
import { mailTexts } from '../texts.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { NameDialog } from './name-dialog.tsx'

type Asked =
  | { readonly kind: 'new'; readonly parentId: string | null }
  | { readonly kind: 'rename' | 'move' | 'destroy' | 'empty'; readonly folder: Folder }

export interface FolderVerbs {
  readonly verbsFor: (folder: Folder) => readonly VerbGroup[]
  readonly create: () => void
  readonly dialog: ReactNode
}

/** What can be done with the folders themselves; a deleted one lies in the trash until it is deleted there. */
export function useFolderVerbs(mailboxes: Mailboxes): FolderVerbs {
  const t = useT(mailTexts)
  const client = useClient()
  const toast = useToast()
  const { accountId } = mailboxes
  const whole = useWhole(accountId)
  const [asked, setAsked] = useState<Asked | null>(null)
  const trash = mailboxes.ofRole('trash')

  const perform = (text: string, change: Change): void => {
    setAsked(null)
    const done = client.perform(text, [change])
    toast({ text, undo: () => void client.undo(done) })
  }
  const update = (folder: Folder, text: string, patch: object): void =>
    perform(text, { kind: 'update', type: 'Mailbox', accountId, id: folder.mailbox.id, patch: { ...patch } })
  const remove = (folder: Folder): void => {
    if (!trash || isInside(folder, trash.id, mailboxes)) setAsked({ kind: 'destroy', folder })
    else update(folder, t('folder.deleted', { name: mailboxName(folder.mailbox) }), { parentId: trash.id })
  }
  const destroy = (folder: Folder): void => {
    setAsked(null)
    const ids = walkFolders([folder]).map(({ mailbox }) => mailbox.id)
    client.enqueue({
      using: [MAIL],
      methodCalls: [['Mailbox/set', { accountId, destroy: ids, onDestroyRemoveEmails: true }, 'set']],
      label: t('folder.delete'),
      effects: ids.map(id => ({ kind: 'destroy', type: 'Mailbox', accountId, id })),
    })
  }

  const verbsFor = (folder: Folder): readonly VerbGroup[] => {
    const { mailbox } = folder
    const isFixed = isShownRole(mailbox.role)
    const mayGo = (right: string): boolean => mailbox.myRights?.[right] !== false
    const isBin = mailbox.role === 'trash' || mailbox.role === 'junk'
    return [
      {
        verbs: [
          {
            id: 'read',
            label: t('folder.read'),
            icon: IconMailOpened,
            disabled: mailbox.unreadEmails === 0,
            onRun: () =>
              void whole.run({ inMailbox: mailbox.id, notKeyword: '$seen' }, () => ({
                'keywords/$seen': true,
              })),
          },
          {
            id: 'new',
            label: t('folder.new-inside'),
            icon: IconFolderPlus,
            disabled: !mayGo('mayCreateChild'),
            onRun: () => setAsked({ kind: 'new', parentId: mailbox.id }),
          },
        ],
      },
      ...(isBin
        ? [
            {
              verbs: [
                {
                  id: 'empty',
                  label: t('folder.empty'),
                  icon: IconTrash,
                  danger: true,
                  disabled: mailbox.totalEmails === 0,
                  onRun: () => setAsked({ kind: 'empty', folder }),
                },
              ],
            },
          ]
        : []),
      ...(isFixed
        ? []
        : [
            {
              verbs: [
                {
                  id: 'rename',
                  label: t('folder.rename'),
                  icon: IconPencil,
                  disabled: !mayGo('mayRename'),
                  onRun: () => setAsked({ kind: 'rename', folder }),
                },
                {
                  id: 'move',
                  label: t('folder.move'),
                  icon: IconFolderSymlink,
                  disabled: !mayGo('mayRename'),
                  onRun: () => setAsked({ kind: 'move', folder }),
                },
                {
                  id: 'delete',
                  label: t('folder.delete'),
                  icon: IconTrash,
                  danger: true,
                  disabled: !mayGo('mayDelete'),
                  onRun: () => remove(folder),
                },
              ],
            },
          ]),
    ]
  }

  const close = () => setAsked(null)
  const dialogOf = (asked: Asked): ReactNode => {
    if (asked.kind === 'new')
      return (
        <NameDialog
          title={t(asked.parentId === null ? 'folder.new' : 'folder.new-inside')}
          action={t('create')}
          name=""
          isTaken={name => isTaken(name, asked.parentId, mailboxes)}
          onClose={close}
          onName={name => {
            setAsked(null)
            const { id } = client.create('Mailbox', { name, parentId: asked.parentId }, { accountId })
            toast({
              text: t('folder.created', { name }),
              undo: () => void client.destroy('Mailbox', id, accountId),
            })
          }}
        />
      )
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
            isTaken={name => name !== mailbox.name && isTaken(name, mailbox.parentId, mailboxes)}
            onClose={close}
            onName={name => update(folder, t('folder.renamed', { name }), { name })}
          />
        )
      case 'move':
        return (
          <MoveDialog
            title={t('folder.move')}
            forest={mailboxes.forest}
            isOut={other => !mayMoveInto(folder, other.mailbox) || other.mailbox.id === mailbox.parentId}
            onPick={({ id }) => update(folder, t('folder.moved', { name }), { parentId: id })}
            top={
              mailbox.parentId === null
                ? undefined
                : {
                    name: t('folder.top'),
                    run: () => update(folder, t('folder.moved', { name }), { parentId: null }),
                  }
            }
            onClose={close}
          />
        )
      case 'destroy':
        return (
          <ConfirmDialog
            title={t('folder.destroy-title')}
            action={t('verb.destroy')}
            onRun={() => destroy(folder)}
            onClose={close}
          >
            {t('folder.destroy-text', { name })}
          </ConfirmDialog>
        )
      case 'empty':
        return (
          <ConfirmDialog
            title={t('folder.empty-title', { name })}
            action={t('folder.empty')}
            onRun={() => {
              setAsked(null)
              void whole.run({ inMailbox: mailbox.id }, () => 'destroy')
            }}
            onClose={close}
          >
            {t('folder.empty-text', { count: mailbox.totalEmails })}
          </ConfirmDialog>
        )
    }
  }
  return {
    verbsFor,
    create: () => setAsked({ kind: 'new', parentId: null }),
    dialog: asked && dialogOf(asked),
  }
}

const isTaken = (name: string, parentId: string | null, { all }: Mailboxes): boolean =>
  all.some(other => other.parentId === parentId && other.name.toLowerCase() === name.toLowerCase())

function isInside({ mailbox }: Folder, id: string, { find }: Mailboxes): boolean {
  for (let above = mailbox.parentId; above !== null; above = find(above)?.parentId ?? null)
    if (above === id) return true
  return false
}
