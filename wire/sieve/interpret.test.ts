import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Action } from './action.ts'
import { checkScript } from './check.ts'
import { EXTENSIONS } from './extensions.ts'
import type { Facts } from './facts.ts'
import { interpret, type Outcome } from './interpret.ts'
import { readLetter, writeLetter } from './letter.ts'

const LETTER = `Received: by mx; Fri, 27 Nov 2026 23:30:00 +0000
From: "Paul" <paul+rh@exemple.example>
To: claire@montauzan.fr, "S. T." <service.technique@montauzan.fr>
Subject: =?utf-8?Q?R=C3=A9union_du_conseil?=
Message-ID: <a@exemple.example>
X-Priority: 1
Content-Type: text/html; charset=utf-8

<p>Le <b>budget</b> est voté.</p>
`.replaceAll('\n', '\r\n')

const FACTS: Facts = {
  envelope: { from: 'paul@exemple.example', to: 'claire@montauzan.fr' },
  now: new Date('2026-11-28T12:00:00Z'),
  timeZone: 'Europe/Paris',
  mailboxes: {
    has: name => name === 'Projets',
    hasId: id => id === 'm5',
    hasUse: use => use === '\\Junk',
  },
  environment: { domain: 'montauzan.fr' },
  spam: null,
  virus: null,
  isKnown: () => false,
}

function run(source: string, facts: Partial<Facts> = {}, scripts: Record<string, string> = {}): Outcome {
  const checked = checkScript(source, { extensions: EXTENSIONS, findScript: name => scripts[name] ?? null })
  assert.deepEqual(checked.faults, [])
  return interpret(checked.program!, readLetter(Buffer.from(LETTER)), { ...FACTS, ...facts })
}

const actions = (outcome: Outcome): readonly Action[] => (outcome.kind === 'asks' ? [] : outcome.actions)
const said = (outcome: Outcome) =>
  actions(outcome).map(action => (action.kind === 'fileinto' ? `fileinto ${action.mailbox}` : action.kind))

/** Whether a test holds: the script then throws the message away. */
const holds = (condition: string, requires = '', facts: Partial<Facts> = {}) =>
  said(run(`${requires && `require [${requires}];`} if ${condition} { discard; }`, facts)).length === 0

test('a script that says nothing keeps the message', () => {
  assert.deepEqual(run('').kind === 'done' && actions(run('')), [
    { kind: 'keep', flags: [], fields: null, isImplicit: true },
  ])
})

test('what takes a message away ends its keeping, and :copy does not', () => {
  assert.deepEqual(said(run('require "fileinto"; fileinto "A";')), ['fileinto A'])
  assert.deepEqual(said(run('require ["fileinto", "copy"]; fileinto :copy "A";')), ['fileinto A', 'keep'])
  assert.deepEqual(said(run('redirect "jean@montauzan.fr";')), ['redirect'])
  assert.deepEqual(said(run('discard;')), [])
})

test('of a chain, the first that holds is run, and stop ends all', () => {
  const source =
    'require "fileinto"; if false { discard; } elsif true { fileinto "A"; } else { fileinto "B"; } stop; discard;'
  assert.deepEqual(said(run(source)), ['fileinto A'])
})

test('header fields are compared as people read them', () => {
  const comparator = 'comparator "i;unicode-casemap"'
  assert.ok(
    holds(`header :${comparator} :is "subject" "RÉUNION du conseil"`, '"comparator-i;unicode-casemap"'),
  )
  assert.ok(holds('header :contains ["x-none", "Subject"] "CONSEIL"'))
  assert.ok(holds('header :matches "subject" "*nion*du*"'))
  assert.ok(!holds('header :matches "subject" "nion*"'))
  assert.ok(holds('not exists ["subject", "x-none"]'))
})

test('an address is compared by its parts, that of a list and that of the envelope', () => {
  assert.ok(holds('address :domain "to" "montauzan.fr"'))
  assert.ok(holds('address :user "from" "paul"', '"subaddress"'))
  assert.ok(holds('address :detail "from" "rh"', '"subaddress"'))
  assert.ok(holds('envelope :localpart "from" "paul"', '"envelope"'))
  assert.ok(holds('envelope "from" ""', '"envelope"', { envelope: { from: '', to: null } }))
  const quoted = { envelope: { from: '"s r"@exemple.example', to: null } }
  assert.ok(holds('envelope "from" "\\"s r\\"@exemple.example"', '"envelope"', quoted))
  assert.ok(holds('envelope :localpart "from" "s r"', '"envelope"', quoted))
  const wrong = { envelope: { from: 'paul@@exemple.example', to: null } }
  assert.ok(holds('not envelope :domain "from" "exemple.example"', '"envelope"', wrong))
  assert.ok(holds('envelope :contains "from" "exemple.example"', '"envelope"', wrong))
})

