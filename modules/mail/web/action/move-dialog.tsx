import { useT } from '../../../../web/i18n/index.ts'
import { stroke } from '../../../../web/ui/index.ts'
import type { Mailbox } from '../../types.ts'
import { mailboxIcon, mailboxName, SHOWN_ROLES } from '../place/roles.ts'
import { type Folder, walkFolders } from '../place/tree.ts'
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
  onClose: () => void
}

export function MoveDialog({ forest, title, isOut, onPick, top, onClose }: Props) {
  const t = useT(mailTexts)
  const folders = walkFolders(rolesFirst(forest)).filter(folder => !isOut(folder) && mayHold(folder.mailbox))
  const choices = folders.map(({ mailbox, path }) => {
    const Glyph = mailboxIcon(mailbox)
    return {
      id: mailbox.id,
      name: mailboxName(mailbox),
      detail: path.slice(0, -1).join(' / '),
      mark: <Glyph size={19} stroke={stroke} aria-hidden="true" />,
      run: () => onPick(mailbox),
    }
  })
  return (
    <ChoiceDialog
      title={title ?? t('move.title')}
      field={t('move.search')}
      none={t('move.none')}
      choices={top ? [{ id: 'top', mark: null, ...top }, ...choices] : choices}
      onClose={onClose}
    />
  )
}

/** In the order of the side. */
const rolesFirst = (forest: readonly Folder[]): Folder[] => {
  const place = ({ mailbox }: Folder) =>
    (SHOWN_ROLES as readonly (string | null)[]).indexOf(mailbox.role) >>> 0
  return forest.toSorted((a, b) => place(a) - place(b))
}

const mayHold = ({ myRights, role }: Mailbox): boolean =>
  myRights?.['mayAddItems'] !== false && role !== 'drafts' && role !== 'sent'
