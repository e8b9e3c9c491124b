import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spoken } from './command/spoken.ts'
import { type Request, readCommand } from './command.ts'
import { BadCommand } from './malformed.ts'

/** The error of a line that cannot be read. */
function errorOf(line: string): BadCommand {
  try {
    readCommand({ pieces: [line] })
  } catch (error) {
    assert.ok(error instanceof BadCommand)
    return error
  }
  throw new Error('the line was read')
}

// What clients say, as their own logs show it.
const CLIENTS: readonly [client: string, said: string, heard: Request][] = [
  ['Thunderbird', 'capability', { name: 'capability' }],
  [
    'Thunderbird',
    'ID ("name" "Thunderbird" "version" "128.3.0")',
    {
      name: 'id',
      fields: [
        ['name', 'Thunderbird'],
        ['version', '128.3.0'],
      ],
    },
  ],
  ['Thunderbird', 'enable CONDSTORE', { name: 'enable', capabilities: ['CONDSTORE'] }],
  [
    'Thunderbird',
    'list (subscribed) "" "*" return (special-use)',
    { name: 'list', reference: '', patterns: ['*'], select: ['subscribed'], returns: ['special-use'] },
  ],
  ['Thunderbird', 'lsub "" "*"', { name: 'lsub', reference: '', pattern: '*' }],
  ['Thunderbird', 'select "INBOX" (CONDSTORE)', { name: 'select', mailbox: 'INBOX', condstore: true }],
  [
    'Thunderbird',
    'UID fetch 1:* (FLAGS)',
    { name: 'fetch', uid: true, set: [{ first: 1, last: '*' }], items: [{ item: 'flags' }] },
  ],
  [
    'Thunderbird',
    'UID fetch 4 (UID RFC822.SIZE FLAGS BODY.PEEK[HEADER.FIELDS (From To Cc Bcc Subject Date)])',
    {
      name: 'fetch',
      uid: true,
      set: [{ first: 4, last: 4 }],
      items: [
        { item: 'uid' },
        { item: 'rfc822.size' },
        { item: 'flags' },
        {
          item: 'section',
          peek: true,
          section: {
            path: '',
            text: 'HEADER.FIELDS',
            fields: ['From', 'To', 'Cc', 'Bcc', 'Subject', 'Date'],
          },
        },
      ],
    },
  ],
  [
    'Thunderbird',
    'uid store 3:4 +Flags (\\Deleted \\Seen)',
    {
      name: 'store',
      uid: true,
      set: [{ first: 3, last: 4 }],
      action: 'add',
      silent: false,
      flags: ['\\Deleted', '\\Seen'],
    },
  ],
  [
    'Thunderbird',
    'uid move 7 "Archives/2026"',
    { name: 'move', uid: true, set: [{ first: 7, last: 7 }], mailbox: 'Archives/2026' },
  ],
  [
    'Thunderbird',
    'STATUS "Brouillons" (UIDNEXT MESSAGES UNSEEN RECENT)',
    { name: 'status', mailbox: 'Brouillons', items: ['uidnext', 'messages', 'unseen', 'recent'] },
  ],
  ['Thunderbird', 'getquotaroot "INBOX"', { name: 'getquotaroot', mailbox: 'INBOX' }],
  ['mutt', 'SELECT "&AMk-l&AOk-ments"', { name: 'select', mailbox: 'Éléments', condstore: false }],
  [
    'mutt',
    'STORE 1:3 FLAGS.SILENT (\\Seen Old)',
    {
      name: 'store',
      uid: false,
      set: [{ first: 1, last: 3 }],
      action: 'replace',
      silent: true,
      flags: ['\\Seen', 'Old'],
    },
  ],
  ['mutt', 'LIST "" ""', { name: 'list', reference: '', patterns: [''], select: [], returns: [] }],
  [
    'mutt',
    'SELECT "INBOX" (QRESYNC (1700000000 4242 1:100))',
    {
      name: 'select',
      mailbox: 'INBOX',
      condstore: false,
      qresync: { uidValidity: 1700000000, modseq: 4242, uids: [{ first: 1, last: 100 }] },
    },
  ],
  [
    'mbsync',
    'UID FETCH 1:* (UID FLAGS RFC822.SIZE BODY.PEEK[HEADER.FIELDS (X-TUID)])',
    {
      name: 'fetch',
      uid: true,
      set: [{ first: 1, last: '*' }],
      items: [
        { item: 'uid' },
        { item: 'flags' },
        { item: 'rfc822.size' },
        { item: 'section', peek: true, section: { path: '', text: 'HEADER.FIELDS', fields: ['X-TUID'] } },
      ],
    },
  ],
  [
    'mbsync',
    'UID SEARCH HEADER X-TUID "abcdefghijkl"',
    { name: 'search', uid: true, key: { key: 'header', field: 'X-TUID', value: 'abcdefghijkl' } },
  ],
  ['mbsync', 'UID EXPUNGE 5:7', { name: 'expunge', uids: [{ first: 5, last: 7 }] }],
  ['mbsync', 'CREATE "Sent"', { name: 'create', mailbox: 'Sent' }],
  [
    'Apple Mail',
    'ID ("name" "Mac OS X Mail" "version" "16.0 (3774)" "os" NIL)',
    {
      name: 'id',
      fields: [
        ['name', 'Mac OS X Mail'],
        ['version', '16.0 (3774)'],
        ['os', null],
      ],
    },
  ],
  [
    'Apple Mail',
    'FETCH 1:2 (INTERNALDATE UID RFC822.SIZE FLAGS BODYSTRUCTURE)',
    {
      name: 'fetch',
      uid: false,
      set: [{ first: 1, last: 2 }],
      items: [
        { item: 'internaldate' },
        { item: 'uid' },
        { item: 'rfc822.size' },
        { item: 'flags' },
        { item: 'bodystructure' },
      ],
    },
  ],
  [
    'Apple Mail',
    'LIST "" "*" RETURN (SUBSCRIBED STATUS (UIDVALIDITY MESSAGES))',
    {
      name: 'list',
      reference: '',
      patterns: ['*'],
      select: [],
      returns: ['subscribed'],
      status: ['uidvalidity', 'messages'],
    },
  ],
  ['Outlook', 'ID ("name" "Outlook") ', { name: 'id', fields: [['name', 'Outlook']] }],
  ['Outlook', 'UID EXPUNGE 1', { name: 'expunge', uids: [{ first: 1, last: 1 }] }],
  [
    'Outlook',
    'UID SEARCH 1:* NOT DELETED',
    {
      name: 'search',
      uid: true,
      key: {
        key: 'and',
        keys: [
          { key: 'sequence', set: [{ first: 1, last: '*' }] },
          { key: 'not', of: { key: 'flag', flag: '\\Deleted', set: true } },
        ],
      },
    },
  ],
  ['any client', 'IDLE', { name: 'idle' }],
  ['any client', 'ID NIL', { name: 'id', fields: [] }],
  ['any client', 'UNSELECT', { name: 'unselect' }],
  ['any client', 'compress DEFLATE', { name: 'compress', mechanism: 'DEFLATE' }],
  [
    'any client',
    'CREATE Archives (USE (\\Archive))',
    { name: 'create', mailbox: 'Archives', use: ['\\Archive'] },
  ],
  ['any client', 'RENAME a {1+}\r\nb', { name: 'rename', from: 'a', to: 'b' }],
  [
    'any client',
    'UID STORE 1 (UNCHANGEDSINCE 320162338) +FLAGS.SILENT \\Deleted',
    {
      name: 'store',
      uid: true,
      set: [{ first: 1, last: 1 }],
      action: 'add',
      silent: true,
      flags: ['\\Deleted'],
      unchangedSince: 320162338,
    },
  ],
  [
    'any client',
    'SELECT x (QRESYNC (67890007 90060115194045 41,43:211 (1:3 41,43:44)))',
    {
      name: 'select',
      mailbox: 'x',
      condstore: false,
      qresync: {
        uidValidity: 67890007,
        modseq: 90060115194045,
        uids: [
          { first: 41, last: 41 },
          { first: 43, last: 211 },
        ],
        match: {
          sequences: [{ first: 1, last: 3 }],
          uids: [
            { first: 41, last: 41 },
            { first: 43, last: 44 },
          ],
        },
      },
    },
  ],
  [
    'any client',
    'SORT (REVERSE DATE SUBJECT) UTF-8 SINCE 1-Feb-1994',
    {
      name: 'sort',
      uid: false,
      criteria: [
        { by: 'date', reverse: true },
        { by: 'subject', reverse: false },
      ],
      key: { key: 'date', date: 'internal', is: 'since', day: '1994-02-01' },
    },
  ],
  [
    'any client',
    'UID THREAD REFERENCES UTF-8 ALL',
    { name: 'thread', uid: true, algorithm: 'references', key: { key: 'all' } },
  ],
]

