import { by, descriptor, integer, nullable, type RecordOf, text } from '../../../lib/descriptor.ts'
import { BASTIDE_MAIL } from './capability.ts'

/** A question that one asks again and again: nothing is kept of its answers. */
export const savedSearch = descriptor({
  name: 'SavedSearch',
  capability: BASTIDE_MAIL,
  prefix: 'ss',
  properties: {
    name: text({ max: 100 }),
    /** As one writes it into the field, operators and all. */
    question: text({ max: 2000 }),
    /** Id of the account that is searched, where it is another than one's own. */
    inAccount: nullable(text({ max: 32 })),
    sortOrder: integer({ default: 0 }),
  },
  sorts: { sortOrder: by('sortOrder'), name: by('name') },
  order: [
    { sort: 'sortOrder', ascending: true },
    { sort: 'name', ascending: true },
  ],
})
export type SavedSearch = RecordOf<typeof savedSearch>
