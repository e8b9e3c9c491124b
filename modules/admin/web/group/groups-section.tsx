import { IconUsersGroup, IconUsersPlus } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Avatar, Panes, type RowFace } from '../../../../web/ui/index.ts'
import { GROUPS, type Principal } from '../principal.ts'
import { PrincipalList } from '../principal-list.tsx'
import { PrincipalPane } from '../principal-pane.tsx'
import type { SectionProps } from '../section.ts'
import { adminTexts } from '../texts.ts'
import { GroupPane } from './group-pane.tsx'
import { NewGroup } from './new-group.tsx'
import { groupTexts } from './texts.ts'

export function GroupsSection({ id, onOpen }: SectionProps) {
  const t = useT(adminTexts)
  const words = useT(groupTexts)
  const [adding, setAdding] = useState(false)
  const face = useCallback(
    (group: Principal): RowFace => ({
      id: group.id,
      mark: <Avatar name={group.name} address={group.email ?? undefined} />,
      title: group.name,
      second: words('members', { count: Object.keys(group.members ?? {}).length }),
      when: group.email ?? undefined,
      chips: group.hasAccount ? [{ text: words('own-mail'), colour: 'pastel' }] : [],
    }),
    [words],
  )
  return (
    <>
      <Panes
        shown={id === null ? 'list' : 'detail'}
        list={
          <PrincipalList
            title={t('groups')}
            filter={GROUPS}
            face={face}
            addIcon={IconUsersPlus}
            onAdd={() => setAdding(true)}
            empty={t('empty.groups')}
            id={id}
            onOpen={onOpen}
          />
        }
        detail={
          <PrincipalPane icon={IconUsersGroup} id={id} onOpen={onOpen}>
            {group => <GroupPane key={group.id} group={group} onBack={() => onOpen(null)} />}
          </PrincipalPane>
        }
      />
      {adding && <NewGroup onClose={() => setAdding(false)} onMade={onOpen} />}
    </>
  )
}
