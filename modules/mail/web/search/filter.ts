import type { FilterCondition, FilterTree } from '../../../../lib/filter.ts'
import type { SearchTerm } from './language.ts'

type FindFolder = (name: string) => string | null

/** Null when the question asks nothing. */
export function filterOfSearch(terms: readonly SearchTerm[], findFolder: FindFolder): FilterTree | null {
  const words = terms.flatMap(term => (term.kind === 'words' && !term.not ? [term.value] : []))
  const conditions: FilterTree[] = terms.flatMap(term => conditionsOf(term, findFolder))
  const all = words.length > 0 ? [{ text: words.join(' ') }, ...conditions] : conditions
  if (all.length < 2) return all[0] ?? null
  return { operator: 'AND', conditions: all }
}

function conditionsOf(term: SearchTerm, findFolder: FindFolder): FilterTree[] {
  switch (term.kind) {
    case 'words':
      return term.not ? [{ operator: 'NOT', conditions: [{ text: term.value }] }] : []
    case 'from':
    case 'to':
    case 'subject':
      return [{ [term.kind]: term.value }]
    case 'file':
      return [{ attachmentName: term.value }]
    case 'folder':
      return within(findFolder(term.value), id => ({ inMailbox: id }))
    case 'label':
      return [{ hasKeyword: term.value }]
    case 'before':
    case 'after':
      return within(readDay(term.value), day => ({ [term.kind]: day }))
    case 'attachment':
      return [{ hasAttachment: true }]
    case 'unread':
      return [{ notKeyword: '$seen' }]
    case 'read':
      return [{ hasKeyword: '$seen' }]
    case 'flagged':
      return [{ hasKeyword: '$flagged' }]
  }
}

/** What cannot be understood narrows nothing. */
const within = (value: string | null, condition: (value: string) => FilterCondition): FilterCondition[] =>
  value === null ? [] : [condition(value)]

/** 2026 · 2026-11 · 2026-11-24 · 24/11/2026, as the beginning of that day here. */
export function readDay(text: string): string | null {
  const [, year, month = '01', day = '01'] =
    /^(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$/.exec(text) ??
    turned(/^(\d\d?)[/.](\d\d?)[/.](\d{4})$/.exec(text)) ??
    []
  if (year === undefined) return null
  const at = new Date(Number(year), Number(month) - 1, Number(day))
  const isReal = at.getMonth() === Number(month) - 1 && at.getDate() === Number(day)
  return isReal ? `${at.toISOString().slice(0, 19)}Z` : null
}

const turned = (match: RegExpExecArray | null): (string | undefined)[] | null =>
  match && [match[0], match[3], match[2], match[1]]
