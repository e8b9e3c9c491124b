import { by, choice, descriptor, integer, type RecordOf, text } from '../../../lib/descriptor.ts'
import { BASTIDE_MAIL } from './capability.ts'
import { WRITERS } from './rights.ts'

export const LABEL_COLOURS = [
  'pastel',
  'brick',
  'olive',
  'plum',
  'ochre',
  'teal',
  'rose',
  'indigo',
  'rust',
  'stone',
] as const

/** How a keyword of emails is shown: a light type, nothing but this and its table. */
export const label = descriptor({
  name: 'Label',
  capability: BASTIDE_MAIL,
  prefix: 'l',
  delegates: { mayRead: ['mayRead'], ...WRITERS },
  properties: {
    keyword: text({ max: 200, setter: 'create' }),
    name: text({ max: 100 }),
    colour: choice(LABEL_COLOURS, { default: 'stone' }),
    sortOrder: integer({ default: 0 }),
  },
  sorts: { sortOrder: by('sortOrder'), name: by('name') },
  order: [
    { sort: 'sortOrder', ascending: true },
    { sort: 'name', ascending: true },
  ],
})
export type Label = RecordOf<typeof label>
