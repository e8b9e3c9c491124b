import {
  IconArchive,
  IconClock,
  IconDots,
  IconFolderSymlink,
  IconPlus,
  IconStar,
  IconTrash,
} from '@tabler/icons-react'
import { useState } from 'react'
import { Button, IconButton, Menu, Segmented, Tabs, Toolbar, type Verb } from '../../web/ui/index.ts'
import { Line, Story } from './story.tsx'

const nothing = (): void => {}

const verbs: readonly Verb[] = [
  { id: 'archive', label: 'Archiver', icon: IconArchive, shortcut: 'e', onRun: nothing },
  { id: 'later', label: 'Plus tard', icon: IconClock, shortcut: 'b', onRun: nothing },
  { id: 'move', label: 'Déplacer', icon: IconFolderSymlink, shortcut: 'v', onRun: nothing },
  { id: 'flag', label: 'Suivi', icon: IconStar, pressed: true, onRun: nothing },
  { id: 'off', label: 'Indisponible', disabled: true, onRun: nothing },
  { id: 'delete', label: 'Supprimer', icon: IconTrash, danger: true, onRun: nothing },
]

export function ActionStories() {
  return (
    <>
      <Story title="Boutons">
        <Line>
          <Button look="primary">Répondre</Button>
          <Button>Peut-être</Button>
          <Button look="quiet" icon={IconArchive}>
            Archiver
          </Button>
          <Button look="link">2 messages de plus</Button>
        </Line>
        <Line>
          <Button look="primary" size="large" icon={IconPlus}>
            Nouveau message
          </Button>
          <Button size="small">Petit</Button>
          <Button look="primary" tone="danger">
            Supprimer
          </Button>
          <Button tone="danger">Départ…</Button>
        </Line>
        <Line>
          <Button look="primary" disabled>
            Répondre
          </Button>
          <Button disabled>Peut-être</Button>
          <Button look="primary" busy>
            Envoi…
          </Button>
          <IconButton icon={IconStar} label="Suivre" />
          <IconButton icon={IconStar} label="Suivi" aria-pressed />
          <IconButton icon={IconClock} label="Plus tard, 4" count={4} />
          <IconButton icon={IconTrash} label="Supprimer" size="small" tone="danger" />
        </Line>
      </Story>
      <Story title="Barre, menu, onglets">
        <Toolbar label="Exemple" verbs={verbs} />
        <Choices />
      </Story>
    </>
  )
}

function Choices() {
  const [view, setView] = useState('all')
  const [tab, setTab] = useState('who')
  return (
    <>
      <Line>
        <Segmented
          label="Afficher"
          value={view}
          onChange={setView}
          options={[
            { value: 'all', label: 'Tout' },
            { value: 'unread', label: 'Non lus' },
            { value: 'starred', label: 'Suivis' },
          ]}
        />
        <Menu groups={[{ label: 'Message', verbs: verbs.slice(0, 4) }, { verbs: verbs.slice(4) }]}>
          <IconButton icon={IconDots} label="Ouvrir un menu" />
        </Menu>
      </Line>
      <Tabs
        label="Personne"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'who', label: 'Identité' },
          { value: 'access', label: 'Accès' },
          { value: 'quota', label: 'Quota' },
        ]}
      >
        Le contenu de l’onglet « {tab} ».
      </Tabs>
    </>
  )
}
