import { IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, type RowFace } from '../../../../web/ui/index.ts'
import styles from '../admin.module.css'
import { ImportPeople } from '../import/import-people.tsx'
import { importTexts } from '../import/texts.ts'
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
  const importing = useImporting()
  const face = useCallback((person: Principal): RowFace => personFace(person, words), [words])
  return (
    <>
      <PrincipalSection
        {...props}
        title={t('people')}
        icon={IconUsers}
        addIcon={IconUserPlus}
        filter={all(PEOPLE, ...conditionsOf(narrowing))}
        isNarrowed={Object.values(narrowing).some(value => value !== null)}
        facets={<PeopleFacets value={narrowing} onChange={setNarrowing} end={importing.verb} />}
        face={face}
        empty={t('empty.people')}
        pane={(person, onBack) => <PersonPane key={person.id} person={person} onBack={onBack} />}
        making={made => <NewPerson {...made} />}
      />
      {importing.dialog}
    </>
  )
}

/** The way to a file of many, and what it opens. */
function useImporting() {
  const t = useT(importTexts)
  const [isOpen, setOpen] = useState(false)
  return {
    verb: (
      <Button look="link" className={styles.last} onClick={() => setOpen(true)}>
        {t('open')}
      </Button>
    ),
    dialog: isOpen && <ImportPeople onClose={() => setOpen(false)} />,
  }
}
