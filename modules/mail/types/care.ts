import {
  by,
  choice,
  descriptor,
  equals,
  id,
  instant,
  type RecordOf,
  stamped,
  text,
  texts,
} from '../../../lib/descriptor.ts'
import { BASTIDE_MAIL } from './capability.ts'
import { WRITERS } from './rights.ts'

/** Who takes care of a thread in a mailbox of several people; one of them, or nobody. */
export const threadAssignment = descriptor({
  name: 'ThreadAssignment',
  capability: BASTIDE_MAIL,
  prefix: 'ta',
  delegates: { mayRead: ['mayRead'], ...WRITERS },
  properties: {
    threadId: id('Thread', { setter: 'create' }),
    /** Id of a principal, who lives in the directory. */
    assigneeId: text({ max: 32 }),
    assignedBy: text({ max: 32, setter: 'server', default: '' }),
    assignedAt: stamped('updated'),
  },
  filters: { threadId: equals('threadId'), assigneeId: equals('assigneeId') },
  sorts: { assignedAt: by('assignedAt') },
  order: [{ sort: 'assignedAt', ascending: false }],
  methods: ['get', 'changes', 'set', 'query', 'queryChanges'],
})
export type ThreadAssignment = RecordOf<typeof threadAssignment>

export const MAX_MENTIONS = 50

/** What those who work in a mailbox say to each other about a thread. It is never part of a message. */
export const threadComment = descriptor({
  name: 'ThreadComment',
  capability: BASTIDE_MAIL,
  prefix: 'tc',
  delegates: { mayRead: ['mayRead'], ...WRITERS },
  properties: {
    threadId: id('Thread', { setter: 'create' }),
    text: text({ max: 10_000 }),
    authorId: text({ max: 32, setter: 'server', default: '' }),
    authorName: text({ max: 200, setter: 'server', default: '' }),
    /** Ids of principals who are told. */
    mentions: texts({ max: MAX_MENTIONS, default: [] }),
    createdAt: stamped('created'),
    updatedAt: stamped('updated'),
  },
  filters: { threadId: equals('threadId') },
  sorts: { createdAt: by('createdAt') },
  order: [{ sort: 'createdAt', ascending: true }],
  methods: ['get', 'changes', 'set', 'query', 'queryChanges'],
})
export type ThreadComment = RecordOf<typeof threadComment>

/** News for one person: they were mentioned in a comment, or given a thread. */
export const mention = descriptor({
  name: 'Mention',
  capability: BASTIDE_MAIL,
  prefix: 'mn',
  properties: {
    kind: choice(['comment', 'assignment'], { setter: 'server' }),
    at: instant({ setter: 'server' }),
    byName: text({ max: 200, setter: 'server' }),
    boxAccountId: text({ max: 32, setter: 'server' }),
    boxName: text({ max: 200, setter: 'server' }),
    threadId: text({ max: 32, setter: 'server' }),
    subject: text({ max: 1000, setter: 'server' }),
    excerpt: text({ max: 300, setter: 'server' }),
  },
  sorts: { at: by('at') },
  order: [{ sort: 'at', ascending: false }],
  methods: ['get', 'changes', 'set', 'query', 'queryChanges'],
})
export type Mention = RecordOf<typeof mention>
