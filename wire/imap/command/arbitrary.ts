import fc, { type Arbitrary } from 'fast-check'
import type { Command, Request } from '../command.ts'
import { isFlag } from '../flag.ts'
import { MAX_NUMBER } from '../limits.ts'
import type { Section } from '../section.ts'
import type { SequenceSet } from '../sequence.ts'
import type { AppendedMessage } from './append.ts'
import { BARE } from './bare.ts'
import type { FetchItem } from './fetch.ts'
import type { ListSelection } from './list.ts'
import { NAMING } from './mailbox.ts'
import type { SearchCommand } from './search.ts'
import type { SearchKey } from './search-key.ts'
import { STATUS_ITEMS } from './status.ts'

// Commands of every kind, for the round trips. Each arbitrary yields only what the wire can say one way.

/** Any text without NUL, which no string of the wire can hold. */
const text = fc.string({ unit: 'binary', maxLength: 30 }).map(value => value.replaceAll('\0', ''))
const mailbox = text.map(name => (/^inbox$/i.test(name) ? 'INBOX' : name.normalize('NFC')))
const number = fc.integer({ min: 1, max: MAX_NUMBER })
const number64 = fc.maxSafeNat()
const word = fc.stringMatching(/^[A-Z][A-Z0-9=-]{0,11}$/)
const tag = fc.stringMatching(/^[A-Za-z0-9.]{1,8}$/)
const flag = fc.oneof(
  fc.constantFrom('\\Seen', '\\Answered', '\\Flagged', '\\Deleted', '\\Draft'),
  fc.stringMatching(/^\$?[A-Za-z0-9_.-]{1,10}$/).filter(isFlag),
)
const some = <T>(value: Arbitrary<T>) => fc.array(value, { minLength: 1, maxLength: 4 })
const subset = <T>(values: readonly T[]) => fc.subarray([...values])
const day = fc
  .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))

const whole = <T>(model: { [N in keyof T]: Arbitrary<T[N]> }) => fc.record(model, { noNullPrototype: true })

/** An optional property is absent, never undefined. */
const record = <T, K extends keyof T>(model: { [N in keyof T]: Arbitrary<T[N]> }, requiredKeys: K[]) =>
  fc.record(model, { requiredKeys, noNullPrototype: true })

const sequenceNumber = fc.oneof(
  { weight: 4, arbitrary: number },
  { weight: 1, arbitrary: fc.constant('*' as const) },
)
const ranges = some(whole({ first: sequenceNumber, last: sequenceNumber }))
const set: Arbitrary<SequenceSet> = fc.oneof(
  { weight: 5, arbitrary: ranges },
  { weight: 1, arbitrary: fc.constant('$' as const) },
)

const path = fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 4 }).map(numbers => numbers.join('.'))
const section: Arbitrary<Section> = fc.oneof(
  whole({ path }),
  whole({ path, text: fc.constantFrom('HEADER' as const, 'TEXT' as const) }),
  whole({ path: path.filter(Boolean), text: fc.constant('MIME' as const) }),
  whole({
    path,
    text: fc.constantFrom('HEADER.FIELDS' as const, 'HEADER.FIELDS.NOT' as const),
    fields: some(word),
  }),
)
const range = whole({ start: fc.nat(), count: number })

const fetchItem: Arbitrary<FetchItem> = fc.oneof(
  whole({
    item: fc.constantFrom('envelope', 'flags', 'uid', 'body', 'rfc822', 'modseq', 'emailid', 'savedate'),
  }),
  whole({ item: fc.constant('preview' as const), lazy: fc.boolean() }),
  record({ item: fc.constant('section' as const), peek: fc.boolean(), section, range }, [
    'item',
    'peek',
    'section',
  ]),
  record({ item: fc.constant('binary' as const), peek: fc.boolean(), path, range }, ['item', 'peek', 'path']),
  whole({ item: fc.constant('binary.size' as const), path }),
)

const { key: searchKey } = fc.letrec<{ key: SearchKey }>(tie => ({
  key: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'search' },
    whole({ key: fc.constantFrom('all', 'recent', 'savedatesupported') }),
    whole({ key: fc.constant('flag' as const), flag, set: fc.boolean() }),
    whole({
      key: fc.constant('text' as const),
      field: fc.constantFrom('bcc', 'body', 'cc', 'from', 'subject', 'text', 'to'),
      value: text,
    }),
    whole({ key: fc.constant('header' as const), field: word, value: text }),
    whole({
      key: fc.constant('date' as const),
      date: fc.constantFrom('internal', 'sent', 'saved'),
      is: fc.constantFrom('before', 'on', 'since'),
      day,
    }),
    whole({ key: fc.constantFrom('larger', 'smaller'), size: number64 }),
    whole({ key: fc.constantFrom('sequence', 'uid'), set }),
    whole({ key: fc.constantFrom('older', 'younger'), seconds: number }),
    whole({ key: fc.constant('modseq' as const), modseq: number64 }),
    whole({
      key: fc.constantFrom('emailid', 'threadid'),
      id: fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/),
    }),
    whole({
      key: fc.constant('and' as const),
      keys: fc.array(tie('key'), { minLength: 2, maxLength: 3 }),
    }),
    whole({ key: fc.constant('or' as const), left: tie('key'), right: tie('key') }),
    whole({ key: fc.constant('not' as const), of: tie('key') }),
  ),
}))

const returns = fc.subarray(['min', 'max', 'all', 'count', 'save'] satisfies SearchCommand['returns'], {
  minLength: 1,
})
const partialResults = fc
  .tuple(number, number, fc.constantFrom(1, -1))
  .map(([first, last, sign]) => ({ first: first * sign, last: last * sign }))
