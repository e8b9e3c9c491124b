import type { Chance } from './chance.ts'
import type { Person } from './people.ts'

export type MailboxRole = 'inbox' | 'drafts' | 'sent' | 'archive' | 'junk' | 'trash'
export type Mailbox = { path: string; role: MailboxRole | null; colour?: string }
export type Label = { keyword: string; name: string; colour: string }

/** Labels are keywords of the messages; names and colours are those of the drawing. */
export const LABELS: readonly Label[] = [
  { keyword: 'conseil-municipal', name: 'Conseil municipal', colour: '#346486' },
  { keyword: 'urgent', name: 'Urgent', colour: '#A94524' },
  { keyword: 'voirie', name: 'Voirie', colour: '#5B7A3A' },
  { keyword: 'ecoles', name: 'Écoles', colour: '#7E57A5' },
]

export const PLACES: Readonly<Record<MailboxRole, string>> = {
  inbox: 'INBOX',
  drafts: 'Brouillons',
  sent: 'Envoyés',
  archive: 'Archives',
  junk: 'Indésirables',
  trash: 'Corbeille',
}

const CLAIRE: readonly Mailbox[] = [
  { path: 'Permis de construire', role: null, colour: '#346486' },
  { path: 'Déclarations préalables', role: null },
  { path: 'Certificats', role: null },
  { path: 'PLU', role: null, colour: '#5B7A3A' },
  { path: 'Commissions', role: null },
  { path: 'Contentieux', role: null, colour: '#A94524' },
  { path: 'Projets', role: null },
  { path: 'Projets/Halle', role: null, colour: '#A94524' },
  { path: 'Projets/Lotissements', role: null },
  { path: 'Projets/Jumelage', role: null },
  { path: 'Réseau', role: null },
  { path: 'Tableaux de bord', role: null },
  { path: 'Notifications', role: null },
  { path: 'Notifications/Guichet', role: null },
  { path: 'Lettres d’information', role: null },
]

const HABITS = [
  'À classer',
  'Suivi',
  'Réunions',
  'Fournisseurs',
  'Notes de service',
  'Lettres d’information',
  'Personnel',
]

export function listMailboxes(person: Person, chance: Chance): Mailbox[] {
  const own = person.key === 'claire' ? CLAIRE : habits(person, chance)
  const standing = (Object.keys(PLACES) as MailboxRole[]).map(role => ({ path: PLACES[role], role }))
  return [...standing, ...own]
}

function habits(person: Person, chance: Chance): Mailbox[] {
  const kept = chance.some(HABITS, chance.between(1, 4)).map(path => ({ path, role: null }))
  const works = person.service === 'patrimoine' || person.service === 'communication'
  return works ? [...kept, { path: 'Projets', role: null }, { path: 'Projets/Halle', role: null }] : kept
}
