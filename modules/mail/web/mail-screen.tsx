import { IconFolderOff, IconPencilPlus } from '@tabler/icons-react'
import { useMemo } from 'react'
import { Frame, useAccountId, useAddress, useEach, useNavigateTo } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import {
  Button,
  EmptyState,
  Pane,
  PaneBody,
  Panes,
  SkeletonText,
  useDelayed,
  usePhone,
} from '../../../web/ui/index.ts'
import { MAIL } from '../types.ts'
import { useActs } from './action/use-acts.ts'
import { ALL, readMailAddress, writeMailAddress } from './address.ts'
import { openCompose } from './compose/desk.ts'
import { findCommonPlace, findPlace, mailboxIn, type Place } from './place/place.ts'
import { mailboxName } from './place/roles.ts'
import { PlaceScreen } from './place-screen.tsx'
import { useIncluded } from './share/included.ts'
import { type Office, type Offices, useOffice } from './share/office.ts'
import { MailSide } from './side/mail-side.tsx'
import { type MailT, mailTexts } from './texts.ts'

/** The mail: places at the side, the list of one of them, and what is read. */
export default function MailScreen() {
  const t = useT(mailTexts)
  const phone = usePhone()
  const own = useAccountId(MAIL)
  const { path, query } = useAddress()
  const address = readMailAddress(path, own)
  const isAll = address.accountId === ALL
  const home = useOffice(isAll ? own : (address.accountId ?? own))
  const { known, offices, askers } = useAllOffices(home, isAll)
  const question = query.get('q') ?? ''
  const { mailboxes, labels } = home
  const place = isAll
    ? findCommonPlace(address.place, question)
    : findPlace(address.place, question, mailboxes, labels.all)
  const acts = useActs(known, mailboxes => place && (mailboxIn(place, mailboxes)?.id ?? null))
  const title = place ? titleOf(place, t) : t('mail')
  const compose = {
    id: 'new',
    label: t('verb.new'),
    icon: IconPencilPlus,
    onRun: () => openCompose({ kind: 'new', accountId: home.accountId }),
  }
  return (
    <Frame
      title={title}
      unread={unreadIn(offices)}
      side={
        <MailSide
          key={home.accountId}
          own={own}
          address={address}
          place={place}
          home={home}
          act={(act, rowIds) => void acts.run(act, rowIds)}
        />
      }
      // On a phone it would lie over what is read.
      primary={phone && address.threadId !== null ? undefined : compose}
    >
      {askers}
      {place === null ? (
        <PlaceToCome />
      ) : place.kind === 'nowhere' ? (
        <Nowhere />
      ) : (
        <PlaceScreen
          key={`${address.accountId ?? own} ${address.place}`}
          address={address}
          place={place}
          title={title}
          home={home}
          offices={offices}
          acts={acts}
        />
      )}
    </Frame>
  )
}

const NONE: readonly string[] = []

/** The box at hand alone, or all that are looked at together; `known` has the one at hand in any case. */
function useAllOffices(home: Office, isAll: boolean) {
  const { boxes, has } = useIncluded()
  const ids = isAll ? boxes.map(box => box.accountId).filter(id => id !== home.accountId) : NONE
  const { all: others, askers } = useEach(ids, useOffice)
  const known: Offices = useMemo(() => new Map([[home.accountId, home], ...others]), [home, others])
  const isHomeIn = !isAll || has(home.accountId)
  return { known, offices: isHomeIn ? known : others, askers }
}

const unreadIn = (offices: Offices): number =>
  [...offices.values()].reduce(
    (sum, { mailboxes }) => sum + (mailboxes.ofRole('inbox')?.unreadThreads ?? 0),
    0,
  )

function titleOf(place: Place, t: MailT): string {
  switch (place.kind) {
    case 'mailbox':
      return mailboxName(place.mailbox)
    case 'label':
      return place.label.name
    case 'inboxes':
      return t('place.all')
    case 'flagged':
      return t('place.flagged')
    case 'search':
      return t('place.search')
    case 'nowhere':
      return t('mail')
  }
}

function PlaceToCome() {
  const t = useT(mailTexts)
  const late = useDelayed(true)
  const words = late && (
    <PaneBody>
      <SkeletonText lines={6} />
    </PaneBody>
  )
  return (
    <Panes
      shown="list"
      list={<Pane label={t('list.label')}>{words}</Pane>}
      detail={<Pane label={t('detail.label')}>{null}</Pane>}
    />
  )
}

function Nowhere() {
  const t = useT(mailTexts)
  const navigate = useNavigateTo()
  return (
    <Pane label={t('mail')}>
      <EmptyState
        icon={IconFolderOff}
        action={<Button onClick={() => navigate(writeMailAddress({}))}>{t('empty.nowhere.go')}</Button>}
      >
        {t('empty.nowhere')}
      </EmptyState>
    </Pane>
  )
}
