import { useState } from 'react'
import { useWho } from '../../../web/face.ts'
import { Panes, usePhone } from '../../../web/ui/index.ts'
import { LabelDialog } from './action/label-dialog.tsx'
import { MoveDialog } from './action/move-dialog.tsx'
import type { Acts } from './action/use-acts.ts'
import { type Doing, useDoing } from './action/use-doing.ts'
import type { MailAddress } from './address.ts'
import { DetailPane } from './detail/detail-pane.tsx'
import type { Labels } from './label/use-labels.ts'
import { ListPane } from './list/list-pane.tsx'
import { comparators, type SortName } from './list/sorts.ts'
import { useBrowsing } from './list/use-browsing.ts'
import { useThreads } from './list/use-threads.ts'
import { filterOf, type Place, type View } from './place/place.ts'
import type { Mailboxes } from './place/use-mailboxes.ts'
import { useFound } from './search/use-found.ts'
import { useReadingPane } from './settings/reading-pane.ts'
import { useMailKeys } from './use-mail-keys.ts'

type Props = {
  address: MailAddress
  place: Place
  title: string
  mailboxes: Mailboxes
  labels: Labels
  acts: Acts
}

/** A place: the list of its conversations, and the one that is read. */
export function PlaceScreen({ address, place, title, mailboxes, labels, acts }: Props) {
  const { accountId } = mailboxes
  const phone = usePhone()
  const alone = useReadingPane() === 'none'
  const [view, onView] = useState<View>('all')
  const [sort, onSort] = useState<SortName>('newest')
  const filter = filterOf(place, view, mailboxes, useWho().principalId)
  const source = useThreads(accountId, { filter, sort: comparators[sort] })
  const found = useFound(accountId, place, filter, source)
  const question = place.kind === 'search' ? place.question : undefined
  const browsing = useBrowsing({ accountId, address, question, source, onePane: phone || alone })
  const isOneMailbox = place.kind === 'mailbox'
  const doing = useDoing({ accountId, acts, browsing, filter, isOneMailbox })
  useMailKeys(doing.verbsFor(browsing.targets()), browsing, address.accountId)

  const listed = {
    title,
    place,
    view,
    onView,
    sort,
    onSort,
    mailboxes,
    labels,
    source,
    found,
    browsing,
    doing,
  }
  const list = <ListPane {...listed} shared={address.accountId} />
  const detail = <DetailPane accountId={accountId} browsing={browsing} doing={doing} alone={alone} />
  const { openId } = browsing
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
      <Asking doing={doing} mailboxes={mailboxes} labels={labels} acts={acts} />
    </>
  )
}

type AskingProps = { doing: Doing } & Pick<Props, 'mailboxes' | 'labels' | 'acts'>

function Asking({ doing, mailboxes, labels, acts }: AskingProps) {
  const { asked, answer, act } = doing
  if (asked === null) return null
  if (asked.for === 'labels')
    return (
      <LabelDialog
        labels={labels}
        emails={acts.emailsOf(asked.threadIds)}
        act={one => act(one, asked.threadIds)}
        onClose={answer}
      />
    )
  return (
    <MoveDialog
      forest={mailboxes.forest}
      isOut={({ mailbox }) => mailbox.id === acts.ground.mailboxId}
      onPick={({ id }) => {
        answer()
        act({ kind: 'move', mailboxId: id }, asked.threadIds)
      }}
      onClose={answer}
    />
  )
}
