import { fold } from '../../../../lib/filter.ts'
import { type CsvRow, readCsv, writeCsv } from '../../../../wire/csv/csv.ts'
import type { JsonObject } from '../../../../wire/jmap/json.ts'
import { readGigabytes } from '../person/gigabytes.ts'

/** One line of the file: who it is, or what is wrong with it. */
export interface ReadLine {
  readonly line: number
  /** To recognise it by, whatever is wrong. */
  readonly name: string
  readonly email: string
  readonly person: JsonObject | null
  readonly faults: readonly Fault[]
}

export type Fault = 'name' | 'email' | 'twice' | 'quota' | 'language' | 'role'

export interface PeopleFile {
  readonly lines: readonly ReadLine[]
  /** Titles of columns that nothing is made of. */
  readonly unknown: readonly string[]
  /** Columns that a file cannot be without, and which are not there. */
  readonly missing: readonly ('name' | 'email')[]
}

/** How columns are called, in either language, without accents and capitals. */
const TITLES: Readonly<Record<string, readonly string[]>> = {
  name: ['nom', 'nom complet', 'nom affiche', 'name', 'full name', 'display name'],
  firstName: ['prenom', 'first name', 'given name'],
  email: ['adresse', 'adresse principale', 'courriel', 'mail', 'e-mail', 'email', 'address'],
  aliases: ['alias', 'aliases'],
  title: ['fonction', 'poste', 'title', 'position', 'job title'],
  service: ['service', 'direction', 'department'],
  language: ['langue', 'language'],
  quota: ['quota', 'espace', 'space'],
  role: ['role'],
  password: ['mot de passe', 'password'],
}

export function readPeopleFile(text: string): PeopleFile {
  const [head, ...rows] = readCsv(text)
  const columns = (head?.cells ?? []).map(title => columnOf(title))
  const seen = new Set<string>()
  return {
    lines: rows.map(row => readLine(row, columns, seen)),
    unknown: (head?.cells ?? []).filter((title, i) => columns[i] === null && title.trim() !== ''),
    missing: (['name', 'email'] as const).filter(name => !columns.includes(name)),
  }
}

function columnOf(title: string): string | null {
  const said = fold(title).trim()
  return Object.keys(TITLES).find(name => TITLES[name]!.includes(said)) ?? null
}

const ROLES: Readonly<Record<string, string>> = {
  '': 'person',
  person: 'person',
  user: 'person',
  utilisateur: 'person',
  utilisatrice: 'person',
  administrator: 'administrator',
  administrateur: 'administrator',
  administratrice: 'administrator',
}

const LANGUAGES: Readonly<Record<string, string>> = {
  fr: 'fr',
  francais: 'fr',
  french: 'fr',
  en: 'en',
  anglais: 'en',
  english: 'en',
}

function readLine({ line, cells }: CsvRow, columns: readonly (string | null)[], seen: Set<string>): ReadLine {
  const cell = (name: string): string => cells[columns.indexOf(name)]?.trim() ?? ''
  const name = [cell('firstName'), cell('name')].filter(Boolean).join(' ')
  const email = cell('email').toLowerCase()
  const quota = readGigabytes(cell('quota'))
  const role = ROLES[fold(cell('role'))]
  const language = cell('language') === '' ? null : LANGUAGES[fold(cell('language'))]
  const faults: Fault[] = []
  if (name === '') faults.push('name')
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) faults.push('email')
  else if (seen.has(email)) faults.push('twice')
  seen.add(email)
  if (quota === undefined) faults.push('quota')
  if (language === undefined) faults.push('language')
  if (role === undefined) faults.push('role')
  const person = {
    name,
    email,
    aliases: cell('aliases')
      .split(/[\s,;]+/)
      .filter(Boolean),
    title: cell('title') || null,
    service: cell('service') || null,
    quota: quota ?? null,
    role: role ?? 'person',
    password: cell('password') || null,
    ...(language && { language }),
  }
  return { line, name, email, person: faults.length === 0 ? person : null, faults }
}

/** What a file may look like, to be filled in. */
export const sampleFile = (): string =>
  writeCsv([
    ['Nom', 'Adresse', 'Alias', 'Fonction', 'Service', 'Langue', 'Quota'],
    ['Jeanne Morel', 'jeanne.morel@exemple.fr', '', 'Cheffe d’équipe', 'Voirie', 'fr', '25'],
  ])
