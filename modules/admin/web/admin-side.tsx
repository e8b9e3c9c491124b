import {
  IconDoor,
  IconGauge,
  IconHistory,
  IconInbox,
  IconMailCog,
  IconPuzzle,
  IconSend,
  IconUsers,
  IconUsersGroup,
  IconWorld,
} from '@tabler/icons-react'
import { useNavigateTo } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import { type Icon, Side } from '../../../web/ui/index.ts'
import { SECTIONS, type Section, writeAdminAddress } from './address.ts'
import { GROUPS, MAILBOXES, PEOPLE, RESOURCES } from './principal.ts'
import { adminTexts } from './texts.ts'
import { useTotal } from './use-all.ts'

const icons: Readonly<Record<Section, Icon>> = {
  overview: IconGauge,
  people: IconUsers,
  groups: IconUsersGroup,
  mailboxes: IconInbox,
  resources: IconDoor,
  domains: IconWorld,
  mail: IconMailCog,
  modules: IconPuzzle,
  queue: IconSend,
  audit: IconHistory,
}

export function AdminSide({ current }: { current: Section }) {
  const t = useT(adminTexts)
  const navigate = useNavigateTo()
  const counts: Readonly<Partial<Record<Section, number | undefined>>> = {
    people: useTotal('Principal', { filter: PEOPLE, sort: BY_AGE }),
    groups: useTotal('Principal', { filter: GROUPS, sort: BY_AGE }),
    mailboxes: useTotal('Principal', { filter: MAILBOXES, sort: BY_AGE }),
    resources: useTotal('Principal', { filter: RESOURCES, sort: BY_AGE }),
    domains: useTotal('Domain'),
  }
  const places = SECTIONS.map(section => ({
    id: section,
    label: t(section),
    href: writeAdminAddress(section),
    icon: icons[section],
    count: counts[section],
  }))
  return (
    <Side label={t('admin')} groups={[{ label: t('admin'), places }]} current={current} onGo={navigate} />
  )
}

/** Questions of their own: what is looked at in a list is not moved by counting it. */
const BY_AGE = [{ property: 'createdAt', isAscending: true }]
