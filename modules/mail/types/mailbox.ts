import {
  boolean,
  by,
  choice,
  computed,
  contains,
  descriptor,
  equals,
  hooked,
  id,
  integer,
  myRights,
  nullable,
  type RecordOf,
  shareWith,
  text,
} from '../../../lib/descriptor.ts'
import { BASTIDE_MAIL, MAIL } from './capability.ts'
import { HANDLING, MAILBOX_RIGHTS } from './rights.ts'

/** Roles that a mailbox may have here, in the order in which people find them. RFC 8621 §2 */
export const ROLES = [
  'inbox',
  'drafts',
  'sent',
  'archive',
  'junk',
  'trash',
  'important',
  'all',
  'flagged',
  'scheduled',
  'snoozed',
  'templates',
] as const
export type Role = (typeof ROLES)[number]

export const MAX_MAILBOX_NAME = 255

// RFC 8621 §2
export const mailbox = descriptor({
  name: 'Mailbox',
  capability: MAIL,
  prefix: 'm',
  container: { kind: 'self', rights: MAILBOX_RIGHTS },
  needs: { read: 'mayReadItems', write: 'mayRename', destroy: 'mayDelete' },
  delegates: {
    mayRead: ['mayReadItems', 'maySetSeen'],
    maySendOnBehalf: HANDLING,
    maySendAs: HANDLING,
    mayManage: MAILBOX_RIGHTS,
  },
  properties: {
    name: text({ max: MAX_MAILBOX_NAME }),
    parentId: nullable(id('Mailbox')),
    role: nullable(choice(ROLES)),
    sortOrder: integer({ default: 0 }),
    totalEmails: integer({ setter: 'server' }),
    unreadEmails: integer({ setter: 'server' }),
    totalThreads: integer({ setter: 'server' }),
    unreadThreads: integer({ setter: 'server' }),
    isSubscribed: boolean({ default: true }),
    /** One of the label colours of the design system. */
    colour: nullable(text({ max: 32, capability: BASTIDE_MAIL })),
    myRights: myRights(),
    shareWith: shareWith(),
  },
  // RFC 8621 §2.3
  filters: {
    parentId: equals('parentId'),
    name: contains('name'),
    role: equals('role'),
    hasAnyRole: hooked(),
    isSubscribed: equals('isSubscribed'),
  },
  sorts: { sortOrder: by('sortOrder'), name: by('name') },
  order: [
    { sort: 'sortOrder', ascending: true },
    { sort: 'name', ascending: true },
  ],
  methods: ['get', 'changes', 'set', 'query', 'queryChanges'],
})
export type Mailbox = RecordOf<typeof mailbox>

// RFC 8621 §3
export const thread = descriptor({
  name: 'Thread',
  capability: MAIL,
  prefix: 't',
  container: {
    kind: 'many',
    type: 'Mailbox',
    property: 'emailIds',
    through: { table: 'mailbox_email', container: 'mailbox_id', record: 'thread_id' },
  },
  needs: { read: 'mayReadItems', write: 'mayReadItems', destroy: 'mayReadItems' },
  properties: { emailIds: computed<readonly string[]>() },
  methods: ['get', 'changes'],
})
export type Thread = RecordOf<typeof thread>
