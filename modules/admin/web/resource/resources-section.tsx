import { IconDoor, IconMapPin, IconPlus } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Panes, type RowFace, stroke } from '../../../../web/ui/index.ts'
import styles from '../admin.module.css'
import { type Principal, RESOURCES } from '../principal.ts'
import { PrincipalList } from '../principal-list.tsx'
import { PrincipalPane } from '../principal-pane.tsx'
import type { SectionProps } from '../section.ts'
import { adminTexts } from '../texts.ts'
import { NewResource } from './new-resource.tsx'
import { ResourcePane } from './resource-pane.tsx'
import { resourceTexts } from './texts.ts'

export function ResourcesSection({ id, onOpen }: SectionProps) {
  const t = useT(adminTexts)
  const words = useT(resourceTexts)
  const [adding, setAdding] = useState(false)
  const face = useCallback(
    ({ id, type, name, email, description }: Principal): RowFace => {
      const Glyph = type === 'location' ? IconMapPin : IconDoor
      return {
        id,
        mark: (
          <span className={styles.mark}>
            <Glyph size={20} stroke={stroke} aria-hidden="true" />
          </span>
        ),
        title: name,
        second: description ?? words(type === 'location' ? 'kind.location' : 'kind.resource'),
        when: email ?? undefined,
      }
    },
    [words],
  )
  return (
    <>
      <Panes
        shown={id === null ? 'list' : 'detail'}
        list={
          <PrincipalList
            title={t('resources')}
            filter={RESOURCES}
            face={face}
            addIcon={IconPlus}
            onAdd={() => setAdding(true)}
            empty={t('empty.resources')}
            id={id}
            onOpen={onOpen}
          />
        }
        detail={
          <PrincipalPane icon={IconDoor} id={id} onOpen={onOpen}>
            {resource => <ResourcePane key={resource.id} resource={resource} onBack={() => onOpen(null)} />}
          </PrincipalPane>
        }
      />
      {adding && <NewResource onClose={() => setAdding(false)} onMade={onOpen} />}
    </>
  )
}
