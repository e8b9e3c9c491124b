import type { Comparison, Condition, TextCondition, TextField } from './rule.ts'
import { around, hasTag, number, strings, type Tree, tag, textsOf, tree } from './tree.ts'

/** The fields that a choice stands for. */
const FIELDS: Readonly<Record<Exclude<TextField, 'header' | 'body'>, readonly string[]>> = {
  from: ['from'],
  to: ['to'],
  cc: ['cc'],
  recipients: ['to', 'cc'],
  subject: ['subject'],
  list: ['list-id'],
}

const OF_ADDRESSES: readonly TextField[] = ['from', 'to', 'cc', 'recipients']

// The two ways of asking about a field: an address by itself is compared whole, a name beside it is looked through.
export function conditionTree(condition: Condition): Tree {
  if (condition.kind === 'size') return tree('size', tag(`:${condition.side}`), number(condition.bytes))
  if (condition.kind === 'junk') {
    const level = strings([String(condition.level)])
    return tree('spamtest', tag(':value'), strings(['ge']), ...comparator('i;ascii-numeric'), level)
  }
  const { isNot } = condition
  const test = textTree(condition)
  return isNot ? around('not', [test], false) : test
}

function textTree({ field, header, comparison, values }: TextCondition): Tree {
  const folding = values.some(value => /[^\0-\x7f]/.test(value)) ? comparator('i;unicode-casemap') : []
  const keys = strings(values.map(value => keyOf(comparison, value)))
  const how = tag(TAG_OF[comparison])
  if (field === 'body') return tree('body', tag(':text'), how, ...folding, keys)
  const names = strings(field === 'header' ? [header] : FIELDS[field])
  const isAddress = OF_ADDRESSES.includes(field) && comparison !== 'contains'
  return tree(isAddress ? 'address' : 'header', how, ...folding, names, keys)
}

const comparator = (name: string) => [tag(':comparator'), strings([name])]

const TAG_OF: Readonly<Record<Comparison, string>> = {
  contains: ':contains',
  is: ':is',
  begins: ':matches',
  ends: ':matches',
  matches: ':matches',
}

function keyOf(comparison: Comparison, value: string): string {
  if (comparison === 'begins') return `${withoutWildcards(value)}*`
  if (comparison === 'ends') return `*${withoutWildcards(value)}`
  return value
}

const withoutWildcards = (value: string): string => value.replace(/[\\*?]/g, '\\$&')

/** What the test may say; whoever reads compares it with what is written of it. Null: nothing that is known here. */
export function readCondition(test: Tree): Condition | null {
  const name = test.name.toLowerCase()
  if (name === 'not') {
    const inner = test.tests[0] && readCondition(test.tests[0])
    return inner?.kind === 'text' && !inner.isNot ? { ...inner, isNot: true } : null
  }
  if (name === 'size') return readSize(test)
  const texts = textsOf(test).slice(hasTag(test, ':comparator') ? 1 : 0)
  if (name === 'spamtest') return { kind: 'junk', level: Number(texts[1]?.[0]) }
  if (name === 'body') return readKeys(test, 'body', '', texts[0] ?? [])
  if (name !== 'header' && name !== 'address') return null
  const [names = [], values = []] = texts
  const field = (Object.keys(FIELDS) as (keyof typeof FIELDS)[]).find(
    one => FIELDS[one].join() === names.join(),
  )
  return field ? readKeys(test, field, '', values) : readKeys(test, 'header', names[0] ?? '', values)
}

function readSize(test: Tree): Condition | null {
  const limit = test.arguments.find(one => one.kind === 'number')
  if (!limit) return null
  return { kind: 'size', side: hasTag(test, ':over') ? 'over' : 'under', bytes: limit.value }
}

function readKeys(
  test: Tree,
  field: TextField,
  header: string,
  keys: readonly string[],
): TextCondition | null {
  if (keys.length === 0) return null
  const told = { kind: 'text', field, header, isNot: false } as const
  if (hasTag(test, ':contains')) return { ...told, comparison: 'contains', values: keys }
  if (!hasTag(test, ':matches')) return { ...told, comparison: 'is', values: keys }
  const begins = keys.map(key => (key.endsWith('*') ? readPlain(key.slice(0, -1)) : null))
  if (begins.every(value => value !== null)) return { ...told, comparison: 'begins', values: begins }
  const ends = keys.map(key => (key.startsWith('*') ? readPlain(key.slice(1)) : null))
  if (ends.every(value => value !== null)) return { ...told, comparison: 'ends', values: ends }
  return { ...told, comparison: 'matches', values: keys }
}

/** A pattern that stands for one text alone; null for any other, and for none. */
function readPlain(pattern: string): string | null {
  const value = pattern.replace(/\\([\\*?])/g, '$1')
  return value !== '' && withoutWildcards(value) === pattern ? value : null
}
