import {
  boolean,
  by,
  choice,
  contains,
  descriptor,
  equals,
  from,
  has,
  keywords,
  match,
  myRights,
  type RecordOf,
  shareWith,
  stamped,
  text,
} from '../../lib/descriptor.ts'

export const NOTES = 'urn:bastide:notes'
export const COLOURS = [
  'none',
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

/** A personal note, shared one by one. */
export const note = descriptor({
  name: 'Note',
  capability: NOTES,
  prefix: 'n',
  container: { kind: 'self', rights: ['mayRead', 'mayWrite', 'mayShare'] },
  needs: { read: 'mayRead', write: 'mayWrite', destroy: 'mayShare' },
  properties: {
    title: text({ max: 300, default: '', search: 'A' }),
    /** HTML of the editor's own making; readers sanitise it all the same. */
    body: text({ max: 500_000, default: '', search: 'C' }),
    labels: keywords({ max: 50, default: {}, search: 'B' }),
    colour: choice(COLOURS, { default: 'none' }),
    isPinned: boolean({ default: false }),
    createdAt: stamped('created'),
    updatedAt: stamped('updated'),
    shareWith: shareWith(),
    myRights: myRights(),
  },
  filters: {
    text: match(),
    title: contains('title'),
    label: has('labels'),
    colour: equals('colour'),
    isPinned: equals('isPinned'),
    updatedAfter: from('updatedAt'),
  },
  sorts: {
    isPinned: by('isPinned'),
    updatedAt: by('updatedAt'),
    createdAt: by('createdAt'),
    title: by('title'),
  },
  order: [
    { sort: 'isPinned', ascending: false },
    { sort: 'updatedAt', ascending: false },
  ],
})

export type Note = RecordOf<typeof note>
