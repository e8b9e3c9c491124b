import {
  before,
  by,
  choice,
  descriptor,
  equals,
  from,
  hooked,
  id,
  instant,
  json,
  nullable,
  type RecordOf,
  texts,
} from '../../../lib/descriptor.ts'
import { SUBMISSION } from './capability.ts'
import { beside, given } from './property.ts'
import { WRITERS } from './rights.ts'

/** How far ahead a message may be sent: far enough to plan, near enough to remember. */
export const MAX_DELAY_SECONDS = 30 * 24 * 3600

/** RFC 8621 §7 */
export interface SubmissionAddress {
  readonly email: string
  readonly parameters: Readonly<Record<string, string | null>> | null
}
export interface Envelope {
  readonly mailFrom: SubmissionAddress
  readonly rcptTo: readonly SubmissionAddress[]
}
export interface DeliveryStatus {
  readonly smtpReply: string
  readonly delivered: 'queued' | 'yes' | 'no' | 'unknown'
  readonly displayed: 'unknown' | 'yes'
}

export const UNDO_STATUSES = ['pending', 'final', 'canceled'] as const

// RFC 8621 §7
export const emailSubmission = beside(
  descriptor({
    name: 'EmailSubmission',
    capability: SUBMISSION,
    prefix: 's',
    delegates: WRITERS,
    properties: {
      identityId: id('Identity', given),
      emailId: id('Email', given),
      threadId: id('Thread', { setter: 'server' }),
      envelope: nullable(json<Envelope>({ max: 2_000_000, ...given })),
      sendAt: instant({ setter: 'create' }),
      undoStatus: choice(UNDO_STATUSES, { default: 'pending' }),
      deliveryStatus: nullable(
        json<Readonly<Record<string, DeliveryStatus>>>({ max: 2_000_000, setter: 'server' }),
      ),
      dsnBlobIds: texts({ max: 1000, setter: 'server' }),
      mdnBlobIds: texts({ max: 1000, setter: 'server' }),
    },
    // RFC 8621 §7.3
    filters: {
      identityIds: hooked(),
      emailIds: hooked(),
      threadIds: hooked(),
      undoStatus: equals('undoStatus'),
      before: before('sendAt'),
      after: from('sendAt'),
    },
    sorts: { emailId: by('emailId'), threadId: by('threadId'), sentAt: by('sendAt') },
    order: [{ sort: 'sentAt', ascending: false }],
    methods: ['get', 'changes', 'set', 'query', 'queryChanges'],
  }),
  ['dsnBlobIds', 'mdnBlobIds'],
)
export type EmailSubmission = RecordOf<typeof emailSubmission>
