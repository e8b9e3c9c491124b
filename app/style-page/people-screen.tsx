import {
  IconBuilding,
  IconDatabase,
  IconDevices,
  IconFingerprint,
  IconFolderShare,
  IconGauge,
  IconHistory,
  IconInbox,
  IconKey,
  IconShieldLock,
  IconUserPlus,
  IconUsers,
  IconUsersGroup,
  IconUserX,
  IconWorld,
} from '@tabler/icons-react'
import { useState } from 'react'
import {
  Avatar,
  BackButton,
  Button,
  Card,
  Form,
  List,
  Pane,
  PaneBody,
  PaneHeader,
  Panes,
  type PlaceGroup,
  QuotaBar,
  type RowChip,
  type RowFace,
  Select,
  Side,
  sourceOf,
  Tabs,
  TextField,
  Toolbar,
  usePageTitle,
} from '../../web/ui/index.ts'
import { Frame } from './frame.tsx'
import styles from './people-screen.module.css'

const places: readonly PlaceGroup[] = [
  {
    label: 'Administration',
    places: [
      { id: 'board', label: 'Tableau de bord', href: '#people', icon: IconGauge },
      { id: 'people', label: 'Personnes', href: '#people', icon: IconUsers, count: 412 },
      { id: 'groups', label: 'Groupes', href: '#people', icon: IconUsersGroup, count: 38 },
      { id: 'shared', label: 'Boîtes partagées', href: '#people', icon: IconInbox, count: 21 },
      { id: 'domains', label: 'Domaines', href: '#people', icon: IconWorld, count: 2 },
      { id: 'security', label: 'Sécurité', href: '#people', icon: IconShieldLock },
      { id: 'audit', label: 'Journal', href: '#people', icon: IconHistory },
    ],
  },
]

type SamplePerson = { id: string; name: string; work: string; chips?: readonly RowChip[] }

const people: readonly SamplePerson[] = [
  { id: 'patrimoine', name: 'Service Patrimoine', work: 'Boîte partagée · 6 personnes' },
  {
    id: 'claire',
    name: 'Claire L.',
    work: 'Urbanisme · responsable',
    chips: [{ text: 'Déléguée', colour: 'pastel' }],
  },
  {
    id: 'marc',
    name: 'Marc L.',
    work: 'Voirie',
    chips: [{ text: 'Sans double authentification', colour: 'brick' }],
  },
  { id: 'nadege', name: 'Nadège T.', work: 'Ressources humaines' },
  {
    id: 'jean',
    name: 'Jean B.',
    work: 'Systèmes d’information',
    chips: [{ text: 'Administrateur', colour: 'pastel' }],
  },
  {
    id: 'helene',
    name: 'Hélène V.',
    work: 'Médiathèque · part le 30 nov.',
    chips: [{ text: 'Départ prévu', colour: 'ochre' }],
  },
  { id: 'paul', name: 'Paul G.', work: 'Police municipale' },
]

function personFace({ id, name, work, chips }: SamplePerson): RowFace {
  const address = `${id}@montauzan.fr`
  return {
    id,
    mark: <Avatar name={name} address={address} />,
    title: name,
    second: work,
    when: address,
    chips,
  }
}

const facets = ['Identité', 'Accès', 'Groupes', 'Éléments', 'Quota', 'Journal'].map(label => ({
  value: label,
  label,
}))
const GB = 1024 ** 3

export function PeopleScreen() {
  usePageTitle('Personnes')
  const [openId, setOpenId] = useState('claire')
  const [shown, setShown] = useState<'list' | 'detail'>('list')
  const open = (id: string): void => {
    setOpenId(id)
    setShown('detail')
  }
  return (
    <Frame
      current="settings"
      side={<Side label="Réglages" groups={places} current="people" onGo={() => {}} />}
    >
      <Panes
        shown={shown}
        list={
          <Pane label="Personnes">
            <PaneHeader
              title="Personnes"
              count={412}
              end={
                <Button look="primary" icon={IconUserPlus}>
                  Ajouter
                </Button>
              }
            />
            <List
              label="Personnes"
              source={sourceOf(people)}
              face={personFace}
              openId={openId}
              onOpen={open}
              onMove={setOpenId}
              twoLines
              empty={null}
            />
          </Pane>
        }
        detail={
          <Pane label="Claire L.">
            <Toolbar
              label="Personne"
              start={<BackButton onBack={() => setShown('list')} />}
              verbs={[
                { id: 'password', label: 'Mot de passe', icon: IconKey, onRun: () => {} },
                { id: 'devices', label: 'Appareils', icon: IconDevices, onRun: () => {} },
                { id: 'delegate', label: 'Déléguer la boîte', icon: IconFolderShare, onRun: () => {} },
              ]}
              end={
                <Button look="quiet" tone="danger" icon={IconUserX}>
                  Départ…
                </Button>
              }
              more={[{ id: 'disable', label: 'Désactiver', icon: IconUserX, danger: true, onRun: () => {} }]}
            />
            <PaneBody>
              <PersonDetail />
            </PaneBody>
          </Pane>
        }
      />
    </Frame>
  )
}

function PersonDetail() {
  const [facet, setFacet] = useState('Identité')
  const [address, setAddress] = useState('claire@montauzan.fr')
  const [unit, setUnit] = useState('urbanism')
  const [login, setLogin] = useState('Clé d’accès, et code de secours')
  return (
    <>
      <header className={styles.head}>
        <Avatar name="Claire L." address="claire@montauzan.fr" size={60} />
        <div>
          <h2>Claire L.</h2>
          <p>Responsable de l’urbanisme · présente depuis mars 2019</p>
        </div>
      </header>
      <Tabs label="Claire L." value={facet} tabs={facets} onChange={setFacet}>
        <Form onSubmit={() => {}}>
          <TextField
            label="Adresse principale"
            value={address}
            onChange={setAddress}
            help="Alias : c.l@montauzan.fr, urbanisme-chef@montauzan.fr"
          />
          <Select
            label="Unité"
            icon={IconBuilding}
            value={unit}
            onChange={setUnit}
            options={[{ value: 'urbanism', label: 'Direction technique › Urbanisme' }]}
            help="Ses administrateurs délégués : 2"
          />
          <TextField
            label="Connexion"
            icon={IconFingerprint}
            value={login}
            onChange={setLogin}
            help="Dernière connexion aujourd’hui, 08:12, depuis la mairie"
          />
        </Form>
        <div className={styles.quota}>
          <Card icon={IconDatabase} title="Espace" actions={<Button>Modifier</Button>}>
            <QuotaBar
              limit={25 * GB}
              parts={[
                { label: 'Courriel', bytes: 11.2 * GB },
                { label: 'Fichiers', bytes: 6.9 * GB },
                { label: 'Documents', bytes: 0.3 * GB },
              ]}
            />
          </Card>
        </div>
      </Tabs>
    </>
  )
}
