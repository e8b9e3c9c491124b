import { IconPlus } from '@tabler/icons-react'
import { useT } from '../../../../web/i18n/index.ts'
import { IconButton, stroke } from '../../../../web/ui/index.ts'
import type { Mailbox } from '../../types.ts'
import { AbsenceLine } from '../absence/absence-line.tsx'
import type { Act } from '../action/act.ts'
import { ALL, FLAGGED, type MailAddress, writeMailAddress } from '../address.ts'
import { MailboxMark } from '../place/mailbox-mark.tsx'
import { mailboxOf, type Place } from '../place/place.ts'
import { FlagIcon, isShownRole, mailboxName, SHOWN_ROLES, waitingIn } from '../place/roles.ts'
import { type Folder, isBelow, isOwnFolder, walkFolders } from '../place/tree.ts'
import { SavedLines } from '../saved/saved-lines.tsx'
import { useWaitingCount } from '../scheduled/use-scheduled.ts'
import type { Office } from '../share/office.ts'
import { SpaceLine } from '../share/space.tsx'
import { type MailT, mailTexts } from '../texts.ts'
import { InboxesLine } from './inboxes-line.tsx'
import { LabelLines } from './label-lines.tsx'
import { PlaceLine } from './place-line.tsx'
import { SharedLines } from './shared-lines.tsx'
import styles from './side.module.css'
import { useDrop } from './use-drop.ts'
import { type Folders, useFolders } from './use-folders.tsx'
import { useUnfolded } from './use-unfolded.ts'

type Props = {
  own: string
  address: MailAddress
  place: Place | null
  home: Office
  act: (act: Act, rowIds: readonly string[]) => void
}

/** The places of an account: mailboxes with a role, labels, its own folders, and the accounts of others. */
export function MailSide({ own, address: { accountId: shown, place: name }, place, home, act }: Props) {
  const t = useT(mailTexts)
  const { accountId, mailboxes, labels } = home
  const { forest } = mailboxes
  // Over all boxes, the places are one’s own, and one is in none of them.
  const isAll = shown === ALL
  const address = { accountId: isAll ? null : shown, place: isAll ? null : name }
  const unfolded = useUnfolded(accountId)
  const folders = useFolders(mailboxes, unfolded.open)
  const waiting = useWaitingCount(accountId, mailboxes.ofRole('scheduled'))
  const waitsIn = (mailbox: Mailbox): number => (mailbox.role === 'scheduled' ? waiting : waitingIn(mailbox))
  const here = place && mailboxOf(place)
  const isOpen = ({ mailbox }: Folder): boolean =>
    unfolded.has(mailbox.id) || (here !== null && isBelow(here, mailbox.id, mailboxes.find))
  const line = (folder: Folder) => {
    const { mailbox, children, depth } = folder
    return (
      <li key={mailbox.id}>
        <PlaceLine
          name={mailboxName(mailbox)}
          href={hrefOf(mailbox, address)}
          mark={<MailboxMark mailbox={mailbox} />}
          current={mailbox.id === here?.id}
          count={waitsIn(mailbox)}
          counted={countedIn(mailbox, waitsIn(mailbox), t)}
          depth={depth}
          open={children.length > 0 ? isOpen(folder) : null}
          onTurn={() => unfolded.turn(mailbox.id)}
          verbs={folders.verbsFor(folder)}
          onDrop={({ rowIds }) => act({ kind: 'move', accountId, mailboxId: mailbox.id }, rowIds)}
          {...folders.dragsOf(folder)}
        />
      </li>
    )
  }
  const lines = (forest: readonly Folder[]) => walkFolders(forest, isOpen).map(line)
  const standing = SHOWN_ROLES.flatMap(role => forest.filter(({ mailbox }) => mailbox.role === role)).filter(
    // Where nothing waits, the place for it is in nobody's way.
    ({ mailbox }) => !isWaitingRoom(mailbox) || waitsIn(mailbox) > 0 || mailbox.id === here?.id,
  )
  const inbox = standing.filter(({ mailbox }) => mailbox.role === 'inbox')
  const others = standing.filter(({ mailbox }) => mailbox.role !== 'inbox')

  return (
    <nav className={styles.side} aria-label={t('mail')}>
      {accountId === own && <AbsenceLine accountId={own} />}
      <ul>
        <InboxesLine current={isAll} />
        {lines(inbox)}
        <li>
          <PlaceLine
            name={t('place.flagged')}
            href={writeMailAddress({ accountId: address.accountId, place: FLAGGED })}
            mark={<FlagIcon size={19} stroke={stroke} aria-hidden="true" />}
            current={address.place === FLAGGED}
            onDrop={({ rowIds }) => act({ kind: 'flag' }, rowIds)}
          />
        </li>
        {lines(others)}
      </ul>
      <SavedLines accountId={address.accountId} place={place} />
      <SharedLines own={own} current={accountId} act={act} />
      <LabelLines
        labels={labels}
        address={address}
        onDrop={({ keyword }, { rowIds }) => act({ kind: 'label', keyword }, rowIds)}
      />
      {(folders.create || forest.some(isOwnFolder)) && (
        <section>
          <FoldersHeading folders={folders} />
          <ul>{lines(forest.filter(isOwnFolder))}</ul>
        </section>
      )}
      <SpaceLine accountId={accountId} />
      {folders.dialog}
    </nav>
  )
}

/** A folder that is dropped on it goes to the first level. */
function FoldersHeading({ folders }: { folders: Folders }) {
  const t = useT(mailTexts)
  const { over, drop } = useDrop(folders.atTop)
  return (
    <div className={styles.heading} data-over={over || undefined} {...drop}>
      <h2>{t('side.folders')}</h2>
      {folders.create && (
        <IconButton size="small" icon={IconPlus} label={t('folder.new')} onClick={folders.create} />
      )}
    </div>
  )
}

/** What is counted there, where it is not what is unread. */
function countedIn(mailbox: Mailbox, count: number, t: MailT): string | undefined {
  if (mailbox.role === 'drafts') return t('side.drafts', { count })
  return isWaitingRoom(mailbox) ? t('side.held', { count }) : undefined
}

const isWaitingRoom = ({ role }: Mailbox): boolean => role === 'scheduled' || role === 'snoozed'

const hrefOf = ({ id, role }: Mailbox, { accountId }: Pick<MailAddress, 'accountId'>): string =>
  writeMailAddress({ accountId, place: isShownRole(role) ? role : id })