const PARTED = `From: paul@exemple.example
Subject: Plans
Content-Type: multipart/mixed; boundary=a

--a
Content-Type: text/plain; charset=iso-8859-1

\xc9t\xe9, budget
--a
Content-Type: application/pdf; name="Plan.PDF"
Content-Disposition: attachment; filename*=utf-8''%C3%A9tage.pdf

%PDF
--a
Content-Type: message/rfc822

From: jean@exemple.example
Subject: Dedans
Content-Type: text/html; charset=utf-8

<p>Le <b>devis</b></p>
--a--
`.replaceAll('\n', '\r\n')

function filed(source: string): string[] {
  const requires = [
    'foreverypart',
    'mime',
    'extracttext',
    'variables',
    'fileinto',
    'relational',
    'editheader',
  ]
  const checked = checkScript(`require ${JSON.stringify(requires)}; ${source}`, { extensions: EXTENSIONS })
  assert.deepEqual(checked.faults, [])
  return said(interpret(checked.program!, readLetter(Buffer.from(PARTED, 'latin1')), FACTS))
}

test('a test looks at the header of a part, of those inside it, and at what it says of the content', () => {
  const holds = (condition: string) => filed(`if ${condition} { discard; }`).length === 0
  assert.ok(holds('header :mime :type "content-type" "multipart"'))
  assert.ok(holds('header :mime :anychild :contenttype "content-type" "application/pdf"'))
  assert.ok(holds('header :mime :anychild :param "filename" "content-disposition" "étage.pdf"'))
  assert.ok(holds('header :mime :anychild :param ["charset", "name"] :matches "content-type" "*.pdf"'))
  assert.ok(holds('header :mime :anychild :count "eq" :comparator "i;ascii-casemap" "content-type" "5"'))
  assert.ok(holds('address :mime :anychild "from" "jean@exemple.example"'))
  assert.ok(holds('exists :mime :anychild ["subject", "content-disposition"]'))
  assert.ok(!holds('exists :mime "content-disposition"'))
  assert.ok(!holds('header :mime :type "subject" "Plans"'))
  assert.deepEqual(filed('addheader "X-A" "b"; if header :mime "x-a" "b" { discard; }'), [])
})

test('a loop comes to every part, and another inside it to those of the part', () => {
  const walk =
    'set "n" "${n}1"; if header :mime :subtype :matches "content-type" "*" { set "t" "${t}/${1}"; }'
  assert.deepEqual(filed(`foreverypart { ${walk} } fileinto "\${t}";`), [
    'fileinto /mixed/plain/pdf/rfc822/html',
  ])
  assert.deepEqual(filed(`foreverypart { foreverypart { ${walk} } } fileinto "\${t}";`), [
    'fileinto /plain/pdf/rfc822/html/html',
  ])
  assert.deepEqual(
    filed(`foreverypart :name "a" { foreverypart { ${walk} break :name "a"; } } fileinto "\${t}";`),
    ['fileinto /plain'],
  )
  assert.deepEqual(filed(`foreverypart { ${walk} break; } fileinto "\${t}";`), ['fileinto /mixed'])
  assert.deepEqual(filed('foreverypart { stop; } discard;'), ['keep'])
})

test('the text of a part is read as a person reads it', () => {
  const read = (modifiers: string) =>
    filed(`foreverypart { extracttext ${modifiers} "t"; set "all" "\${all}|\${t}"; } fileinto "\${all}";`)[0]
  assert.equal(read(':first 2 :upper'), 'fileinto ||ÉT|||LE')
  const codes = (source: string) =>
    checkScript(source, { extensions: EXTENSIONS }).faults.map(fault => fault.code)
  const requires = 'require ["foreverypart", "extracttext", "variables"];'
  assert.deepEqual(codes(`${requires} extracttext "a"; break;`), ['outsideOfLoop', 'outsideOfLoop'])
  assert.deepEqual(codes(`${requires} foreverypart { break :name "a"; }`), ['noSuchLoop'])
  assert.deepEqual(codes('require "extracttext";'), ['notRequired', 'notRequired'])
  const five = 'foreverypart { '.repeat(5) + '}'.repeat(5)
  assert.deepEqual(codes(`${requires} ${five}`), ['tooManyLoops'])
})

