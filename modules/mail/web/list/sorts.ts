import type { Comparator } from '../../../../lib/filter.ts'

/** The orders that a list offers; each follows from the emails alone, which lists of several accounts need. */
export const SORTS = ['newest', 'oldest', 'sender', 'subject', 'biggest'] as const
export type SortName = (typeof SORTS)[number]

/** What was put off stands where it came back. */
const newest: Comparator = { property: 'listedAt', isAscending: false }

export const comparators: Readonly<Record<SortName, readonly Comparator[]>> = {
  newest: [newest],
  oldest: [{ property: 'listedAt', isAscending: true }],
  sender: [{ property: 'from', isAscending: true }, newest],
  subject: [{ property: 'subject', isAscending: true }, newest],
  biggest: [{ property: 'size', isAscending: false }, newest],
}