for (const [client, said, heard] of CLIENTS) {
  test(`${client} is understood when it says ${JSON.stringify(said)}`, () =>
    assert.deepEqual(spoken(said), heard))
}

test('A tag is kept when the rest cannot be read', () => {
  assert.equal(errorOf('a1 FOO').tag, 'a1')
  assert.equal(errorOf('a1 SELECT').tag, 'a1')
  assert.equal(errorOf('a1').tag, 'a1')
})

test('Without a tag there is none', () => {
  assert.equal(errorOf('').tag, undefined)
  assert.equal(errorOf('(x) NOOP').tag, undefined)
  assert.equal(errorOf('+ NOOP').tag, undefined)
})

test('The message says what was expected', () => {
  assert.equal(errorOf('a FOO').message, 'Unknown command')
  assert.equal(errorOf('a UID NOOP').message, 'Unknown UID command')
  assert.equal(errorOf('a NOOP x').message, 'End of command expected')
  assert.equal(errorOf('a SELECT').message, 'Space expected')
  assert.equal(errorOf('a SELECT &a').message, 'Mailbox name is not modified UTF-7')
  assert.equal(errorOf('a STATUS x ()').message, 'Status item expected')
  assert.equal(errorOf('a LIST (RECURSIVEMATCH) "" *').message, 'RECURSIVEMATCH needs another option')
})

test('A name from the language of the server is no command', () => {
  assert.equal(errorOf('a constructor').message, 'Unknown command')
  assert.equal(errorOf('a toString').message, 'Unknown command')
})

test('After ENABLE IMAP4rev2 a mailbox name is UTF-8', () => {
  const mailbox = { name: 'delete', mailbox: 'R&D été' }
  assert.deepEqual(spoken('DELETE "R&D été"', { utf8: true }), mailbox)
  assert.deepEqual(spoken('DELETE {9+}\r\nR&D été', { utf8: true }), mailbox)
})

test('A number beyond exact integers is out of range', () => {
  assert.equal(errorOf('a FETCH 1 FLAGS (CHANGEDSINCE 9007199254740992)').message, 'Number out of range')
})
