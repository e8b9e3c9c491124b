import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkScript } from '../../../../wire/sieve/check.ts'
import { EXTENSIONS } from '../../../../wire/sieve/extensions.ts'
import type { Facts } from '../../../../wire/sieve/facts.ts'
import { interpret } from '../../../../wire/sieve/interpret.ts'
import { readLetter } from '../../../../wire/sieve/letter.ts'
import { readScript } from '../../../../wire/sieve/script.ts'
import { addRule, changeRule, insertPiece, movePiece, removePiece } from './edit.ts'
import { type Action, type Condition, comparisonsOf, type Rule, TEXT_FIELDS, tidyRule } from './rule.ts'
import { NO_RULES, pieceOf, readRules, type ScriptRules, writeRules } from './script-rules.ts'

const faultsOf = (script: string) => checkScript(script, { extensions: EXTENSIONS }).faults
const rulesOf = (script: string) => readRules(script).pieces.map(({ rule }) => rule)
const namesOf = (rules: ScriptRules) => rules.pieces.map(({ rule, text }) => rule?.name ?? text)

const BILLS: Rule = {
  name: 'Factures',
  isOn: true,
  match: 'all',
  conditions: [
    { kind: 'text', field: 'from', header: '', comparison: 'ends', isNot: false, values: ['@mairie.fr'] },
    { kind: 'text', field: 'subject', header: '', comparison: 'contains', isNot: true, values: ['pub'] },
  ],
  actions: [{ kind: 'read' }, { kind: 'file', mailboxId: 'm7', name: 'Factures' }],
  stops: true,
}

const text = fc.string({ minLength: 1, maxLength: 12 })
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .record({
      field: fc.constantFrom(...TEXT_FIELDS),
      header: fc.constantFrom('X-Spam', 'reply-to'),
      isNot: fc.boolean(),
      values: fc.array(text, { minLength: 1, maxLength: 3 }),
      which: fc.nat(),
    })
    .map(({ which, ...told }) => {
      const known = comparisonsOf(told.field)
      return { kind: 'text' as const, ...told, comparison: known[which % known.length]! }
    }),
  fc.record({
    kind: fc.constant('size' as const),
    side: fc.constantFrom('over' as const, 'under' as const),
    bytes: fc.integer({ min: 1, max: 2 ** 31 }),
  }),
  fc.record({ kind: fc.constant('junk' as const), level: fc.integer({ min: 1, max: 10 }) }),
)
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom<Action>({ kind: 'read' }, { kind: 'flag' }, { kind: 'trash' }),
  fc.constantFrom('ecoles', 'a-b').map(keyword => ({ kind: 'label' as const, keyword })),
  fc.record({
    kind: fc.constantFrom('file' as const, 'copy' as const),
    mailboxId: fc.constantFrom('m1', 'm22'),
    name: fc.constantFrom('Projets/Halle', 'É "x"\\'),
  }),
  fc.record({
    kind: fc.constant('forward' as const),
    address: fc.constantFrom('a@b.fr', 'c@d.org'),
    keeps: fc.boolean(),
  }),
)
const rule: fc.Arbitrary<Rule> = fc.record({
  name: fc.string({ maxLength: 20 }),
  isOn: fc.boolean(),
  match: fc.constantFrom('all' as const, 'any' as const),
  conditions: fc.array(condition, { maxLength: 4 }),
  actions: fc.array(action, { maxLength: 5 }),
  stops: fc.boolean(),
})

const scriptOf = (rules: readonly Rule[]) =>
  writeRules({ ...NO_RULES, pieces: rules.map(one => pieceOf(one)) })

test('whatever rules are written come back as they were', () => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 4 }), rules => {
      const script = scriptOf(rules)
      const read = rulesOf(script)
      assert.ok(read.every(one => one !== null))
      assert.equal(scriptOf(read), script)
      // A pattern that only begins or ends with a star is told as such.
      const told = (one: Rule) => JSON.stringify({ ...one, conditions: one.conditions.length })
      assert.deepEqual(read.map(told), rules.map(tidyRule).map(told))
    }),
  )
})

test('the server finds no fault in what is written, on or off', () => {
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 4 }), rules => {
      assert.deepEqual(faultsOf(scriptOf(rules)), [])
    }),
  )
})

