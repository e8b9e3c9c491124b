import type { Comparator } from '../../../../lib/filter.ts'

/** The orders that a list offers; the first is the one that it has. */
export const SORTS = ['newest', 'oldest', 'sender', 'subject', 'biggest'] as const
export type SortName = (typeof SORTS)[number]

const newest: Comparator = { property: 'receivedAt', isAscending: false }

export const comparators: Readonly<Record<SortName, readonly Comparator[]>> = {
  newest: [newest],
  oldest: [{ property: 'receivedAt', isAscending: true }],
  sender: [{ property: 'from', isAscending: true }, newest],
  subject: [{ property: 'subject', isAscending: true }, newest],
  biggest: [{ property: 'size', isAscending: false }, newest],
}
