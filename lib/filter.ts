import type { Descriptor, EmailAddress, Filter } from './descriptor.ts'
import { Malformed, Refused } from './errors.ts'

/** RFC 8620 §5.5: a condition, or an operator over filters. */
export type FilterTree =
  | { readonly operator: 'AND' | 'OR' | 'NOT'; readonly conditions: readonly FilterTree[] }
  | FilterCondition
export type FilterCondition = Readonly<Record<string, unknown>>

export interface Comparator {
  readonly property: string
  readonly isAscending?: boolean
  readonly [extra: string]: unknown
}

export const MAX_FILTER_DEPTH = 16
export const MAX_FILTER_CONDITIONS = 256

export const isOperator = (tree: FilterTree): tree is Extract<FilterTree, { operator: string }> =>
  'operator' in tree

/** Checks a filter from outside: its shape, its size, and that the type has each condition. */
export function readFilter(descriptor: Descriptor, input: unknown): FilterTree | null {
  if (input === null || input === undefined) return null
  const budget = { left: MAX_FILTER_CONDITIONS }
  return readTree(descriptor, input, MAX_FILTER_DEPTH, budget)
}

function readTree(
  descriptor: Descriptor,
  input: unknown,
  depth: number,
  budget: { left: number },
): FilterTree {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new Malformed('a filter is an object')
  if (depth === 0) throw new Refused('unsupportedFilter', 'the filter is nested too deep')
  if (budget.left-- === 0) throw new Refused('unsupportedFilter', 'the filter has too many conditions')
  if (!('operator' in input)) return readCondition(descriptor, input as FilterCondition)
  const { operator, conditions } = input as { operator: unknown; conditions: unknown }
  if (operator !== 'AND' && operator !== 'OR' && operator !== 'NOT')
    throw new Malformed('the operator of a filter is AND, OR or NOT')
  if (!Array.isArray(conditions)) throw new Malformed('the conditions of a filter are a list')
  return { operator, conditions: conditions.map(c => readTree(descriptor, c, depth - 1, budget)) }
}

function readCondition(descriptor: Descriptor, condition: FilterCondition): FilterCondition {
  for (const [name, value] of Object.entries(condition)) {
    const filter = descriptor.filters[name]
    if (!filter) throw new Refused('unsupportedFilter', `${descriptor.name} has no filter "${name}"`)
    if (typeof value === 'string' && value.includes('\0')) throw new Malformed('nothing contains NUL', name)
    if (filter.op !== 'hook') checkOperand(descriptor, name, filter, value)
  }
  return condition
}

/** The operand each kind of property takes; a null operand asks for a missing value (equals only). */
function checkOperand(descriptor: Descriptor, name: string, filter: Filter, value: unknown): void {
  const kind = filter.property === null ? 'text' : descriptor.properties[filter.property]?.kind
  const fits =
    (value === null && filter.op === 'equals') ||
    (kind === 'boolean'
      ? typeof value === 'boolean'
      : kind === 'integer'
        ? Number.isSafeInteger(value)
        : kind === 'instant'
          ? isInstant(value)
          : typeof value === 'string')
  if (!fits) throw new Malformed(`the value of the filter "${name}" does not fit`, name)
}

const isInstant = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value) &&
  !Number.isNaN(Date.parse(value))

/** Whether the answer follows from the record alone, so that the browser can give it too. */
export function isLocalFilter(descriptor: Descriptor, tree: FilterTree | null): boolean {
  if (tree === null) return true
  if (isOperator(tree)) return tree.conditions.every(c => isLocalFilter(descriptor, c))
  return Object.keys(tree).every(name => {
    const filter = descriptor.filters[name]
    return filter !== undefined && filter.op !== 'match' && filter.op !== 'hook'
  })
}

export const isLocalSort = (descriptor: Descriptor, sort: readonly Comparator[]): boolean =>
  sort.every(c => descriptor.sorts[c.property]?.local === true)

type Wire = Readonly<Record<string, unknown>>

/** Decides a record-local filter. */
export function matchesFilter(descriptor: Descriptor, tree: FilterTree | null, record: Wire): boolean {
  if (tree === null) return true
  if (isOperator(tree)) {
    const matches = (c: FilterTree) => matchesFilter(descriptor, c, record)
    if (tree.operator === 'AND') return tree.conditions.every(matches)
    if (tree.operator === 'OR') return tree.conditions.some(matches)
    return !tree.conditions.some(matches)
  }
  return Object.entries(tree).every(([name, operand]) =>
    matchesCondition(descriptor.filters[name]!, record, operand),
  )
}

