import type { FilterCondition, FilterTree } from '../../../../lib/filter.ts'
import type { Mailbox } from '../../types.ts'
import { FLAGGED, INBOX, readLabelPlace, SEARCH } from '../address.ts'
import type { Label } from '../label/label.ts'
import { filterOfSearch } from '../search/filter.ts'
import { readSearch } from '../search/language.ts'
import type { Mailboxes } from './use-mailboxes.ts'

/** What a list of conversations is a list of. */
export type Place =
  | { readonly kind: 'mailbox'; readonly mailbox: Mailbox }
  /** The inboxes of all boxes. */
  | { readonly kind: 'inboxes' }
  | { readonly kind: 'flagged' }
  | { readonly kind: 'label'; readonly label: Label }
  | { readonly kind: 'search'; readonly question: string }
  | { readonly kind: 'nowhere' }

export type View = 'all' | 'unread' | 'flagged' | 'mine' | 'unassigned'

/** Null while the mailboxes are not known yet. */
export function findPlace(
  name: string,
  question: string,
  mailboxes: Mailboxes,
  labels: readonly Label[],
): Place | null {
  if (name === FLAGGED) return { kind: 'flagged' }
  if (name === SEARCH) return { kind: 'search', question }
  const keyword = readLabelPlace(name)
  if (keyword !== null) {
    const label = labels.find(label => label.keyword === keyword)
    return label ? { kind: 'label', label } : { kind: 'nowhere' }
  }
  const mailbox = mailboxes.find(name) ?? mailboxes.all.find(({ role }) => role === name)
  if (mailbox) return { kind: 'mailbox', mailbox }
  return mailboxes.known ? { kind: 'nowhere' } : null
}

/** A place that is in every box. */
export function findCommonPlace(name: string, question: string): Place {
  if (name === INBOX) return { kind: 'inboxes' }
  if (name === FLAGGED) return { kind: 'flagged' }
  return name === SEARCH ? { kind: 'search', question } : { kind: 'nowhere' }
}

export const mailboxOf = (place: Place): Mailbox | null => (place.kind === 'mailbox' ? place.mailbox : null)

/** The mailbox that a place is in one of its accounts. */
export const mailboxIn = (place: Place, { ofRole }: Mailboxes): Mailbox | null =>
  place.kind === 'inboxes' ? (ofRole('inbox') ?? null) : mailboxOf(place)

/** What each account is asked for; those in which the place is not are not asked. */
export function partsOf(place: Place, view: View, all: readonly Mailboxes[], principalId: string): Part[] {
  const having = all.filter(mailboxes => isPlaceIn(place, mailboxes))
  // A folder that nobody knows narrows nothing.
  const asked = having.length === 0 && place.kind === 'search' ? all : having
  return asked.map(mailboxes => ({
    accountId: mailboxes.accountId,
    filter: filterOf(place, view, mailboxes, principalId),
  }))
}

export interface Part {
  readonly accountId: string
  readonly filter: FilterTree | null
}

function isPlaceIn(place: Place, mailboxes: Mailboxes): boolean {
  if (place.kind === 'inboxes') return mailboxes.ofRole('inbox') !== undefined
  if (place.kind !== 'search') return true
  return readSearch(place.question).every(
    term => term.kind !== 'folder' || findMailbox(term.value, mailboxes) !== undefined,
  )
}

function filterOf(place: Place, view: View, mailboxes: Mailboxes, principalId: string): FilterTree | null {
  const seen = conditionOf(view, principalId)
  const mailbox = mailboxIn(place, mailboxes)
  if (mailbox) return { inMailbox: mailbox.id, ...seen }
  if (place.kind === 'search')
    return filterOfSearch(readSearch(place.question), name => findMailbox(name, mailboxes)?.id ?? null)
  const keyword = place.kind === 'label' ? place.label.keyword : '$flagged'
  return and([{ hasKeyword: keyword }, ...(view === 'all' ? [] : [seen]), ...notThrownAway(mailboxes)])
}

function conditionOf(view: View, principalId: string): FilterCondition {
  switch (view) {
    case 'all':
      return {}
    case 'unread':
      return { notKeyword: '$seen' }
    case 'flagged':
      return { hasKeyword: '$flagged' }
    case 'mine':
      return { assignedTo: principalId }
    case 'unassigned':
      return { isAssigned: false }
  }
}

/** What lies in the bin or among the junk is looked for there only. */
function notThrownAway({ ofRole }: Mailboxes): FilterTree[] {
  const away = [ofRole('trash'), ofRole('junk')].flatMap(mailbox =>
    mailbox ? [{ inMailbox: mailbox.id }] : [],
  )
  return away.length > 0 ? [{ operator: 'NOT', conditions: away }] : []
}

const and = (conditions: readonly FilterTree[]): FilterTree => ({ operator: 'AND', conditions })

/** By role or by name, as one would write it. */
export function findMailbox(name: string, { all }: Mailboxes): Mailbox | undefined {
  const wanted = name.toLocaleLowerCase()
  return all.find(mailbox => mailbox.role === wanted || mailbox.name.toLocaleLowerCase() === wanted)
}
