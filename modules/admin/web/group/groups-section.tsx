import { IconUsersGroup, IconUsersPlus } from '@tabler/icons-react'
import { useCallback } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Avatar, type RowFace } from '../../../../web/ui/index.ts'
import { GROUPS, type Principal } from '../principal.ts'
import { PrincipalSection } from '../principal-section.tsx'
import type { SectionProps } from '../section.ts'
import { adminTexts } from '../texts.ts'
import { GroupPane } from './group-pane.tsx'
import { NewGroup } from './new-group.tsx'
import { groupTexts } from './texts.ts'

export function GroupsSection(props: SectionProps) {
  const t = useT(adminTexts)
  const words = useT(groupTexts)
  const face = useCallback(
    ({ id, name, email, members, hasAccount }: Principal): RowFace => {
      const count = words('members', { count: Object.keys(members ?? {}).length })
      return {
        id,
        mark: <Avatar name={name} address={email ?? undefined} />,
        title: name,
        second: [count, email].filter(Boolean).join(' · '),
        chips: hasAccount ? [{ text: words('own-mail'), colour: 'pastel' }] : [],
      }
    },
    [words],
  )
  return (
    <PrincipalSection
      {...props}
      title={t('groups')}
      icon={IconUsersGroup}
      addIcon={IconUsersPlus}
      filter={GROUPS}
      face={face}
      empty={t('empty.groups')}
      pane={(group, onBack) => <GroupPane key={group.id} group={group} onBack={onBack} />}
      making={made => <NewGroup {...made} />}
    />
  )
}
