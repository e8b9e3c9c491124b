import {
  before,
  by,
  choice,
  computed,
  contains,
  type DelegateRight,
  descriptor,
  equals,
  from,
  hooked,
  id,
  instant,
  integer,
  json,
  match,
  nullable,
  type Property,
  type RecordOf,
  stamped,
  text,
  texts,
} from '../lib/descriptor.ts'

export const PRINCIPALS = 'urn:ietf:params:jmap:principals'
export const PRINCIPALS_OWNER = 'urn:ietf:params:jmap:principals:owner'
export const ADMIN = 'urn:bastide:admin'
/** The module, which an organisation may switch off. */
export const PUSH = 'push'
// RFC 9749 §4
export const WEBPUSH_VAPID = 'urn:ietf:params:jmap:webpush-vapid'
/** Ours: a subscription for some accounts only (`accountIds`), and `PushSubscription/try`. */
export const BASTIDE_PUSH = 'urn:bastide:push'
/** A person's own sessions and application passwords. */
export const SECURITY = 'urn:bastide:security'

export const PRINCIPAL_KINDS = ['individual', 'group', 'resource', 'location'] as const
export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number]
export const SCOPES = ['web', 'jmap', 'imap', 'submission', 'dav'] as const

/** Read by a hook and written by a verb: it stands in other tables than the record's. */
const elsewhere = <T>(): Property<T> => ({ ...computed<T>(), setter: 'client' })

const ORGANISATION_PROPERTIES = {
  name: text({ max: 200 }),
  language: text({ max: 16, default: 'fr' }),
  /** Modules by name; one that is false is switched off, and keeps its data. */
  modules: json<Record<string, boolean>>({ max: 4096, default: {} }),
  /** Names of the modules that have a switch. */
  switches: computed<readonly string[]>(),
  createdAt: stamped('created'),
}

export const organisation = descriptor({
  name: 'Organisation',
  capability: ADMIN,
  prefix: 'o',
  properties: ORGANISATION_PROPERTIES,
  sorts: { createdAt: by('createdAt') },
  order: [{ sort: 'createdAt', ascending: true }],
  methods: ['get', 'changes', 'set', 'query', 'queryChanges'],
})

export const domain = descriptor({
  name: 'Domain',
  capability: ADMIN,
  prefix: 'do',
  properties: {
    name: text({ max: 253, setter: 'create' }),
    aliasOf: nullable(id('Domain', { setter: 'create' })),
    createdAt: stamped('created'),
  },
  filters: { name: contains('name') },
  sorts: { name: by('name') },
  order: [{ sort: 'name', ascending: true }],
  methods: ['get', 'changes', 'set', 'query', 'queryChanges'],
})

/** RFC 9670 §2, and what an administrator keeps of each. */
export const principal = descriptor({
  name: 'Principal',
  capability: PRINCIPALS,
  prefix: 'p',
  properties: {
    type: choice(PRINCIPAL_KINDS, { column: 'kind', setter: 'create' }),
    name: text({ max: 200, search: 'A' }),
    description: nullable(text({ max: 2000, search: 'D' })),
    email: nullable(text({ max: 254, search: 'B' })),
    timeZone: nullable(text({ max: 64 })),
    title: nullable(text({ max: 200, search: 'C' })),
    service: nullable(text({ max: 200, search: 'C' })),
    language: text({ max: 16, default: 'fr' }),
    role: choice(['administrator', 'person'], { default: 'person' }),
    disabledAt: nullable(instant()),
    /** Who gets the mail of this one instead. */
    forwardTo: nullable(id('Principal')),
    createdAt: stamped('created'),
    capabilities: computed<Record<string, object>>(),
    accounts: computed<Record<string, object> | null>(),
    aliases: elsewhere<readonly string[]>(),
    /** Of a group: its direct members. */
    members: elsewhere<Record<string, true> | null>(),
    /** Who was given what over its account; null for those who may not share it. */
    delegates: elsewhere<Readonly<Record<string, Partial<Record<DelegateRight, boolean>>>> | null>(),
    /** Individuals always have one; a group with an account receives mail for itself. */
    hasAccount: { ...computed<boolean>(), setter: 'create' } as Property<boolean>,
    /** Bytes; for administrators and the principal itself. */
    quota: elsewhere<number | null>(),
    used: computed<number | null>(),
    lastLoginAt: computed<string | null>(),
    /** The password is one that an administrator gave, until its owner chooses another. */
    mustChoosePassword: computed<boolean | null>(),
  },
  filters: {
    accountIds: hooked(),
    email: contains('email'),
    name: contains('name'),
    text: match(),
    type: equals('type'),
    hasAccount: hooked(),
    timeZone: equals('timeZone'),
    service: equals('service'),
    role: equals('role'),
    /** Null asks for those who may enter. */
    disabledAt: equals('disabledAt'),
  },
  sorts: { name: by('name'), email: by('email'), type: by('type'), createdAt: by('createdAt') },
  order: [{ sort: 'name', ascending: true }],
  methods: ['get', 'changes', 'set', 'query', 'queryChanges'],
})

