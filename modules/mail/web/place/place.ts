import type { FilterCondition, FilterTree } from '../../../../lib/filter.ts'
import type { Mailbox } from '../../types.ts'
import { FLAGGED, readLabelPlace, SEARCH } from '../address.ts'
import type { Label } from '../label/label.ts'
import { filterOfSearch } from '../search/filter.ts'
import { readSearch } from '../search/language.ts'
import type { Mailboxes } from './use-mailboxes.ts'

/** What a list of conversations is a list of. */
export type Place =
  | { readonly kind: 'mailbox'; readonly mailbox: Mailbox }
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

export const mailboxOf = (place: Place): Mailbox | null => (place.kind === 'mailbox' ? place.mailbox : null)

/** What the server is asked for. */
export function filterOf(
  place: Place,
  view: View,
  mailboxes: Mailboxes,
  principalId: string,
): FilterTree | null {
  const seen = conditionOf(view, principalId)
  if (place.kind === 'mailbox') return { inMailbox: place.mailbox.id, ...seen }
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