function matchesCondition(filter: Filter, record: Wire, operand: unknown): boolean {
  if (filter.property === null) throw new Refused('unsupportedFilter', 'not decidable from the record alone')
  const value = record[filter.property]
  switch (filter.op) {
    case 'equals':
      return sameValue(value, operand)
    case 'has':
      return holds(value, operand)
    case 'lacks':
      return !holds(value, operand)
    case 'from':
      return value !== null && instantOf(value) >= instantOf(operand)
    case 'before':
      return value !== null && instantOf(value) < instantOf(operand)
    case 'min':
      return value !== null && (value as number) >= (operand as number)
    case 'below':
      return value !== null && (value as number) < (operand as number)
    case 'contains':
      return value !== null && fold(value as string).includes(fold(operand as string))
    default:
      throw new Refused('unsupportedFilter', 'not decidable from the record alone')
  }
}

const sameValue = (a: unknown, b: unknown): boolean => (a ?? null) === (b ?? null)

const holds = (set: unknown, word: unknown): boolean =>
  typeof set === 'object' && set !== null && Object.hasOwn(set, word as string)

const instantOf = (value: unknown): number => Date.parse(value as string)

/** Letters without case and accents, exactly as the store's SQL function `fold` makes them. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replace(/[\u0300-\u036f]/g, '')

/**
 * Order of two records by record-local sorts; the id breaks ties so that the order is total and the same everywhere.
 */
export const compareRecords = (
  descriptor: Descriptor,
  sort: readonly Comparator[],
  a: Wire,
  b: Wire,
): number =>
  compareSortKeys(sort, sortKeyOf(descriptor, sort, a), sortKeyOf(descriptor, sort, b)) ||
  numberOf(b) - numberOf(a)

/** What of a record decides its place, one value for each sort. */
export type SortKey = readonly (number | string | null)[]

export const sortKeyOf = (descriptor: Descriptor, sort: readonly Comparator[], record: Wire): SortKey =>
  sort.map(({ property }) => {
    const name = descriptor.sorts[property]?.property
    if (!name) throw new Refused('unsupportedSort', `${descriptor.name} cannot be sorted by "${property}"`)
    return comparable(descriptor.properties[name]!.kind, record[name])
  })

export function compareSortKeys(sort: readonly Comparator[], a: SortKey, b: SortKey): number {
  for (let at = 0; at < sort.length; at++) {
    const order = compareValues(a[at] ?? null, b[at] ?? null)
    if (order !== 0) return sort[at]?.isAscending === false ? -order : order
  }
  return 0
}

function comparable(kind: string, value: unknown): number | string | null {
  if (value === null || value === undefined) return null
  if (kind === 'instant') return instantOf(value)
  if (typeof value === 'number' || typeof value === 'boolean') return Number(value)
  if (kind === 'addresses') return addressKey(value as readonly EmailAddress[])
  return fold(String(value))
}

/** The name of the first, or the address where it has none: as the store's SQL function `address_key`. */
const addressKey = ([first]: readonly EmailAddress[]): string | null =>
  first ? fold(first.name || first.email) : null

/** Missing values stand last when ascending, as in PostgreSQL. */
function compareValues(a: number | string | null, b: number | string | null): number {
  if (a === null) return b === null ? 0 : 1
  if (b === null) return -1
  return typeof a === 'number' && typeof b === 'number' ? a - b : comparePoints(String(a), String(b))
}

/** By code point, as PostgreSQL's "C" collation orders UTF-8. */
function comparePoints(a: string, b: string): number {
  const end = Math.min(a.length, b.length)
  for (let at = 0; at < end; at++) {
    const left = a.charCodeAt(at)
    const right = b.charCodeAt(at)
    if (left !== right) return pointRank(left) - pointRank(right)
  }
  return a.length - b.length
}

/** Halves of the points that UTF-16 writes in two stand above all that it writes in one. */
const pointRank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)

const numberOf = (record: Wire): number => Number(String(record['id']).replace(/^\D+/, ''))
