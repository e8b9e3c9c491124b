import type { Comparator } from '../../../../lib/filter.ts'

/** The orders that a list offers; the first is the one that it has. */
export const SORTS = ['newest', 'oldest', 'sender', 'subject', 'biggest'] as const
export type SortName = (typeof SORTS)[number]

/** Those that follow from the emails alone, which lists of several accounts need. */
export const SORTS_OF_SEVERAL = ['newest', 'oldest', 'biggest'] as const satisfies readonly SortName[]

/** What was put off stands where it came back. */
const newest: Comparator = { property: 'listedAt', isAscending: false }

export const comparators: Readonly<Record<SortName, readonly Comparator[]>> = {
  newest: [newest],
  oldest: [{ property: 'listedAt', isAscending: true }],
  sender: [{ property: 'from', isAscending: true }, newest],
  subject: [{ property: 'subject', isAscending: true }, newest],
  biggest: [{ property: 'size', isAscending: false }, newest],
}
