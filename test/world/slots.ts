import type { Chance } from './chance.ts'
import type { Outsider } from './outsiders.ts'
import {
  type Day,
  dateWords,
  dayOfYear,
  englishDate,
  englishMonth,
  longDateWords,
  monthWords,
  workday,
  yearOf,
} from './paris.ts'
import type { Person } from './people.ts'
import { SITES, STREETS, TOWNS } from './places.ts'

/** Fills `{slot}` and `[one|another]`; a slot keeps its value through the whole conversation. */
export type Fill = (text: string) => string

export type SlotSources = { people: readonly Person[]; outsiders: readonly Outsider[] }

type Maker = (chance: Chance, day: Day, sources: SlotSources) => string

const MISSING = [
  'le plan de masse coté',
  'la notice descriptive',
  'l’insertion paysagère',
  'le plan en coupe du terrain',
  'l’attestation de prise en compte de la réglementation thermique',
  'les photographies de l’environnement lointain',
]
const WORKS = [
  'une véranda',
  'un abri de jardin',
  'une piscine',
  'la réfection de la toiture',
  'le remplacement des menuiseries',
  'une clôture sur rue',
  'la pose de panneaux solaires',
  'le ravalement de la façade',
  'un garage accolé',
  'la surélévation d’un étage',
  'l’ouverture d’une fenêtre de toit',
  'la transformation d’une grange en logement',
]

const MAKERS: Readonly<Record<string, Maker>> = {
  rue: chance => chance.pick(STREETS),
  adresse: chance => `${chance.between(1, 94)} ${chance.pick(STREETS)}`,
  lieu: chance => chance.pick(SITES),
  commune: chance => chance.pick(TOWNS),
  pc: (chance, day) => permit('PC', chance, day),
  dp: (chance, day) => permit('DP', chance, day),
  cu: (chance, day) => permit('CU', chance, day),
  parcelle: chance => `${chance.pick(['AB', 'AC', 'AD', 'BE', 'BH', 'C', 'ZN'])} ${chance.between(12, 480)}`,
  zone: chance => chance.pick(['UA', 'UB', 'UC', 'AU1', 'A', 'N']),
  article: chance => `${chance.pick(['UA', 'UB', 'UC'])} ${chance.between(3, 13)}`,
  piece: chance => chance.pick(MISSING),
  travaux: chance => chance.pick(WORKS),
  surface: chance => `${chance.between(6, 180)} m²`,
  somme: chance => euros(chance.between(12, 980) * 50),
  grosse: chance => euros(chance.between(20, 640) * 1000),
  petite: chance => euros(chance.between(15, 480)),
  nombre: chance => `${chance.between(3, 48)}`,
  numero: chance => `${chance.between(1042, 9871)}`,
  semaine: chance => `${chance.between(2, 51)}`,
  heure: chance =>
    `${chance.pick(['9', '10', '11', '14', '15', '16', '17'])} h${chance.pick(['', '', ' 30'])}`,
  jour: (chance, day) => longDateWords(workday(day + chance.between(3, 24))),
  date: (chance, day) => dateWords(workday(day + chance.between(8, 60))),
  hier: (chance, day) => dateWords(workday(day - chance.between(4, 12))),
  mois: (chance, day) => monthWords(day + chance.between(20, 70)),
  endate: (chance, day) => englishDate(workday(day + chance.between(8, 60))),
  enmonth: (chance, day) => englishMonth(day + chance.between(20, 70)),
  annee: (_, day) => `${yearOf(day)}`,
  salle: chance => chance.pick(['salle Garonne', 'salle du conseil', 'salle Canal', 'salle des Tuileries']),
  ecole: chance => chance.pick(['Jean-Moulin', 'des Tuileries', 'maternelle du Canal']),
  classe: chance => chance.pick(['CP', 'CE1', 'CE2', 'CM1', 'CM2', 'grande section']),
  collegue: (chance, _, { people }) => chance.pick(people).displayName,
  citoyen: (chance, _, { outsiders }) => chance.pick(outsiders.filter(({ kind }) => kind === 'citoyen')).name,
  entreprise: (chance, _, { outsiders }) =>
    chance.pick(outsiders.filter(({ kind }) => kind === 'entreprise')).organisation as string,
  association: (chance, _, { outsiders }) =>
    chance.pick(outsiders.filter(({ kind }) => kind === 'association')).name,
}

export function fillWith(chance: Chance, day: Day, sources: SlotSources): Fill {
  const kept = new Map<string, string>()
  const slot = (name: string): string => {
    const known = kept.get(name)
    if (known !== undefined) return known
    const value = maker(name)(chance, day, sources)
    kept.set(name, value)
    return value
  }
  return text =>
    text
      .replace(/\[([^[\]]*\|[^[\]]*)\]/g, (_, choices: string) => chance.pick(choices.split('|')))
      .replace(/(?:\b(de|la|La) |(?<!\p{L})([àÀ]) )?\{([a-z]+\d?)\}/gu, (_, short, accented, name: string) =>
        joined(short ?? accented, slot(name)),
      )
}

const VOWEL = /^[aeiouyàâéèêëîïôöûüh]/i
const CONTRACTED: Readonly<Record<string, string>> = { de: 'du', à: 'au', À: 'Au' }

/** « de le » is « du », « de avril » is « d’avril », « la avenue » is « l’avenue ». */
function joined(before: string | undefined, value: string): string {
  if (!before) return value
  const contracted = CONTRACTED[before]
  if (contracted && value.startsWith('le ')) return `${contracted} ${value.slice(3)}`
  const elided = contracted !== 'au' && contracted !== 'Au' && VOWEL.test(value)
  return elided ? `${before[0]}’${value}` : `${before} ${value}`
}

/** A digit at the end asks for a second value of the same kind: `{rue}` and `{rue2}`. */
function maker(name: string): Maker {
  const found = MAKERS[name.replace(/\d$/, '')]
  if (!found) throw new Error(`unknown slot {${name}}`)
  return found
}

function permit(kind: string, chance: Chance, day: Day): string {
  return `${kind} 099 295 ${String(yearOf(day)).slice(2)} ${String(chance.between(1, Math.max(9, dayOfYear(day)))).padStart(4, '0')}`
}

function euros(sum: number): string {
  return `${String(sum).replace(/(\d)(?=(\d{3})+$)/g, '$1 ')} €`
}
