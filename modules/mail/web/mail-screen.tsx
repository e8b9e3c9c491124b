import { IconFolderOff, IconPencilPlus } from '@tabler/icons-react'
import { Frame, useAccountId, useAddress, useNavigateTo } from '../../../web/face.ts'
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
import { readMailAddress, writeMailAddress } from './address.ts'
import { openCompose } from './compose/desk.ts'
import { useLabels } from './label/use-labels.ts'
import { findPlace, mailboxOf, type Place } from './place/place.ts'
import { mailboxName } from './place/roles.ts'
import { useMailboxes } from './place/use-mailboxes.ts'
import { PlaceScreen } from './place-screen.tsx'
import { MailSide } from './side/mail-side.tsx'
import { type MailT, mailTexts } from './texts.ts'

/** The mail: places at the side, the list of one of them, and what is read. */
export default function MailScreen() {
  const t = useT(mailTexts)
  const phone = usePhone()
  const own = useAccountId(MAIL)
  const { path, query } = useAddress()
  const address = readMailAddress(path, own)
  const accountId = address.accountId ?? own
  const mailboxes = useMailboxes(accountId)
  const labels = useLabels(accountId)
  const place = findPlace(address.place, query.get('q') ?? '', mailboxes, labels.all)
  const acts = useActs(mailboxes, place && (mailboxOf(place)?.id ?? null), labels)
  const title = place ? titleOf(place, t) : t('mail')
  const compose = {
    id: 'new',
    label: t('verb.new'),
    icon: IconPencilPlus,
    onRun: () => openCompose({ kind: 'new', accountId }),
  }
  return (
    <Frame
      title={title}
      unread={mailboxes.ofRole('inbox')?.unreadThreads ?? 0}
      side={
        <MailSide
          key={accountId}
          own={own}
          address={address}
          place={place}
          mailboxes={mailboxes}
          labels={labels}
          act={(act, threadIds) => void acts.run(act, threadIds)}
        />
      }
      // On a phone it would lie over what is read.
      primary={phone && address.threadId !== null ? undefined : compose}
    >
      {place === null ? (
        <PlaceToCome />
      ) : place.kind === 'nowhere' ? (
        <Nowhere />
      ) : (
        <PlaceScreen
          key={`${accountId} ${address.place}`}
          address={address}
          place={place}
          title={title}
          mailboxes={mailboxes}
          labels={labels}
          acts={acts}
        />
      )}
    </Frame>
  )
}

function titleOf(place: Place, t: MailT): string {
  switch (place.kind) {
    case 'mailbox':
      return mailboxName(place.mailbox)
    case 'label':
      return place.label.name
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