const window = fc.oneof(
  fc.constant({}),
  whole({ returns }),
  whole({ returns: fc.constantFrom([], ['count' as const]), partial: partialResults }),
)

const message: Arbitrary<AppendedMessage> = record(
  {
    flags: subset(['\\Seen', '$Forwarded']),
    at: fc.integer({ min: 0, max: 4_000_000_000 }).map(seconds => new Date(seconds * 1000)),
    utf8: fc.boolean(),
    data: fc
      .tuple(fc.boolean(), fc.uint8Array({ maxLength: 50 }))
      .map(([binary, octets]) => ({ binary, size: octets.length, bytes: Buffer.from(octets) })),
  },
  ['flags', 'utf8', 'data'],
)

const selection: Arbitrary<ListSelection[]> = fc.constantFrom<ListSelection[]>(
  [],
  ['subscribed'],
  ['special-use'],
  ['subscribed', 'recursivematch'],
)

const resync = record(
  {
    uidValidity: number,
    modseq: number64,
    uids: ranges,
    match: whole({ sequences: ranges, uids: ranges }),
  },
  ['uidValidity', 'modseq'],
)

const entry = fc.stringMatching(/^\/(private|shared)(\/[a-z.]{1,5}){1,3}$/)
const uid = fc.boolean()
const name = <N extends string>(...names: N[]) => fc.constantFrom(...names)

const request: Arbitrary<Request> = fc.oneof(
  whole({ name: name(...BARE) }),
  whole({ name: name(...NAMING), mailbox }),
  whole({ name: name('login'), user: text, password: text }),
  record(
    {
      name: name('authenticate'),
      mechanism: word,
      initial: fc.uint8Array({ maxLength: 20 }).map(octets => Buffer.from(octets)),
    },
    ['name', 'mechanism'],
  ),
  whole({ name: name('enable'), capabilities: some(word) }),
  whole({ name: name('compress'), mechanism: word }),
  whole({ name: name('getquota'), root: text }),
  whole({ name: name('id'), fields: fc.array(fc.tuple(text, fc.option(text)), { maxLength: 3 }) }),
  record({ name: name('create'), mailbox, use: some(name('\\Archive', '\\Sent')) }, ['name', 'mailbox']),
  whole({ name: name('rename'), from: mailbox, to: mailbox }),
  record({ name: name('select', 'examine'), mailbox, condstore: fc.boolean(), qresync: resync }, [
    'name',
    'mailbox',
    'condstore',
  ]),
  whole({ name: name('status'), mailbox, items: some(name(...STATUS_ITEMS)) }),
  record(
    {
      name: name('list'),
      reference: mailbox,
      patterns: some(mailbox),
      select: selection,
      returns: subset(['subscribed', 'children', 'special-use', 'myrights'] as const),
      status: some(name(...STATUS_ITEMS)),
    },
    ['name', 'reference', 'patterns', 'select', 'returns'],
  ),
  whole({ name: name('lsub'), reference: mailbox, pattern: mailbox }),
  whole({ name: name('append'), mailbox, messages: some(message) }),
  whole({
    name: name('replace'),
    uid: fc.boolean(),
    replaced: sequenceNumber,
    mailbox,
    messages: fc.tuple(message),
  }),
  whole({ name: name('copy', 'move'), uid, set, mailbox }),
  record({ name: name('expunge'), uids: set }, ['name']),
  record(
    {
      name: name('store'),
      uid,
      set,
      action: name('replace', 'add', 'remove'),
      silent: fc.boolean(),
      flags: fc.array(flag, { maxLength: 3 }),
      unchangedSince: number64,
    },
    ['name', 'uid', 'set', 'action', 'silent', 'flags'],
  ),
  record({ name: name('fetch'), uid, set, items: some(fetchItem), changedSince: number64 }, [
    'name',
    'uid',
    'set',
    'items',
  ]),
  whole({
    name: name('fetch'),
    uid: fc.constant(true),
    set,
    items: some(fetchItem),
    partial: partialResults,
  }),
  fc
    .tuple(whole({ name: name('search'), uid, key: searchKey }), window)
    .map(([search, returned]) => ({ ...search, ...returned })),
  fc
    .tuple(
      whole({
        name: name('sort'),
        uid,
        criteria: some(whole({ by: name('arrival', 'date', 'subject'), reverse: fc.boolean() })),
        key: searchKey,
      }),
      window,
    )
    .map(([sort, returned]) => ({ ...sort, ...returned })),
  record(
    {
      name: name('getmetadata'),
      mailbox,
      entries: some(entry),
      maxSize: number,
      depth: fc.constantFrom(0 as const, 1 as const, 'infinity' as const),
    },
    ['name', 'mailbox', 'entries', 'depth'],
  ),
  whole({
    name: name('setmetadata'),
    mailbox,
    entries: some(
      fc.tuple(entry, fc.option(fc.uint8Array({ maxLength: 20 }).map(octets => Buffer.from(octets)))),
    ),
  }),
  whole({ name: name('deleteacl', 'listrights'), mailbox, identifier: text }),
  whole({
    name: name('setacl'),
    mailbox,
    identifier: text,
    action: name('replace', 'add', 'remove'),
    rights: fc.stringMatching(/^[a-z0-9]{0,11}$/),
  }),
  whole({ name: name('thread'), uid, algorithm: name('orderedsubject', 'references'), key: searchKey }),
)

export const command: Arbitrary<Command> = fc
  .tuple(tag, request)
  .map(([tag, request]) => ({ tag, ...request }))
