import {
  IconAlertCircle,
  IconArchive,
  IconBuildingCommunity,
  IconClock,
  IconFileText,
  IconFolderSymlink,
  IconInbox,
  IconMailOpened,
  IconPencilPlus,
  IconSend,
  IconSquareCheck,
  IconStar,
  IconTrash,
  IconUsersGroup,
} from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import {
  BackButton,
  EmptyState,
  List,
  noSelection,
  Pane,
  PaneBody,
  PaneHeader,
  Panes,
  type PlaceGroup,
  Segmented,
  type Selection,
  Side,
  sourceOf,
  Toolbar,
  usePageTitle,
  useShortcuts,
  useToast,
  type Verb,
} from '../../web/ui/index.ts'
import { Frame } from './frame.tsx'
import { threadFace } from './mail-face.tsx'
import { MailThread } from './mail-thread.tsx'
import { type SampleThread, sampleThreads } from './sample-mail.ts'

const places: readonly PlaceGroup[] = [
  {
    places: [
      { id: 'inbox', label: 'Réception', href: '#mail', icon: IconInbox, count: 12 },
      { id: 'starred', label: 'Suivis', href: '#mail', icon: IconStar },
      { id: 'later', label: 'En attente', href: '#mail', icon: IconClock, count: 2 },
      { id: 'sent', label: 'Envoyés', href: '#mail', icon: IconSend },
      { id: 'drafts', label: 'Brouillons', href: '#mail', icon: IconFileText, count: 1 },
      { id: 'archive', label: 'Archives', href: '#mail', icon: IconArchive },
      { id: 'junk', label: 'Indésirables', href: '#mail', icon: IconAlertCircle },
      { id: 'trash', label: 'Corbeille', href: '#mail', icon: IconTrash },
    ],
  },
  {
    label: 'Boîtes partagées',
    places: [
      { id: 'contact', label: 'contact@', href: '#mail', icon: IconBuildingCommunity, count: 7 },
      { id: 'urbanism', label: 'urbanisme@', href: '#mail', icon: IconUsersGroup },
    ],
  },
  {
    label: 'Libellés',
    places: [
      { id: 'council', label: 'Conseil municipal', href: '#mail', colour: 'pastel' },
      { id: 'urgent', label: 'Urgent', href: '#mail', colour: 'brick' },
      { id: 'roads', label: 'Voirie', href: '#mail', colour: 'olive' },
      { id: 'schools', label: 'Écoles', href: '#mail', colour: 'plum' },
    ],
  },
]

type View = 'all' | 'unread' | 'starred'

const views: readonly { value: View; label: string }[] = [
  { value: 'all', label: 'Tout' },
  { value: 'unread', label: 'Non lus' },
  { value: 'starred', label: 'Suivis' },
]

export function MailScreen() {
  usePageTitle('Réception', 12)
  const toast = useToast()
  const [view, setView] = useState<View>('all')
  const [openId, setOpenId] = useState('t1')
  const [shown, setShown] = useState<'list' | 'detail'>('list')
  const [selection, setSelection] = useState<Selection>(noSelection)
  const verbs = useThreadVerbs()
  const rows = sampleThreads.filter(
    thread => view === 'all' || (view === 'unread' ? thread.unread : thread.flagged),
  )
  const open = (id: string): void => {
    setOpenId(id)
    setShown('detail')
  }
  return (
    <Frame
      current="mail"
      side={<Side label="Courriel" groups={places} current="inbox" onGo={() => {}} />}
      primary={{
        id: 'new',
        label: 'Nouveau message',
        icon: IconPencilPlus,
        onRun: () => toast({ text: 'Brouillon créé', undo: () => {} }),
      }}
    >
      <Panes
        shown={shown}
        list={
          <Pane label="Réception">
            <PaneHeader
              title="Réception"
              end={<Segmented label="Afficher" value={view} options={views} onChange={setView} />}
            />
            <List
              label="Messages"
              source={sourceOf(rows)}
              face={threadFace}
              openId={openId}
              onOpen={open}
              onMove={setOpenId}
              selection={selection}
              onSelect={setSelection}
              actions={useCallback((_: SampleThread) => verbs.slice(0, 2), [verbs])}
              swipes={useCallback((_: SampleThread) => ({ right: verbs[0], left: verbs[1] }), [verbs])}
              empty={<EmptyState icon={IconInbox}>Les messages que vous recevrez seront ici.</EmptyState>}
            />
          </Pane>
        }
        detail={
          <Pane label="Message">
            <Toolbar
              label="Message"
              verbs={verbs}
              more={[
                {
                  id: 'unread',
                  label: 'Marquer comme non lu',
                  icon: IconMailOpened,
                  shortcut: 'shift+u',
                  onRun: () => {},
                },
              ]}
              start={<BackButton onBack={() => setShown('list')} />}
            />
            <PaneBody>
              <MailThread />
            </PaneBody>
          </Pane>
        }
      />
    </Frame>
  )
}

function useThreadVerbs(): readonly Verb[] {
  const toast = useToast()
  const archive = (): void => void toast({ text: 'Conversation archivée', undo: () => {} })
  useShortcuts('Courriel', [
    { keys: 'e', label: 'Archiver', onRun: archive },
    { keys: 'g i', label: 'Aller à la réception', onRun: () => toast({ text: 'Réception' }) },
    { keys: 'c', label: 'Nouveau message', onRun: () => toast({ text: 'Brouillon créé' }) },
  ])
  const [verbs] = useState<readonly Verb[]>(() => [
    { id: 'archive', label: 'Archiver', icon: IconArchive, shortcut: 'e', onRun: archive },
    {
      id: 'later',
      label: 'Plus tard',
      icon: IconClock,
      onRun: () => toast({ text: 'Reviendra demain à 8 h' }),
    },
    { id: 'move', label: 'Déplacer', icon: IconFolderSymlink, onRun: () => {} },
    { id: 'task', label: 'Tâche', icon: IconSquareCheck, onRun: () => {} },
  ])
  return verbs
}
