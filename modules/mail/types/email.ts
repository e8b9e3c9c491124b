import {
  addresses,
  before,
  below,
  blob,
  boolean,
  by,
  descriptor,
  equals,
  from,
  has,
  hooked,
  hookedSort,
  id,
  idSet,
  instant,
  integer,
  json,
  keywords,
  lacks,
  match,
  min,
  nullable,
  type RecordOf,
  text,
  texts,
} from '../../../lib/descriptor.ts'
import { BASTIDE_MAIL, MAIL } from './capability.ts'
import { beside, given } from './property.ts'

export const MAX_MAILBOXES_PER_EMAIL = 100
export const MAX_KEYWORDS = 200

/** Of an email whose list one has asked to leave, as other programs have it. */
export const UNSUBSCRIBED = '$unsubscribed'

/** RFC 8621 §4.1.4 */
export interface EmailBodyPart {
  readonly partId: string | null
  readonly blobId: string | null
  readonly size: number
  readonly name: string | null
  readonly type: string
  readonly charset: string | null
  readonly disposition: string | null
  readonly cid: string | null
  readonly language: readonly string[] | null
  readonly location: string | null
  readonly subParts?: readonly EmailBodyPart[] | null
}

/** RFC 8621 §4.1.4 */
export interface EmailBodyValue {
  readonly value: string
  readonly isEncodingProblem: boolean
  readonly isTruncated: boolean
}

const ours = { max: 10_000, setter: 'server', capability: BASTIDE_MAIL } as const

// RFC 8601 §2.7
export type Verdict = 'none' | 'pass' | 'fail' | 'softfail' | 'neutral' | 'policy' | 'temperror' | 'permerror'

export interface Authentication {
  readonly spf: Verdict
  readonly dkim: Verdict
  readonly dmarc: Verdict
  readonly arc: Verdict
  /** The domain of the author. */
  readonly from: string | null
  /** One of our own people wrote it, and had logged in. */
  readonly isInternal: boolean
  /** Told where a signature that passed covers the fields by which one leaves a list with one click. RFC 8058 §4 */
  readonly coversUnsubscribe?: true
}

/** One of ours in name alone, a domain like ours, an address of ours for a name, an author whom his domain disowns. */
export type Warning = 'colleagueName' | 'domainLookAlike' | 'addressInName' | 'forged'
/** And what depends on who reads: from outside, never seen before. */
export type SenderWarning = Warning | 'external' | 'firstTime'

export interface JunkReason {
  /** A name of ours: "dmarc", "bayes", "dnsbl"… */
  readonly rule: string
  readonly points: number
  /** What it was about: a list, a word of another program. */
  readonly detail?: string
}

export interface JunkScore {
  readonly score: number
  readonly reasons: readonly JunkReason[]
}

/** Until when an email is put off, where it goes then (the inbox), and the keywords that it gets and loses. */
export interface SnoozeDetails {
  readonly until: string
  readonly moveToMailboxId?: string | null
  readonly setKeywords?: Readonly<Record<string, boolean>> | null
}