export const auditEntry = descriptor({
  name: 'AuditEntry',
  capability: ADMIN,
  prefix: 'au',
  properties: {
    at: instant({ setter: 'server' }),
    actorId: nullable(id('Principal', { setter: 'server' })),
    actorName: text({ max: 300, setter: 'server' }),
    action: text({ max: 64, setter: 'server' }),
    targetType: nullable(text({ max: 64, setter: 'server' })),
    /** Number of the target, whose type has the prefix. */
    targetId: nullable(integer({ setter: 'server' })),
    targetName: nullable(text({ max: 300, setter: 'server' })),
    details: json<Record<string, unknown>>({ max: 65_536, setter: 'server' }),
    ip: nullable(text({ max: 64, setter: 'server' })),
  },
  filters: {
    actorId: equals('actorId'),
    action: equals('action'),
    targetType: equals('targetType'),
    targetId: equals('targetId'),
    after: from('at'),
    before: before('at'),
    target: contains('targetName'),
    actor: contains('actorName'),
  },
  sorts: { at: by('at') },
  order: [{ sort: 'at', ascending: false }],
  methods: ['get', 'changes', 'query', 'queryChanges'],
})

/** RFC 9670 §3 */
export const shareNotification = descriptor({
  name: 'ShareNotification',
  capability: PRINCIPALS,
  prefix: 'sn',
  properties: {
    created: instant({ setter: 'server' }),
    changedBy: json<{ name: string; email: string | null; principalId: string | null }>({
      max: 1024,
      setter: 'server',
    }),
    objectType: text({ max: 64, setter: 'server' }),
    objectAccountId: text({ max: 32, setter: 'server' }),
    objectId: text({ max: 32, setter: 'server' }),
    oldRights: nullable(json<Record<string, boolean>>({ max: 1024, setter: 'server' })),
    newRights: nullable(json<Record<string, boolean>>({ max: 1024, setter: 'server' })),
    name: text({ max: 300, setter: 'server' }),
  },
  filters: {
    after: from('created'),
    before: before('created'),
    objectType: equals('objectType'),
    objectAccountId: equals('objectAccountId'),
  },
  sorts: { created: by('created') },
  order: [{ sort: 'created', ascending: false }],
  methods: ['get', 'changes', 'set', 'query', 'queryChanges'],
})

export const loginSession = descriptor({
  name: 'LoginSession',
  capability: SECURITY,
  prefix: 'ls',
  properties: {
    kind: choice(['cookie', 'bearer'], { setter: 'server' }),
    userAgent: text({ max: 300, setter: 'server' }),
    ip: nullable(text({ max: 64, setter: 'server' })),
    createdAt: stamped('created'),
    seenAt: instant({ setter: 'server' }),
    expiresAt: instant({ setter: 'server' }),
  },
  sorts: { createdAt: by('createdAt') },
  order: [{ sort: 'createdAt', ascending: false }],
  methods: ['get', 'changes', 'set', 'query', 'queryChanges'],
})

export const appPassword = descriptor({
  name: 'AppPassword',
  capability: SECURITY,
  prefix: 'ap',
  properties: {
    label: text({ max: 100, setter: 'create' }),
    /** Doors that it opens. */
    scopes: texts({ max: SCOPES.length, setter: 'create', default: ['imap', 'submission', 'dav'] }),
    createdAt: stamped('created'),
    lastUsedAt: computed<string | null>(),
    /** In the answer to its creation only. */
    secret: computed<string | null>(),
  },
  sorts: { createdAt: by('createdAt') },
  order: [{ sort: 'createdAt', ascending: false }],
  methods: ['get', 'changes', 'set', 'query', 'queryChanges'],
})

export type PrincipalRecord = RecordOf<typeof principal>

export const coreTypes = [
  organisation,
  domain,
  principal,
  auditEntry,
  shareNotification,
  loginSession,
  appPassword,
] as const

export const descriptors = new Map(coreTypes.map(type => [type.name, type] as const))
