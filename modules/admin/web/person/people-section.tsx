import { IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Panes, type RowFace } from '../../../../web/ui/index.ts'
import { all, PEOPLE, type Principal } from '../principal.ts'
import { PrincipalList } from '../principal-list.tsx'
import { PrincipalPane } from '../principal-pane.tsx'
import type { SectionProps } from '../section.ts'
import { adminTexts } from '../texts.ts'
import { NewPerson } from './new-person.tsx'
import { conditionsOf, everybody, PeopleFacets } from './people-facets.tsx'
import { personFace } from './person-face.tsx'
import { PersonPane } from './person-pane.tsx'
import { personTexts } from './texts.ts'

export function PeopleSection({ id, onOpen }: SectionProps) {
  const t = useT(adminTexts)
  const words = useT(personTexts)
  const [narrowing, setNarrowing] = useState(everybody)
  const [adding, setAdding] = useState(false)
  const face = useCallback((person: Principal): RowFace => personFace(person, words), [words])
  return (
    <>
      <Panes
        shown={id === null ? 'list' : 'detail'}
        list={
          <PrincipalList
            title={t('people')}
            filter={all(PEOPLE, ...conditionsOf(narrowing))}
            face={face}
            facets={<PeopleFacets value={narrowing} onChange={setNarrowing} />}
            addIcon={IconUserPlus}
            onAdd={() => setAdding(true)}
            empty={t('empty.people')}
            id={id}
            onOpen={onOpen}
          />
        }
        detail={
          <PrincipalPane icon={IconUsers} id={id} onOpen={onOpen}>
            {person => <PersonPane key={person.id} person={person} onBack={() => onOpen(null)} />}
          </PrincipalPane>
        }
      />
      {adding && <NewPerson onClose={() => setAdding(false)} onMade={onOpen} />}
    </>
  )
}
