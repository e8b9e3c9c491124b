/**
 * What people write into the field of the search:
 *
 *   marché halle de:Paul "appel d’offres" a:pj avant:2026-12-01 -spam
 *
 * Operators are understood in French and English, whatever the language of the screen. A question is read into terms,
 * the terms are what the filter chips add and take away, and are written back into the same text.
 */
export type SearchTerm =
  | { readonly kind: 'words'; readonly value: string; readonly not: boolean }
  | { readonly kind: Valued; readonly value: string }
  | { readonly kind: Flag }

type Valued = 'from' | 'to' | 'subject' | 'file' | 'folder' | 'label' | 'before' | 'after'
type Flag = 'attachment' | 'unread' | 'read' | 'flagged'

const operators: Readonly<Record<string, Valued>> = {
  de: 'from',
  from: 'from',
  à: 'to',
  to: 'to',
  objet: 'subject',
  sujet: 'subject',
  subject: 'subject',
  fichier: 'file',
  file: 'file',
  filename: 'file',
  dossier: 'folder',
  dans: 'folder',
  in: 'folder',
  folder: 'folder',
  libellé: 'label',
  libelle: 'label',
  label: 'label',
  avant: 'before',
  before: 'before',
  après: 'after',
  apres: 'after',
  after: 'after',
}

const flags: Readonly<Record<string, Flag>> = {
  'a:pj': 'attachment',
  'has:attachment': 'attachment',
  'est:non-lu': 'unread',
  'is:unread': 'unread',
  'est:lu': 'read',
  'is:read': 'read',
  'est:suivi': 'flagged',
  'is:flagged': 'flagged',
}

const TOKEN = /(-?)(?:([\p{L}]+):)?(?:"([^"]*)"?|(\S+))/gu

export function readSearch(text: string): SearchTerm[] {
  return [...text.normalize('NFC').matchAll(TOKEN)].flatMap(([whole, minus, operator, quoted, bare]) =>
    readTerm(whole, minus === '-', operator?.toLowerCase(), quoted, bare),
  )
}

function readTerm(
  whole: string,
  not: boolean,
  operator: string | undefined,
  quoted: string | undefined,
  bare: string | undefined,
): SearchTerm[] {
  const value = quoted ?? bare ?? ''
  const flag = flags[`${operator}:${value.toLowerCase()}`]
  if (flag) return [{ kind: flag }]
  const kind = operator === 'a' ? 'to' : operators[operator ?? '']
  if (kind) return value === '' ? [] : [{ kind, value }]
  if (operator !== undefined) return [{ kind: 'words', value: whole, not: false }]
  if (value === '') return []
  return [{ kind: 'words', value: quoted === undefined ? value : `"${quoted}"`, not }]
}

type Words = Readonly<Record<Valued | Flag, string>>

/** The operators as each language writes them. */
const spoken: Readonly<Record<'fr' | 'en', Words>> = {
  fr: {
    from: 'de',
    to: 'à',
    subject: 'objet',
    file: 'fichier',
    folder: 'dossier',
    label: 'libellé',
    before: 'avant',
    after: 'après',
    attachment: 'a:pj',
    unread: 'est:non-lu',
    read: 'est:lu',
    flagged: 'est:suivi',
  },
  en: {
    from: 'from',
    to: 'to',
    subject: 'subject',
    file: 'filename',
    folder: 'in',
    label: 'label',
    before: 'before',
    after: 'after',
    attachment: 'has:attachment',
    unread: 'is:unread',
    read: 'is:read',
    flagged: 'is:flagged',
  },
}

export const writeSearch = (terms: readonly SearchTerm[], language: 'fr' | 'en'): string =>
  terms.map(term => writeTerm(term, spoken[language])).join(' ')

function writeTerm(term: SearchTerm, words: Words): string {
  if (term.kind === 'words') return (term.not ? '-' : '') + term.value
  if (!('value' in term)) return words[term.kind]
  return `${words[term.kind]}:${/\s/.test(term.value) ? `"${term.value}"` : term.value}`
}

/** The operator alone, for somebody to go on writing. */
export const writeOperator = (kind: Valued, language: 'fr' | 'en'): string => `${spoken[language][kind]}:`
