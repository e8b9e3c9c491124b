import { IconArchive, IconInbox, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import {
  EmptyState,
  List,
  noSelection,
  type RowFace,
  type Selection,
  type Source,
  sourceOf,
  type Verb,
} from '../../web/ui/index.ts'
import styles from './catalogue.module.css'
import { threadFace } from './mail-face.tsx'
import { type SampleThread, sampleThreads } from './sample-mail.ts'
import { Story } from './story.tsx'

const verbs: readonly Verb[] = [
  { id: 'archive', label: 'Archiver', icon: IconArchive, onRun: () => {} },
  { id: 'delete', label: 'Supprimer', icon: IconTrash, danger: true, onRun: () => {} },
]

const groups: Record<string, string> = { Hier: 'Hier', 'Sam.': 'Cette semaine', 'Ven.': 'Cette semaine' }

function groupedFace(thread: SampleThread): RowFace {
  return { ...threadFace(thread), group: groups[thread.when] ?? 'Aujourd’hui' }
}

const loading: Source<SampleThread> = { total: null, at: () => 'loading', need: () => {} }
const failed: Source<SampleThread> = {
  ...loading,
  error: 'Le serveur ne répond pas. Les messages déjà lus restent sur cet appareil.',
  retry: () => {},
}
const all = sourceOf(sampleThreads)
const none = sourceOf<SampleThread>([])

export function ListStories() {
  const [openId, setOpenId] = useState('t2')
  const [selection, setSelection] = useState<Selection>({ ...noSelection, chosen: new Set(['t4']) })
  return (
    <Story title="La liste : choisie, groupée, en attente, vide, en panne" wide>
      <div className={styles.lists}>
        <div>
          <List
            label="Choisie"
            source={all}
            face={threadFace}
            openId={openId}
            onOpen={setOpenId}
            selection={selection}
            onSelect={setSelection}
            actions={() => verbs}
            empty={null}
          />
        </div>
        <div>
          <List label="Groupée" source={all} face={groupedFace} onOpen={() => {}} empty={null} />
        </div>
        <div>
          <List label="En attente" source={loading} face={threadFace} onOpen={() => {}} empty={null} />
        </div>
        <div>
          <List
            label="Vide"
            source={none}
            face={threadFace}
            onOpen={() => {}}
            empty={<EmptyState icon={IconInbox}>Les messages que vous recevrez seront ici.</EmptyState>}
          />
        </div>
        <div>
          <List label="En panne" source={failed} face={threadFace} onOpen={() => {}} empty={null} />
        </div>
      </div>
    </Story>
  )
}
