import {
  addresses,
  before,
  below,
  blob,
  boolean,
  by,
  choice,
  computed,
  contains,
  type Descriptor,
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
  myRights,
  nullable,
  type Properties,
  type RecordOf,
  shareWith,
  stamped,
  text,
  texts,
} from '../../lib/descriptor.ts'

// RFC 8621 §1.3.1
export const MAIL = 'urn:ietf:params:jmap:mail'
// RFC 8621 §1.3.2
export const SUBMISSION = 'urn:ietf:params:jmap:submission'
// RFC 9661 §1.3.1
export const SIEVE = 'urn:ietf:params:jmap:sieve'
// RFC 8621 §1.3.3
export const VACATION = 'urn:ietf:params:jmap:vacationresponse'
/** Ours: `Email/render`, `Email/sift`, and the colour of a mailbox. */
export const BASTIDE_MAIL = 'urn:bastide:mail'
/** Core's, of what administrators alone see and change in the directory. */
const ADMIN = 'urn:bastide:admin'

// RFC 8621 §2; the order fixes the bits in the database
export const MAILBOX_RIGHTS = [
  'mayReadItems',
  'mayAddItems',
  'mayRemoveItems',
  'maySetSeen',
  'maySetKeywords',
  'mayCreateChild',
  'mayRename',
  'mayDelete',
  'maySubmit',
  // RFC 9670 §4
  'mayShare',
] as const
/** What one needs to answer the mail of a mailbox, and to file it. */
const HANDLING = [
  'mayReadItems',
  'mayAddItems',
  'mayRemoveItems',
  'maySetSeen',
  'maySetKeywords',
  'maySubmit',
] as const satisfies readonly (typeof MAILBOX_RIGHTS)[number][]

/** What senders have of records beside the mailboxes; readers only look. */
const SENDERS = { maySendOnBehalf: ['mayRead'], maySendAs: ['mayRead'], mayManage: ['mayRead', 'mayWrite'] }
const WRITERS = { ...SENDERS, maySendOnBehalf: ['mayRead', 'mayWrite'], maySendAs: ['mayRead', 'mayWrite'] }

export type MailboxRight = (typeof MAILBOX_RIGHTS)[number]

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

/** How far ahead a message may be sent: far enough to plan, near enough to remember. */
export const MAX_DELAY_SECONDS = 30 * 24 * 3600
export const MAX_MAILBOX_NAME = 255
export const MAX_MAILBOXES_PER_EMAIL = 100
export const MAX_KEYWORDS = 200

/** The same descriptor; these of its properties stand in other tables than the type's own. */
function beside<P extends Properties>(
  whole: Descriptor<P>,
  names: readonly (keyof P & string)[],
): Descriptor<P> {
  const moved = names.map(name => [name, { ...whole.properties[name], column: null }])
  return { ...whole, properties: { ...whole.properties, ...Object.fromEntries(moved) } }
}

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

const given = { setter: 'create' } as const
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
      from: hookedSort(),
      to: hookedSort(),
      subject: hookedSort(),
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
  ],
)
export type Email = RecordOf<typeof email>

// RFC 8621 §6
export const identity = descriptor({
  name: 'Identity',
  capability: SUBMISSION,
  prefix: 'i',
  delegates: SENDERS,
  properties: {
    name: text({ max: 200, default: '' }),
    email: text({ max: 254, setter: 'create' }),
    replyTo: nullable(addresses()),
    bcc: nullable(addresses()),
    textSignature: text({ max: 20_000, default: '' }),
    htmlSignature: text({ max: 100_000, default: '' }),
    mayDelete: computed<boolean>(),
  },
  methods: ['get', 'changes', 'set'],
})
export type Identity = RecordOf<typeof identity>

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

/** A message to begin with. Whoever writes in a mailbox of several people has those of it, and keeps them. */
export const messageTemplate = descriptor({
  name: 'MessageTemplate',
  capability: BASTIDE_MAIL,
  prefix: 'mt',
  delegates: WRITERS,
  properties: {
    name: text({ max: 100 }),
    subject: text({ max: 1000, default: '' }),
    /** HTML of the editor's own making; readers sanitise it all the same. */
    html: text({ max: 500_000, default: '' }),
    updatedAt: stamped('updated'),
  },
  sorts: { name: by('name') },
  order: [{ sort: 'name', ascending: true }],
})
export type MessageTemplate = RecordOf<typeof messageTemplate>

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

export const MAX_SCRIPT_NAME = 255

// RFC 9661 §2
export const sieveScript = descriptor({
  name: 'SieveScript',
  capability: SIEVE,
  prefix: 'si',
  properties: {
    name: text({ max: MAX_SCRIPT_NAME }),
    blobId: blob({ column: 'blob_digest' }),
    isActive: boolean({ setter: 'server', default: false }),
  },
  // RFC 9661 §2.4
  filters: { name: contains('name'), isActive: equals('isActive') },
  sorts: { name: by('name'), isActive: by('isActive') },
  order: [{ sort: 'name', ascending: true }],
  // RFC 9661 §2.3: its /set has arguments of its own, see jmap/sieve.
  methods: ['get', 'changes', 'query', 'queryChanges'],
})
export type SieveScript = RecordOf<typeof sieveScript>

/** What a signature may say of whoever writes, each in braces. */
export const SIGNATURE_WORDS = ['name', 'title', 'service', 'email', 'organisation'] as const
export const SIGNATURE_AUDIENCES = ['everybody', 'services', 'groups', 'domains'] as const

/** What an organisation puts under what its people write, in its directory: the first that fits, by rank. */
export const organisationSignature = descriptor({
  name: 'OrganisationSignature',
  capability: ADMIN,
  prefix: 'os',
  properties: {
    name: text({ max: 200 }),
    /** HTML of the editor's own making, with words in braces; cleaned when it is put somewhere. */
    html: text({ max: 50_000, default: '' }),
    audience: choice(SIGNATURE_AUDIENCES, { default: 'everybody' }),
    /** Names of services, ids of groups or names of domains, as the audience says. */
    targets: texts({ max: 200, default: [] }),
    /** Only where somebody outside the organisation has the message, too. */
    onlyOutside: boolean({ default: false }),
    /** Not under answers. */
    onlyFirst: boolean({ default: false }),
    isEnabled: boolean({ default: false }),
    rank: integer({ default: 0 }),
  },
  sorts: { rank: by('rank') },
  order: [{ sort: 'rank', ascending: true }],
  methods: ['get', 'changes', 'set', 'query', 'queryChanges'],
})
export type OrganisationSignature = RecordOf<typeof organisationSignature>
