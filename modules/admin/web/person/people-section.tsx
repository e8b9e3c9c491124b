import { IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import type { RowFace } from '../../../../web/ui/index.ts'
import { all, PEOPLE, type Principal } from '../principal.ts'
import { PrincipalSection } from '../principal-section.tsx'
import type { SectionProps } from '../section.ts'
import { adminTexts } from '../texts.ts'
import { NewPerson } from './new-person.tsx'
import { conditionsOf, everybody, PeopleFacets } from './people-facets.tsx'
import { personFace } from './person-face.tsx'
import { PersonPane } from './person-pane.tsx'
import { personTexts } from './texts.ts'

export function PeopleSection(props: SectionProps) {
  const t = useT(adminTexts)
  const words = useT(personTexts)
  const [narrowing, setNarrowing] = useState(everybody)
  const face = useCallback((person: Principal): RowFace => personFace(person, words), [words])
  return (
    <PrincipalSection
      {...props}
      title={t('people')}
      icon={IconUsers}
      addIcon={IconUserPlus}
      filter={all(PEOPLE, ...conditionsOf(narrowing))}
      isNarrowed={Object.values(narrowing).some(value => value !== null)}
      facets={<PeopleFacets value={narrowing} onChange={setNarrowing} />}
      face={face}
      empty={t('empty.people')}
      pane={(person, onBack) => <PersonPane key={person.id} person={person} onBack={onBack} />}
      making={made => <NewPerson {...made} />}
    />
  )
}