test('only so much of a message is read as a person reads it', () => {
  const part = (word: string) => `--a\r\n\r\n${'x'.repeat(1024 * 1024)}\r\n--a\r\n\r\n${word}\r\n`
  const bytes = Buffer.from(
    `Content-Type: multipart/mixed; boundary=a\r\n\r\n${part('un')}${part('deux')}${part('trois')}${part('fin')}--a--\r\n`,
  )
  const finds = (word: string) => {
    const checked = checkScript(`require "body"; if body :contains "${word}" { discard; }`, {
      extensions: EXTENSIONS,
    })
    return said(interpret(checked.program!, readLetter(bytes), FACTS)).length === 0
  }
  assert.ok(finds('trois'))
  assert.ok(!finds('fin'))
})

test('loops that would go on and on end with a fault', () => {
  const many = Array.from({ length: 2000 }, () => '--a\r\n\r\nx').join('\r\n')
  const letter = readLetter(
    Buffer.from(`Content-Type: multipart/mixed; boundary=a\r\n\r\n${many}\r\n--a--\r\n`),
  )
  const every = 'foreverypart { if header :mime :anychild "a" "b" { keep; } foreverypart { if true { } } }'
  const source = `require ["foreverypart", "mime"]; ${every.repeat(10)}`
  const checked = checkScript(source, { extensions: EXTENSIONS })
  const outcome = interpret(checked.program!, letter, FACTS)
  assert.equal(outcome.kind === 'failed' && outcome.fault.code, 'tooManySteps')
})

test('what ihave finds may be used from there on, and only what is reached can be missing', () => {
  const requires = 'require "ihave";'
  const fails = (source: string) => {
    const outcome = run(`${requires} ${source}`)
    return outcome.kind === 'failed' ? outcome.fault.message : null
  }
  const files = (source: string) => said(run(`${requires} ${source}`))
  assert.deepEqual(files('if ihave "fileinto" { fileinto "A"; } fileinto "B";'), ['fileinto A', 'fileinto B'])
  assert.deepEqual(files('if ihave ["fileinto", "x-none"] { fileinto "A"; } else { discard; }'), [])
  assert.deepEqual(files('if ihave "x-none" { none :a 3 { b; } if c :d { keep :e; } } discard;'), [])
  assert.deepEqual(files('if allof(ihave "x-none", none "a") { keep; } discard;'), [])
  assert.deepEqual(files('if anyof(not ihave "x-none", none "a") { discard; }'), [])
  assert.deepEqual(files('if ihave "fileinto" { if ihave "copy" { fileinto :copy "A"; } }'), [
    'fileinto A',
    'keep',
  ])
  assert.equal(fails('fileinto "A"; if ihave "fileinto" { stop; }'), '"fileinto" needs: require "fileinto".')
  assert.equal(fails('if ihave "fileinto" { fileinto :copy "A"; }'), '":copy" needs: require "copy".')
  assert.equal(fails('if none "a" { keep; }'), 'The test "none" is not known.')
  assert.equal(
    fails('if header :comparator "i;none" "a" "b" { keep; }'),
    'The comparator "i;none" is not available.',
  )
  assert.equal(fails('error "rien ne va";'), 'The script gives up: rien ne va')
  // What changes how the script is read cannot come while it runs.
  assert.deepEqual(files('if ihave "variables" { discard; }'), ['keep'])
  assert.deepEqual(said(run('require ["ihave", "variables"]; if ihave "variables" { discard; }')), [])
})

test('what one script has, those that it includes do not have', () => {
  const scripts = {
    inner: 'require "ihave"; fileinto "A";',
    other: 'require "ihave"; if ihave "fileinto" { keep; }',
  }
  const outer = (name: string) => `require ["ihave", "include"]; include "${name}"; fileinto "B";`
  const first = run(`require ["ihave", "include"]; if ihave "fileinto" { include "inner"; }`, {}, scripts)
  assert.equal(first.kind, 'failed')
  assert.equal(run(outer('other'), {}, scripts).kind, 'failed')
})

test('with ihave, what is wrong with what is known is told at once', () => {
  const faults = (source: string) =>
    checkScript(`require "ihave"; ${source}`, { extensions: EXTENSIONS }).faults.map(fault => fault.code)
  assert.deepEqual(faults('if ihave "fileinto" { fileinto 3; keep "a"; }'), ['wrongKind', 'tooManyArguments'])
  assert.deepEqual(faults('redirect "nobody";'), ['badAddress'])
  assert.deepEqual(faults('keep :none 3;'), [])
  assert.deepEqual(faults('if ihave "none" { none { keep 3; } }'), [])
  assert.deepEqual(faults('if ihave 3 { none; }'), ['wrongKind'])
})

test('a body is compared as it is read, as it came, and by its types', () => {
  assert.ok(holds('body :contains "budget est voté"', '"body"'))
  assert.ok(holds('body :raw :contains "<b>budget"', '"body"'))
  assert.ok(holds('body :content "text/html" :contains "<p>"', '"body"'))
  assert.ok(!holds('body :content "text/plain" :contains ""', '"body"'))
})

