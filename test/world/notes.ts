import type { Chance } from './chance.ts'
import { paragraphs } from './mime/html.ts'
import type { Person } from './people.ts'
import type { Fill } from './slots.ts'

export type Note = {
  owner: string
  title: string
  html: string
  labels: string[]
  colour: string | null
  pinned: boolean
  sharedWith: string[]
}

const CLAIRE: readonly (Omit<Note, 'owner' | 'html'> & { text: string })[] = [
  note(
    'Toiture de la halle : questions à poser',
    'Échafaudage compris ?\nReprise du faîtage\nDélai avant l’hiver\nQui garde les tuiles anciennes ?',
    { pinned: true, colour: 'brick', labels: ['halle'], sharedWith: ['mathilde', 'gregoire'] },
  ),
  note(
    'Conseil : à préparer',
    'Délibération sur le droit de préemption\nPlan de la rue des Tanneurs à projeter\nRéponse à la question de l’opposition',
    { pinned: true, colour: 'pastel', labels: ['conseil'] },
  ),
  note(
    'Codes du guichet',
    'Le délai repart à la pièce complémentaire, pas au courrier.\n\nPenser à la prolongation d’un mois aux abords.',
    { labels: ['instruction'], sharedWith: ['antoine', 'leila'] },
  ),
  note(
    'Nuancier de la ville',
    'Gris pastel, brun de halle, cyprès, ocre rose.\n\nPas de blanc pur dans le périmètre.',
    { colour: 'olive', labels: ['instruction'] },
  ),
  note(
    'Numéros utiles',
    'Géomètre de garde : poste 4112\nArchitecte des bâtiments : permanence le mardi\nSyndicat des eaux : astreinte le week-end',
    {},
  ),
  note(
    'Idées pour l’exposition',
    'Cartes postales de 1910, outils de charpentier, maquette des élèves de CM2.',
    { labels: ['halle'], sharedWith: ['lucas'] },
  ),
  note('Lectures', 'Le petit guide des friches\nBenches that people use', { colour: 'ochre' }),
  note(
    'Entretien annuel : mes points',
    'Recrutement d’un instructeur, formation contentieux, télétravail du vendredi.',
    { colour: 'pastel' },
  ),
]

const ORDINARY: readonly (readonly [string, string])[] = [
  [
    'À faire cette semaine',
    'Rappeler {entreprise}\nRelire la note sur {lieu}\nPréparer la réunion de {jour}',
  ],
  ['Réunion {salle}', 'Présents : {collegue}, {collegue2}.\n\nDécision : attendre le devis ({somme}).'],
  ['Idées', 'Un banc à l’ombre {rue}.\nUne boîte à livres près de {lieu}.'],
  ['Mémo', 'Ticket {numero}, à suivre avant le {date}.'],
]

export function listNotes(
  people: readonly Person[],
  chance: Chance,
  fillFrom: (chance: Chance) => Fill,
): Note[] {
  const hers = CLAIRE.map(({ text, ...rest }) => ({ owner: 'claire', html: paragraphs(text), ...rest }))
  const others = people.filter(({ key }) => key !== 'claire')
  return [...hers, ...others.flatMap(person => ordinary(person, chance.fork(person.key), fillFrom))]
}

function ordinary({ key }: Person, chance: Chance, fillFrom: (chance: Chance) => Fill): Note[] {
  const fill = fillFrom(chance)
  return chance.some(ORDINARY, chance.below(4)).map(([title, text]) => ({
    owner: key,
    title: fill(title),
    html: paragraphs(fill(text)),
    labels: [],
    colour: null,
    pinned: chance.likely(0.2),
    sharedWith: [],
  }))
}

function note(
  title: string,
  text: string,
  more: Partial<Note>,
): Omit<Note, 'owner' | 'html'> & { text: string } {
  return { title, text, labels: [], colour: null, pinned: false, sharedWith: [], ...more }
}
