import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkScript } from './check.ts'
import { EXTENSIONS } from './extensions.ts'

const faults = (source: string, scripts: Record<string, string> = {}) =>
  checkScript(source, { extensions: EXTENSIONS, findScript: name => scripts[name] ?? null }).faults
const codes = (source: string, scripts = {}) => faults(source, scripts).map(fault => fault.code)

test('what is used has to be required', () => {
  assert.deepEqual(codes('fileinto "A";'), ['notRequired'])
  assert.deepEqual(codes('require "fileinto"; fileinto :copy "A";'), ['notRequired'])
  assert.deepEqual(codes('keep; require "fileinto";'), ['requireNotFirst'])
})

test('an extension that is not there is named, notifications with what serves instead', () => {
  assert.deepEqual(
    faults('require ["x-none", "enotify"];').map(({ code, line, column }) => [code, line, column]),
    [
      ['unknownExtension', 1, 10],
      ['notNotified', 1, 20],
    ],
  )
})

test('every fault of a script is told at once, each in its place', () => {
  const source = 'frob;\nif header :is "a" { keep; }\nredirect "nobody";\nif size 5 { }'
  assert.deepEqual(
    faults(source).map(({ code, line }) => [code, line]),
    [
      ['unknownCommand', 1],
      ['missingArgument', 2],
      ['badAddress', 3],
      ['missingArgument', 4],
    ],
  )
})

test('every place that is no Sieve is told at once', () => {
  const places = (source: string) => faults(source).map(({ code, line, column }) => [code, line, column])
  const source =
    'if true {\n  keep\n}\nkeep, keep;\nif anyof (true,) { stop; }\nkeep;\nif true { "a"; discard }\n}\nkeep'
  assert.deepEqual(places(source), [
    ['expected', 3, 1],
    ['expected', 4, 5],
    ['expected', 5, 16],
    ['expected', 7, 11],
    ['expected', 7, 24],
    ['expected', 8, 1],
    ['expected', 9, 5],
  ])
  assert.deepEqual(places('if true { if true { keep;'), [['expected', 1, 26]])
  assert.deepEqual(places('keep\n}\n"without end'), [
    ['expected', 2, 1],
    ['unclosedString', 3, 1],
  ])
  assert.equal(faults('keep }'.repeat(1000)).length, 50)
})

test('arguments have their kinds, tags their groups', () => {
  assert.deepEqual(codes('if header :is :contains "a" "b" { }'), ['repeatedTag'])
  assert.deepEqual(codes('if header 3 "b" { }'), ['wrongKind'])
  assert.deepEqual(codes('keep "a";'), ['tooManyArguments'])
  assert.deepEqual(codes('if header :nonsense "a" "b" { }'), ['unknownTag'])
  assert.deepEqual(codes('else { keep; }'), ['notAfterIf'])
  assert.deepEqual(codes('if true;'), ['missingBlock'])
  assert.deepEqual(codes('keep { }'), ['unexpectedBlock'])
})

test('what is left out is told once, and not what follows from it', () => {
  const missing = faults('keep\nredirect "a@b.example";').map(({ code, words, line }) => [
    code,
    words['found'],
    line,
  ])
  assert.deepEqual(missing, [['expected', '"redirect"', 2]])
  assert.deepEqual(codes('if true { } else if false { }'), ['unexpectedTest'])
  assert.deepEqual(codes('if header contains "a" "b" { }'), ['unexpectedTest'])
  assert.deepEqual(codes('if header :comparator :frop "a" "b" { }'), ['tagWithoutValue'])
  assert.deepEqual(codes('require "index"; if header :index "a" "b" { }'), ['wrongKind'])
  assert.deepEqual(codes('require ["fileinto", "variables"]; fileinto "${a.b}";'), ['badVariable'])
})

// RFC 5228 §2.6.2
test('tags stand before the other arguments', () => {
  assert.deepEqual(codes('if size 5K :over { }'), ['misplacedTag'])
  assert.deepEqual(codes('if header "a" :is "b" { }'), ['misplacedTag'])
})

test('a mailbox has a name, and a use that is one', () => {
  const shared = 'require ["fileinto", "special-use", "encoded-character"];'
  assert.deepEqual(codes(`${shared} fileinto "\${hex:ff}rop";`), ['badMailbox'])
  assert.deepEqual(codes(`${shared} if specialuse_exists "frop" { }`), ['badFlag'])
  assert.deepEqual(codes(`${shared} if specialuse_exists "A" ["\\\\Sent", "Junk"] { }`), ['badFlag'])
  assert.deepEqual(codes(`${shared} if specialuse_exists "\\\\Sent" { fileinto "Été"; }`), [])
})

test('a pattern, a relation, a comparator, a date and a zone are read before they are needed', () => {
  assert.deepEqual(codes('require "regex"; if header :regex "a" "(" { }'), ['badPattern'])
  assert.deepEqual(codes('require "relational"; if header :value "gr" "a" "b" { }'), ['unknownRelation'])
  assert.deepEqual(codes('if header :comparator "i;none" "a" "b" { }'), ['unknownComparator'])
  assert.deepEqual(codes('require "date"; if currentdate :zone "CET" "dat" "b" { }'), [
    'badZone',
    'badDatePart',
  ])
})

test('what a script has set for itself is not declared global afterwards', () => {
  const shared = 'require ["include", "variables"];'
  assert.deepEqual(codes(`${shared} set "A" "1"; global ["b", "a"];`), ['localVariable'])
  assert.deepEqual(codes(`${shared} if true { set "a" "1"; } global "a";`), ['localVariable'])
  assert.deepEqual(
    codes(`${shared} global "a"; set "a" "1"; global "a"; set "global.b" "1"; global "b";`),
    [],
  )
})

test('scripts that include one another without end are refused', () => {
  const inner = 'require "include"; include "inner";'
  assert.deepEqual(codes('require "include"; include "inner";', { inner }), ['faultInside'])
  assert.deepEqual(codes('require "include"; include "none";'), ['unknownScript'])
  assert.deepEqual(codes('require "include"; include :optional "none";'), [])
})
