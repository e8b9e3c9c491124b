import { useState } from 'react'
import { useClient, useWho } from '../../../web/face.ts'
import { Panes, useOnePane } from '../../../web/ui/index.ts'
import { LabelDialog } from './action/label-dialog.tsx'
import { MoveDialog } from './action/move-dialog.tsx'
import type { Acts } from './action/use-acts.ts'
import { type Doing, useDoing } from './action/use-doing.ts'
import { ALL, type MailAddress } from './address.ts'
import { DetailPane } from './detail/detail-pane.tsx'
import { ListPane } from './list/list-pane.tsx'
import { comparators, type SortName } from './list/sorts.ts'
import { readRowId, rowIdOf, threadsByAccount } from './list/thread.ts'
import { useBrowsing } from './list/use-browsing.ts'
import { useThreads } from './list/use-threads.ts'
import { mailboxOf, type Place, partsOf, type View } from './place/place.ts'
import { counterpartOf } from './place/tree.ts'
import { useFound } from './search/use-found.ts'
import { useReadingPane } from './settings/reading-pane.ts'
import { useBoxes } from './share/box.ts'
import type { Office, Offices } from './share/office.ts'
import { SnoozeDialog } from './snooze/snooze-dialog.tsx'
import { snoozedUntil, writeInstant } from './snooze/snoozed-until.ts'
import { useMaySnooze } from './snooze/use-may-snooze.ts'
import { useMailKeys } from './use-mail-keys.ts'

type Props = {
  address: MailAddress
  place: Place
  title: string
  /** Whose places the side shows. */
  home: Office
  /** Of all accounts in which the place is. */
  offices: Offices
  acts: Acts
}

/** A place: the list of its conversations, and the one that is read. */
export function PlaceScreen({ address, place, title, home, offices, acts }: Props) {
  const hasOnePane = useOnePane()
  const alone = useReadingPane() === 'none'
  const [view, onView] = useState<View>('all')
  const [sort, onSort] = useState<SortName>(firstOrder(place))
  const mailboxes = [...offices.values()].map(office => office.mailboxes)
  const parts = partsOf(place, view, mailboxes, useWho().principalId)
  const asked = parts.map(part => ({ ...part, sort: comparators[sort] }))
  const source = useThreads(asked)
  const found = useFound(place, asked, source)
  const question = place.kind === 'search' ? place.question : undefined
  const openId = useOpenId(address, home.accountId)
  const browsing = useBrowsing({ address, question, source, openId, onePane: hasOnePane || alone })
  const isOneMailbox = place.kind === 'mailbox' || place.kind === 'inboxes'
  const maySnooze = useMaySnooze(mailboxes, place)
  const doing = useDoing({ acts, browsing, parts, isOneMailbox, maySnooze })
  useMailKeys(doing.verbsFor(browsing.targets()), browsing, address)

  const listed = { title, place, address, view, onView, sort, onSort, home, offices, source, found, browsing }
  const list = <ListPane {...listed} doing={doing} />
  const detail = <DetailPane browsing={browsing} doing={doing} alone={alone} />
  return (
    <>
      {alone ? (
        openId === null ? (
          list
        ) : (
          detail
        )
      ) : (
        <Panes shown={openId === null ? 'list' : 'detail'} list={list} detail={detail} />
      )}
      <Asking doing={doing} offices={offices} acts={acts} />
    </>
  )
}

/** Null also of what is in an account out of reach, such as one that was shared and is no more. */
function useOpenId({ accountId, threadId }: MailAddress, home: string): string | null {
  const boxes = useBoxes()
  if (threadId === null) return null
  if (accountId !== ALL) return rowIdOf({ accountId: home, threadId })
  return boxes.some(box => box.accountId === readRowId(threadId).accountId) ? threadId : null
}

/** What comes back first is at the top of what waits. */
const firstOrder = (place: Place): SortName => (mailboxOf(place)?.role === 'snoozed' ? 'oldest' : 'newest')

type AskingProps = { doing: Doing; offices: Offices; acts: Acts }

function Asking({ doing, offices, acts }: AskingProps) {
  const { asked, answer, act } = doing
  const client = useClient()
  const boxes = useBoxes()
  if (asked === null) return null
  const concerned = [...threadsByAccount(asked.rowIds).keys()].flatMap(id => offices.get(id) ?? [])
  const [first, ...others] = concerned
  if (first === undefined) return null
  if (asked.for === 'labels')
    return (
      <LabelDialog
        labels={concerned.map(({ labels }) => labels)}
        emails={acts.emailsOf(asked.rowIds)}
        act={one => act(one, asked.rowIds)}
        onClose={answer}
      />
    )
  if (asked.for === 'date')
    return (
      <SnoozeDialog
        start={snoozedUntil(acts.emailsOf(asked.rowIds)) ?? undefined}
        onChoose={until => {
          answer()
          act({ kind: 'snooze', until: writeInstant(until) }, asked.rowIds)
        }}
        onClose={answer}
      />
    )
  const { accountId, mailboxes } = first
  const moveTo = (mailboxId: string): void => {
    answer()
    act({ kind: 'move', accountId, mailboxId }, asked.rowIds)
  }
  const box = boxes.find(box => box.accountId === accountId)
  const mayCreate = others.length === 0 && box?.mayMakeFolders === true
  return (
    <MoveDialog
      forest={mailboxes.forest}
      isOut={folder =>
        folder.mailbox.id === acts.groundOf(accountId)?.mailboxId ||
        others.some(other => !counterpartOf(folder, other.mailboxes.forest))
      }
      onPick={({ id }) => moveTo(id)}
      onCreate={
        mayCreate
          ? name => moveTo(client.create('Mailbox', { name, parentId: null }, { accountId }).id)
          : undefined
      }
      onClose={answer}
    />
  )
}
