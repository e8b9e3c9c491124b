import {
  boolean,
  by,
  descriptor,
  equals,
  has,
  integer,
  keywords,
  nullable,
  stamped,
  text,
} from '../../../lib/descriptor.ts'

/** A light type, with a list that shows less than the whole. */
export const note = descriptor({
  name: 'Note',
  capability: 'urn:bastide:notes',
  prefix: 'n',
  properties: {
    title: text({ max: 200, default: '' }),
    text: text({ max: 10_000, default: '' }),
    colour: nullable(text({ max: 20 })),
    pinned: boolean({ default: false }),
    rank: integer({ default: 0 }),
    labels: keywords({ max: 20, default: {} }),
    updatedAt: stamped('updated'),
  },
  filters: { pinned: equals('pinned'), label: has('labels') },
  sorts: { rank: by('rank'), title: by('title'), updatedAt: by('updatedAt') },
  order: [{ sort: 'rank', ascending: true }],
})

export const LISTED = { Note: ['title', 'colour', 'pinned', 'rank', 'labels', 'updatedAt'] }
