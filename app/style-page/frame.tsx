import {
  IconCalendar,
  IconFileText,
  IconFolder,
  IconHome,
  IconLayoutKanban,
  IconLogout,
  IconMail,
  IconMessageCircle,
  IconMoon,
  IconPalette,
  IconSun,
  IconUsers,
} from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import {
  type Density,
  type Hit,
  type HitGroup,
  type Place,
  type Scheme,
  SearchField,
  Shell,
  ShortcutSheet,
  useAppearance,
  useToast,
  type Verb,
  type VerbGroup,
} from '../../web/ui/index.ts'

const modules: readonly Place[] = [
  { id: 'mail', label: 'Courriel', href: '#mail', icon: IconMail },
  { id: 'calendar', label: 'Agenda', href: '#calendar', icon: IconCalendar },
  { id: 'people', label: 'Contacts', href: '#people', icon: IconUsers },
  { id: 'chat', label: 'Discussion', href: '#long', icon: IconMessageCircle, count: 3 },
  { id: 'drive', label: 'Fichiers', href: '#', icon: IconFolder },
  { id: 'docs', label: 'Documents', href: '#', icon: IconFileText },
  { id: 'projects', label: 'Projets', href: '#', icon: IconLayoutKanban },
  { id: 'home', label: 'Accueil', href: '#', icon: IconHome },
]

type Props = { current: string; side: ReactNode; primary?: Verb; children: ReactNode }

/** The shell as the app composes it, with nothing behind. */
export function Frame({ current, side, primary, children }: Props) {
  const toast = useToast()
  const [sheet, setSheet] = useState(false)
  return (
    <Shell
      modules={modules}
      settings={{ id: 'settings', label: 'Réglages', href: '#people' }}
      current={current}
      place={current}
      onGo={href => {
        location.hash = href
      }}
      search={<SampleSearch />}
      sync={{ state: 'ready', words: 'À jour' }}
      notifications={{ count: 0, onOpen: () => toast({ text: 'Aucune notification' }) }}
      onHelp={() => setSheet(true)}
      account={{ name: 'Claire L.', address: 'claire@montauzan.fr', groups: useAccountVerbs() }}
      side={side}
      primary={primary}
    >
      {children}
      <ShortcutSheet open={sheet} onOpen={setSheet} />
    </Shell>
  )
}

function useAccountVerbs(): VerbGroup[] {
  const { scheme, density, setScheme, setDensity } = useAppearance()
  const schemeVerb = (value: Scheme, label: string, icon: Verb['icon']): Verb => ({
    id: value,
    label,
    icon,
    pressed: scheme === value,
    onRun: () => setScheme(value),
  })
  const densityVerb = (value: Density, label: string): Verb => ({
    id: value,
    label,
    pressed: density === value,
    onRun: () => setDensity(value),
  })
  return [
    {
      label: 'Couleurs',
      verbs: [
        schemeVerb('light', 'Clair', IconSun),
        schemeVerb('dark', 'Sombre', IconMoon),
        schemeVerb('auto', 'Comme le système', IconPalette),
      ],
    },
    {
      label: 'Hauteur des lignes',
      verbs: [
        densityVerb('comfortable', 'Confortable'),
        densityVerb('cosy', 'Moyenne'),
        densityVerb('dense', 'Serrée'),
      ],
    },
    { verbs: [{ id: 'out', label: 'Se déconnecter', icon: IconLogout, onRun: () => {} }] },
  ]
}

const hits: readonly HitGroup[] = [
  {
    label: 'Courriels',
    hits: [
      {
        id: 'm1',
        title: 'Toiture de la halle : deux devis reçus',
        detail: 'Service Patrimoine',
        when: '10:42',
        mark: <IconMail />,
      },
      {
        id: 'm2',
        title: 'Toiture de l’école',
        detail: 'École Jean-Moulin',
        when: '18 nov.',
        mark: <IconMail />,
      },
    ],
  },
  {
    label: 'Fichiers',
    hits: [
      { id: 'f1', title: 'devis-charpente-A.pdf', detail: 'Patrimoine › Halle', mark: <IconFileText /> },
    ],
  },
]

function SampleSearch() {
  const toast = useToast()
  const [text, setText] = useState('')
  const found = hits.map(group => ({ ...group, hits: group.hits.filter(hit => matches(hit, text)) }))
  return (
    <SearchField
      text={text}
      onText={setText}
      groups={text === '' ? [] : found.filter(group => group.hits.length > 0)}
      onPick={hit => toast({ text: hit.title })}
      onSubmit={text => toast({ text: `Recherche : ${text}` })}
    />
  )
}

function matches(hit: Hit, text: string): boolean {
  return hit.title.toLowerCase().includes(text.toLowerCase())
}
