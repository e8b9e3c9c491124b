import { type ComponentType, useCallback } from 'react'
import { Boundary, Frame, useAddress, useNavigateTo } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import { readAdminAddress, type Section, writeAdminAddress } from './address.ts'
import { AdminSide } from './admin-side.tsx'
import { AuditSection } from './audit/audit-section.tsx'
import { DomainsSection } from './domain/domains-section.tsx'
import { GroupsSection } from './group/groups-section.tsx'
import { MailSection } from './mail/mail-section.tsx'
import { MailboxesSection } from './mailbox/mailboxes-section.tsx'
import { OverviewSection } from './overview/overview-section.tsx'
import { PeopleSection } from './person/people-section.tsx'
import { QueueSection } from './queue/queue-section.tsx'
import { ResourcesSection } from './resource/resources-section.tsx'
import type { SectionProps } from './section.ts'
import { ModulesSection } from './switch/modules-section.tsx'
import { adminTexts } from './texts.ts'

const sections: Readonly<Record<Section, ComponentType<SectionProps>>> = {
  overview: OverviewSection,
  people: PeopleSection,
  groups: GroupsSection,
  mailboxes: MailboxesSection,
  resources: ResourcesSection,
  domains: DomainsSection,
  mail: MailSection,
  modules: ModulesSection,
  queue: QueueSection,
  audit: AuditSection,
}

/** The administration: one list for each sort of record, and the pane of the one that is open. */
export default function AdminScreen() {
  const t = useT(adminTexts)
  const navigate = useNavigateTo()
  const { section, id } = readAdminAddress(useAddress().path)
  const onOpen = useCallback(
    (opened: string | null) => navigate(writeAdminAddress(section, opened)),
    [navigate, section],
  )
  const Shown = sections[section]
  return (
    <Frame title={t(section)} side={<AdminSide current={section} />}>
      <Boundary of={section} whole>
        <Shown key={section} id={id} onOpen={onOpen} />
      </Boundary>
    </Frame>
  )
}
