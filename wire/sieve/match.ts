import { type Comparator, DEFAULT_COMPARATOR, findComparator } from './comparator.ts'
import { matchGlob, readGlob } from './glob.ts'
import type { Call, Complain, Run, TagSpec } from './language.ts'
import { MAX_MATCHES, MAX_REGEX_SUBJECT } from './limits.ts'
import { readRegex } from './regex.ts'
import { constantOf } from './text.ts'

type Tags = Readonly<Record<string, TagSpec>>

const RELATIONS: Readonly<Record<string, (order: number) => boolean>> = {
  gt: order => order > 0,
  ge: order => order >= 0,
  lt: order => order < 0,
  le: order => order <= 0,
  eq: order => order === 0,
  ne: order => order !== 0,
}

const relation: TagSpec = {
  value: 'string',
  group: 'match',
  needs: 'relational',
  check(value, complain) {
    const name = value.kind === 'texts' ? constantOf(value.texts[0]!) : null
    if (name !== null && !Object.hasOwn(RELATIONS, name.toLowerCase())) complain('unknownRelation', { name })
  },
}

/** How a test compares, as each of them may be told. RFC 5228 §2.7; RFC 5231 §4 */
export const MATCH_TAGS: Tags = {
  ':is': { group: 'match' },
  ':contains': { group: 'match' },
  ':matches': { group: 'match' },
  ':regex': { group: 'match', needs: 'regex' },
  ':value': relation,
  ':count': relation,
  ':comparator': {
    value: 'string',
    check(value, complain) {
      const name = value.kind === 'texts' ? constantOf(value.texts[0]!) : null
      if (name === null) complain('constantExpected', { name: ':comparator' })
      else if (!findComparator(name)) complain('unknownComparator', { name })
    },
  },
}

const SUBSTRING_TAGS = [':contains', ':matches', ':regex']

/** What the tags and keys of a test say of each other; `keys` is the place of its keys among its arguments. */
export function checkMatch(call: Call, keys: number, complain: Complain): void {
  const comparator = comparatorOf(call)
  const tag = SUBSTRING_TAGS.find(one => call.tags.has(one))
  if (tag && !comparator.hasSubstrings) complain('comparatorCannot', { name: comparator.name, tag })
  const value = call.arguments[keys]
  if (!call.tags.has(':regex') || value?.kind !== 'texts') return
  for (const text of value.texts) {
    const pattern = constantOf(text)
    const read = pattern === null ? null : readRegex(pattern, false)
    if (read && 'reason' in read) complain('badPattern', { reason: read.reason }, text.start)
  }
}

/** Whether one of the values is what one of the keys wants. */
export interface Matcher {
  any(values: readonly string[], keys: readonly string[]): boolean
}

export function matcherOf(call: Call, run: Run): Matcher {
  const comparator = comparatorOf(call)
  const counted = call.tags.get(':count')
  if (counted) return counting(run, comparator, run.text(counted))
  return { any: (values, keys) => anyOf(values, keys, oneOf(call, run, comparator)) }
}

// A fault was told already when the name is none that is known.
function comparatorOf(call: Call): Comparator {
  const value = call.tags.get(':comparator')
  const name = value?.kind === 'texts' ? constantOf(value.texts[0]!) : null
  return (name === null ? null : findComparator(name)) ?? DEFAULT_COMPARATOR
}

type One = (value: string, key: string) => boolean

const anyOf = (values: readonly string[], keys: readonly string[], one: One): boolean =>
  values.some(value => keys.some(key => one(value, key)))

function oneOf(call: Call, run: Run, comparator: Comparator): One {
  const related = call.tags.get(':value')
  if (related) return relating(run, comparator, run.text(related))
  if (call.tags.has(':contains')) return containing(run, comparator)
  if (call.tags.has(':matches')) return globbing(run, comparator)
  if (call.tags.has(':regex')) return expressing(run, comparator)
  return equalling(run, comparator)
}

const spending =
  (run: Run, one: One): One =>
  (value, key) => {
    run.spend(value.length + key.length)
    return one(value, key)
  }

const equalling = (run: Run, { fold }: Comparator): One =>
  spending(run, (value, key) => fold(value) === fold(key))

const containing = (run: Run, { fold }: Comparator): One =>
  spending(run, (value, key) => (fold(value) ?? '').includes(fold(key) ?? ''))

function relating(run: Run, { order }: Comparator, name: string): One {
  const holds = relationOf(run, name)
  return spending(run, (value, key) => holds(order(value, key)))
}

function relationOf(run: Run, name: string): (order: number) => boolean {
  return RELATIONS[name.toLowerCase()] ?? run.fail('unknownRelation', { name })
}

/** Their number is compared, as a number unless the script says otherwise. RFC 5231 §4.2 */
const counting = (run: Run, comparator: Comparator, name: string): Matcher => ({
  any: (values, keys) => anyOf([String(values.length)], keys, relating(run, comparator, name)),
})

function globbing(run: Run, { foldEach }: Comparator): One {
  return (value, key) => {
    run.spend(value.length + key.length)
    const found = matchGlob(readGlob(key), value, foldEach, characters => run.spend(characters))
    if (found === null) return false
    keepMatches(run, [value, ...found])
    return true
  }
}

function expressing(run: Run, comparator: Comparator): One {
  return (value, key) => {
    const subject = value.slice(0, MAX_REGEX_SUBJECT)
    run.spendRegex(subject.length + key.length)
    const regex = readRegex(key, comparator.name !== 'i;octet')
    if ('reason' in regex) return run.fail('badPattern', { reason: regex.reason })
    const found = regex.match(subject)
    if (found === null) return false
    keepMatches(run, found)
    return true
  }
}

/** RFC 5229 §3.2: a match that holds takes the place of the one before. */
function keepMatches(run: Run, matches: readonly string[]): void {
  if (run.program.requires.has('variables')) run.variables.matches = matches.slice(0, MAX_MATCHES)
}