test('numbers and their relations', () => {
  const requires = '"relational", "comparator-i;ascii-numeric"'
  assert.ok(holds('header :value "lt" :comparator "i;ascii-numeric" "x-priority" "3"', requires))
  assert.ok(holds('address :count "eq" :comparator "i;ascii-numeric" "to" "2"', requires))
})

test('dates are told in the zone of the house, in summer and in winter', () => {
  assert.ok(holds('date "received" "date" "2026-11-28"', '"date"'))
  assert.ok(holds('date :originalzone "received" "hour" "23"', '"date"'))
  assert.ok(holds('currentdate "iso8601" "2026-11-28T13:00:00+01:00"', '"date"'))
  assert.ok(holds('currentdate :zone "-0500" "std11" "Sat, 28 Nov 2026 07:00:00 -0500"', '"date"'))
})

test('variables hold what wildcards met, and change by their modifiers', () => {
  const source = `require ["variables", "fileinto"];
    if header :matches "from" "*<*@*>" { set :upperfirst "who" "\${2}"; }
    fileinto "Projets/\${who}/\${unknown}x";`
  assert.deepEqual(said(run(source)), ['fileinto Projets/Paul+rh/x'])
})

test('flags go with what is kept after they were set', () => {
  const source =
    'require ["imap4flags", "fileinto"]; addflag ["\\\\Seen $a", "$A"]; fileinto "A"; removeflag "$a"; keep;'
  const flags = actions(run(source)).map(action => 'flags' in action && action.flags)
  assert.deepEqual(flags, [['\\Seen', '$a'], ['\\Seen']])
})

test('a header that a script changed is that of what is kept from then on', () => {
  const source =
    'require ["editheader", "fileinto"]; fileinto "A"; deleteheader "X-Priority"; addheader "X-Note" "Élu"; keep;'
  const [first, second] = actions(run(source))
  assert.equal(first?.kind === 'fileinto' && first.fields, null)
  assert.ok(second?.kind === 'keep' && second.fields)
  const written = writeLetter(readLetter(Buffer.from(LETTER)), second.fields!).toString()
  assert.match(written, /^X-Note: =\?UTF-8\?B\?w4lsdQ==\?=\r\nReceived:/)
  assert.doesNotMatch(written, /X-Priority/)
  assert.ok(written.endsWith(LETTER.slice(LETTER.indexOf('\r\n\r\n'))))
})

test('mailboxes are asked for by name, id and use', () => {
  assert.ok(holds('mailboxexists "Projets"', '"mailbox"'))
  assert.ok(!holds('mailboxexists ["Projets", "Autre"]', '"mailbox"'))
  assert.ok(holds('mailboxidexists "m5"', '"mailboxid"'))
  assert.ok(holds('specialuse_exists "\\\\Junk"', '"special-use"'))
})

test('a duplicate is asked for, and remembered', () => {
  const source = 'require "duplicate"; if duplicate :seconds 60 { discard; }'
  const asked = run(source, { isKnown: () => undefined })
  assert.equal(asked.kind === 'asks' && asked.key, '["","<a@exemple.example>"]')
  assert.deepEqual(said(run(source, { isKnown: () => true })), [])
  const outcome = run(source)
  assert.deepEqual(outcome.kind === 'done' && outcome.memories, [
    { key: '["","<a@exemple.example>"]', seconds: 60, isLast: false },
  ])
})

test('scripts include others, share variables and return', () => {
  const source =
    'require ["include", "variables", "fileinto"]; global "place"; include "inner"; fileinto "${place}";'
  const inner = 'require ["include", "variables"]; global "place"; set "place" "A"; return; discard;'
  assert.deepEqual(said(run(source, {}, { inner })), ['fileinto A'])
})

test('an expression without end does not hang', () => {
  const source = `require "regex"; if header :regex "subject" "${'(a*)*'.repeat(50)}b" { discard; }`
  assert.deepEqual(said(run(source)), ['keep'])
})

test('a fault while it runs keeps the message as it came, and says where', () => {
  const outcome = run('require "reject";\nreject "no";\nkeep;')
  assert.equal(outcome.kind, 'failed')
  assert.ok(outcome.kind === 'failed' && outcome.fault.line === 3 && outcome.fault.code === 'conflict')
  assert.deepEqual(said(outcome), ['keep'])
})

test('a message is forwarded to few only', () => {
  const many = Array.from({ length: 5 }, (_, i) => `redirect "a${i}@exemple.example";`).join('\n')
  const outcome = run(many)
  assert.equal(outcome.kind === 'failed' && outcome.fault.code, 'tooManyRedirects')
})