test('a rule is a comment with its name, a test, and what is done', () => {
  assert.equal(
    scriptOf([BILLS, { ...BILLS, isOn: false, name: 'Plus tard', conditions: [] }]),
    `require ["fileinto", "imap4flags", "mailboxid"];

# rule: Factures
if allof (address :matches "from" "*@mairie.fr", not header :contains "subject" "pub") {
  addflag "\\\\Seen";
  fileinto :mailboxid "m7" "Factures";
  stop;
}

# rule off: Plus tard
#| if true {
#|   addflag "\\\\Seen";
#|   fileinto :mailboxid "m7" "Factures";
#|   stop;
#| }
`,
  )
})

test('letters beyond ASCII are the same in capitals', () => {
  const [condition] = BILLS.conditions
  const script = scriptOf([{ ...BILLS, conditions: [{ ...condition!, values: ['école'] } as Condition] }])
  assert.match(script, /:comparator "i;unicode-casemap" "from" "\*école"/)
  assert.match(script, /"comparator-i;unicode-casemap"/)
})

test('flags are taken away again behind a rule that has put the message somewhere', () => {
  const ends = (given: Partial<Rule>) => scriptOf([{ ...BILLS, ...given }]).match(/removeflag/g)?.length ?? 0
  assert.deepEqual(
    [ends({ stops: false }), ends({ stops: true }), ends({ stops: false, actions: [{ kind: 'flag' }] })],
    [1, 0, 0],
  )
})

test('what one rule puts away as read is not read where another puts it, and a star goes on with the message', () => {
  const file = (mailboxId: string): Action => ({ kind: 'file', mailboxId, name: 'x' })
  const always = { ...BILLS, conditions: [], stops: false }
  const script = scriptOf([
    { ...always, actions: [{ kind: 'flag' }] },
    { ...always, actions: [{ kind: 'read' }, file('m1')] },
    { ...always, actions: [file('m2')] },
  ])
  const { program } = checkScript(script, { extensions: EXTENSIONS })
  const outcome = interpret(program!, readLetter(Buffer.from('Subject: x\r\n\r\n')), NO_FACTS)
  assert.deepEqual(
    outcome.kind === 'done' &&
      outcome.actions.map(one => one.kind === 'fileinto' && [one.mailboxId, one.flags]),
    [
      ['m1', ['\\Flagged', '\\Seen']],
      ['m2', ['\\Flagged']],
    ],
  )
})

const NO_FACTS: Facts = {
  envelope: { from: null, to: null },
  now: new Date(0),
  timeZone: 'UTC',
  mailboxes: { has: () => true, hasId: () => true, hasUse: () => true },
  environment: {},
  spam: null,
  virus: null,
  isKnown: () => false,
}

const BY_HAND = `# Mes filtres, 2019
require ["fileinto", "variables", "regex"]; # de l’ancien serveur
require "vacation";

/* d’abord les
   listes */
set "x" "y";
if header :regex "subject" "^\\\\[(.*)\\\\]" { # une liste
\tfileinto "Listes/\${1}";
} elsif not exists "date" { discard; }  # sans date
# rule:[Ancienne]
if header :contains "subject" "devis" { stop; }

if header :contains ["subject"] "a" { stop; /* rien */ }
keep; stop;
# fin`

test('what is no rule stays as it is, byte for byte', () => {
  const read = readRules(BY_HAND)
  assert.equal(writeRules(read), BY_HAND)
  assert.deepEqual(
    read.pieces.map(({ rule, text }) => rule?.name ?? text.slice(0, 12)),
    ['set "x" "y";', 'Ancienne', 'if header :c', 'keep; stop;\n'],
  )
  assert.equal(read.tail, '# fin')
})

test('a rule beside it changes the requires and nothing else', () => {
  const script = writeRules(addRule(BILLS)(readRules(BY_HAND))!)
  assert.ok(script.startsWith('# Mes filtres, 2019\n # de l’ancien serveur\n'))
  assert.match(
    script,
    /^require \["fileinto", "imap4flags", "mailboxid", "regex", "vacation", "variables"\];$/m,
  )
  const body = BY_HAND.slice(BY_HAND.indexOf('\n/* d’abord'))
  const at = script.indexOf('\n/* d’abord')
  assert.ok(script.slice(at).startsWith(body.slice(0, body.indexOf('# fin'))))
  assert.ok(script.endsWith('# fin'))
  assert.deepEqual(faultsOf(script), [])
})

