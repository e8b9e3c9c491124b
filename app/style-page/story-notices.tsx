import { IconCalendarEvent, IconInbox, IconPencilPlus } from '@tabler/icons-react'
import {
  Banner,
  Button,
  Card,
  EmptyState,
  ErrorState,
  Progress,
  QuotaBar,
  SkeletonText,
  SyncState,
  useToast,
} from '../../web/ui/index.ts'
import { Line, Story } from './story.tsx'

const GB = 1024 ** 3

export function NoticeStories() {
  const toast = useToast()
  return (
    <>
      <Story title="Bandeaux, messages">
        <Banner action={<Button size="small">Afficher</Button>}>
          Les images de ce message ne sont pas affichées.
        </Banner>
        <Banner tone="ok">Enregistré.</Banner>
        <Banner tone="warn">Cette personne n’est pas de la mairie.</Banner>
        <Banner tone="error">Le message n’est pas parti. Il est gardé dans les brouillons.</Banner>
        <Line>
          <Button
            onClick={() =>
              toast({ text: 'Conversation archivée', undo: () => toast({ text: 'Remise en réception' }) })
            }
          >
            Archiver
          </Button>
          <Button
            onClick={() =>
              toast({ tone: 'error', text: 'L’envoi a échoué. Le message est dans les brouillons.' })
            }
          >
            Échouer
          </Button>
        </Line>
        <Line>
          <SyncState sync={{ state: 'ready', words: 'À jour' }} />
          <SyncState sync={{ state: 'working', words: 'Envoi de 2 messages' }} />
          <SyncState sync={{ state: 'offline', words: 'Hors ligne, 3 envois en attente' }} />
          <SyncState sync={{ state: 'failed', words: 'Reconnexion impossible' }} />
        </Line>
      </Story>
      <Story title="Carte, avancement, quota">
        <Card
          icon={IconCalendarEvent}
          title="Commission travaux"
          actions={<Button look="primary">Accepter</Button>}
        >
          mardi 1er décembre, 14:00 – 15:00 · Salle Garonne, libre · vous êtes libre
        </Card>
        <Progress label="Import" value={0.4} />
        <Progress label="Recherche" value={null} />
        <QuotaBar
          limit={25 * GB}
          parts={[
            { label: 'Courriel', bytes: 11.2 * GB },
            { label: 'Fichiers', bytes: 6.9 * GB },
          ]}
        />
        <SkeletonText />
      </Story>
      <Story title="Vide">
        <EmptyState
          icon={IconInbox}
          action={
            <Button look="primary" icon={IconPencilPlus}>
              Écrire un message
            </Button>
          }
        >
          Les messages que vous recevrez seront ici.
        </EmptyState>
      </Story>
      <Story title="Erreur">
        <ErrorState onRetry={() => {}}>
          Le serveur ne répond pas. Ce que vous avez écrit est gardé sur cet appareil et partira dès son
          retour.
        </ErrorState>
      </Story>
    </>
  )
}