// RFC 8621 §4.1
export const email = beside(
  descriptor({
    name: 'Email',
    capability: MAIL,
    prefix: 'e',
    container: {
      kind: 'many',
      type: 'Mailbox',
      property: 'mailboxIds',
      through: { table: 'mailbox_email', container: 'mailbox_id', record: 'email_id' },
    },
    needs: { read: 'mayReadItems', write: 'mayReadItems', destroy: 'mayRemoveItems' },
    properties: {
      blobId: blob({ setter: 'server', column: 'blob_digest' }),
      threadId: id('Thread', { setter: 'server' }),
      mailboxIds: idSet('Mailbox', { max: MAX_MAILBOXES_PER_EMAIL }),
      keywords: keywords({ max: MAX_KEYWORDS, default: {} }),
      size: integer({ setter: 'server' }),
      receivedAt: instant(given),
      hasAttachment: boolean({ setter: 'server' }),
      messageId: nullable(texts({ max: 1, ...given })),
      inReplyTo: nullable(texts({ max: 1000, ...given })),
      references: nullable(texts({ max: 1000, ...given })),
      sender: nullable(addresses(given)),
      from: nullable(addresses(given)),
      to: nullable(addresses(given)),
      cc: nullable(addresses(given)),
      bcc: nullable(addresses(given)),
      replyTo: nullable(addresses(given)),
      subject: nullable(text({ max: 10_000, ...given })),
      sentAt: nullable(instant(given)),
      preview: text({ max: 256, setter: 'server' }),
      bodyStructure: json<EmailBodyPart>({ max: 1_000_000, ...given }),
      bodyValues: json<Readonly<Record<string, EmailBodyValue>>>({ max: 10_000_000, default: {}, ...given }),
      textBody: json<readonly EmailBodyPart[]>({ max: 1_000_000, default: [], ...given }),
      htmlBody: json<readonly EmailBodyPart[]>({ max: 1_000_000, default: [], ...given }),
      attachments: json<readonly EmailBodyPart[]>({ max: 1_000_000, default: [], ...given }),
      /** Who vouches for its sender; null where it did not arrive from anywhere. */
      authentication: nullable(json<Authentication>(ours)),
      /** What a reader is warned of about its sender. */
      senderWarnings: json<readonly SenderWarning[]>({ ...ours, default: [] }),
      /** How much it looked like junk when it arrived, and why. */
      junk: nullable(json<JunkScore>(ours)),
      /** Named as by those who had it first; there is no standard yet. */
      snoozed: nullable(json<SnoozeDetails>({ max: 20_000, capability: BASTIDE_MAIL })),
      /** Where it stands in a list: when it was received, when it comes back, when it came back. */
      listedAt: instant({ setter: 'server', capability: BASTIDE_MAIL }),
      /** The subject without what answers and forwards put before it, by which lists are sorted. RFC 5256 §2.1 */
      baseSubject: text({ max: 10_000, setter: 'server', capability: BASTIDE_MAIL }),
    },
    // RFC 8621 §4.4.1
    filters: {
      inMailbox: has('mailboxIds'),
      inMailboxOtherThan: hooked(),
      before: before('receivedAt'),
      after: from('receivedAt'),
      minSize: min('size'),
      maxSize: below('size'),
      allInThreadHaveKeyword: hooked(),
      someInThreadHaveKeyword: hooked(),
      noneInThreadHaveKeyword: hooked(),
      hasKeyword: has('keywords'),
      notKeyword: lacks('keywords'),
      hasAttachment: equals('hasAttachment'),
      text: match(),
      from: hooked(),
      to: hooked(),
      cc: hooked(),
      bcc: hooked(),
      subject: hooked(),
      body: hooked(),
      header: hooked(),
      /** Ours: words of the names of attachments. */
      attachmentName: hooked(),
      /** Ours: the id of the principal who takes care of the thread. */
      assignedTo: hooked(),
      isAssigned: hooked(),
    },
    // RFC 8621 §4.4.2
    sorts: {
      receivedAt: by('receivedAt'),
      /** Ours. */
      listedAt: by('listedAt'),
      size: by('size'),
      from: by('from'),
      to: by('to'),
      subject: by('baseSubject'),
      sentAt: hookedSort(),
      hasKeyword: hookedSort(),
      allInThreadHaveKeyword: hookedSort(),
      someInThreadHaveKeyword: hookedSort(),
    },
    order: [{ sort: 'receivedAt', ascending: false }],
    methods: ['get', 'changes', 'set', 'query', 'queryChanges'],
  }),
  [
    'mailboxIds',
    'messageId',
    'inReplyTo',
    'references',
    'sender',
    'from',
    'to',
    'cc',
    'bcc',
    'replyTo',
    'subject',
    'sentAt',
    'preview',
    'bodyStructure',
    'bodyValues',
    'textBody',
    'htmlBody',
    'attachments',
    'authentication',
    'senderWarnings',
    'junk',
    'snoozed',
    'listedAt',
    'baseSubject',
  ],
)
export type Email = RecordOf<typeof email>