test('in whichever order the pieces are put, each of them is whole and the script can be read', () => {
  const pieces = readRules(BY_HAND.replace('keep; stop;\n# fin', 'keep; stop; # fin')).pieces
  fc.assert(
    fc.property(fc.shuffledSubarray([...pieces], { minLength: 1 }), shuffled => {
      const script = writeRules({ ...readRules(BY_HAND), pieces: shuffled })
      for (const { text } of shuffled) assert.ok(script.includes(text))
      const count = shuffled.reduce((sum, { text }) => sum + readScript(text).commands.length, 0)
      const { commands } = readScript(script)
      assert.equal(commands.filter(({ name }) => name !== 'require').length, count)
    }),
  )
})

test('a comment before a rule outlives it', () => {
  const script = '# À ne pas perdre\n\n# rule: Une\nif true {\n  stop;\n}\n'
  const rules = readRules(script)
  assert.deepEqual(namesOf(rules), ['Une'])
  assert.equal(writeRules(removePiece(rules.pieces[0]!)(rules)!), '# À ne pas perdre\n\n')
})

test('with the last piece of somebody’s hand go the requires that only it needed', () => {
  const rules = addRule(BILLS)(readRules(BY_HAND))!
  const byHand = rules.pieces.filter(({ rule }) => rule === null)
  const left = byHand.reduce<ScriptRules>((list, piece) => removePiece(piece)(list)!, rules)
  assert.match(writeRules(left), /^require \["fileinto", "imap4flags", "mailboxid"\];$/m)
  const back = insertPiece(byHand[0]!, 0)(left)!
  assert.deepEqual(faultsOf(writeRules(readRules(writeRules(back)))), [])
  assert.match(writeRules(back), /"regex"/)
})

test('a comment that only looks like a rule that is off is left alone', () => {
  const script = '# rule off: x\n#| if true { stop; }\n# et puis\nkeep;\n'
  const rules = readRules(script)
  assert.deepEqual(
    rules.pieces.map(({ rule }) => rule),
    [null],
  )
  assert.equal(writeRules(rules), script)
})

test('nothing is looked for inside a comment', () => {
  const off = scriptOf([{ ...BILLS, isOn: false }]).trim()
  const script = `/*\n${off}\n*/\nkeep;\n`
  const rules = readRules(script)
  assert.deepEqual(
    rules.pieces.map(({ rule }) => rule),
    [null],
  )
  assert.equal(writeRules(rules), script)
})

test('lines that end as in Windows are read alike', () => {
  const script = scriptOf([BILLS, { ...BILLS, isOn: false }]).replaceAll('\n', '\r\n')
  const rules = readRules(script)
  assert.deepEqual(
    rules.pieces.map(({ rule }) => rule?.isOn),
    [true, false],
  )
  assert.equal(writeRules(rules), script)
})

test('rules are moved, changed, put back; what is no more there is not touched', () => {
  const rules = readRules(scriptOf(['a', 'b', 'c'].map(name => ({ ...BILLS, name }))))
  const [a, , c] = rules.pieces
  assert.deepEqual(namesOf(movePiece(c!, 0)(rules)!), ['c', 'a', 'b'])
  assert.deepEqual(namesOf(movePiece(a!, 9)(rules)!), ['b', 'c', 'a'])
  assert.deepEqual(namesOf(changeRule(a!, { ...BILLS, name: 'd' })(rules)!), ['d', 'b', 'c'])
  const without = removePiece(a!)(rules)!
  assert.equal(writeRules(insertPiece(a!, 0)(without)!), writeRules(rules))
  assert.equal(removePiece(a!)(without), null)
})

test('a name may stand in brackets, and only those of Roundcube are none of it', () => {
  const named = (name: string) => rulesOf(`# rule:${name}\nif true {\n}\n`)[0]?.name
  assert.deepEqual([' [urgent]', '[urgent]', ' [', ''].map(named), ['[urgent]', 'urgent', '[', ''])
  assert.equal(rulesOf(scriptOf([{ ...BILLS, name: '[urgent]' }]))[0]?.name, '[urgent]')
})

test('in the words that people type, marks of the language mean nothing', () => {
  const nasty = 'a*b?"\\.\n#'
  const [written] = rulesOf(
    scriptOf([{ ...BILLS, conditions: [{ ...BILLS.conditions[0]!, values: [nasty] } as Condition] }]),
  )
  const [condition] = written!.conditions
  assert.deepEqual(condition?.kind === 'text' && condition.values, ['a*b?"\\. #'])
})
