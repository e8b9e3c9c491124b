import type { Comparator, FilterCondition, FilterTree } from '../../../lib/filter.ts'
import { isLocalFilter, isLocalSort, isOperator, matchesFilter } from '../../../lib/filter.ts'
import type { JsonObject } from '../../../wire/jmap/json.ts'
import type { SyncedType } from '../catalogue.ts'
import { canonical } from '../same.ts'

/** What a list is asked for. */
export interface QuerySpec {
  /** The type's primary account when left out. */
  readonly accountId?: string
  readonly filter?: FilterTree | null
  readonly sort?: readonly Comparator[]
  /** Arguments of the type's own, such as `{collapseThreads: true}`. */
  readonly extra?: JsonObject
  /** What `extra` has the server do, said for this side: of rows with the same value the first stands for all. */
  readonly collapsed?: string
  /** What else is read in the same round trip, each named by what comes before it: threads, then their emails. */
  readonly along?: readonly Along[]
}

/** Records that others name in a property. */
export interface Along {
  readonly property: string
  readonly type: string
  /** What is read of them; the listed ones when left out. */
  readonly properties?: readonly string[]
}

export interface Question {
  readonly accountId: string
  readonly type: SyncedType
  readonly filter: FilterTree | null
  readonly sort: readonly Comparator[]
  readonly extra: JsonObject
  readonly collapsed: string | null
  readonly along: readonly Along[]
}

export const questionKey = ({ accountId, type, filter, sort, extra }: Question): string =>
  canonical([accountId, type.name, filter, sort, extra])

export const readQuestion = (type: SyncedType, accountId: string, spec: QuerySpec): Question => ({
  accountId,
  type,
  filter: spec.filter ?? null,
  sort: spec.sort ?? type.descriptor.order.map(o => ({ property: o.sort, isAscending: o.ascending })),
  extra: spec.extra ?? {},
  collapsed: spec.collapsed ?? null,
  along: spec.along ?? [],
})

/** What a /query and a /queryChanges say of the question. */
export const questionArguments = ({ accountId, filter, sort, extra }: Question): JsonObject => ({
  ...extra,
  accountId,
  filter,
  sort,
  calculateTotal: true,
})

/** Whether membership follows from the record alone. */
export const isMembershipLocal = ({ type, filter }: Question): boolean =>
  isLocalFilter(type.descriptor, filter)

/** Whether the place of a record follows from the records alone: arguments of the type's own may merge rows. */
export const isOrderLocal = ({ type, sort, extra }: Question): boolean =>
  Object.keys(extra).length === 0 && isLocalSort(type.descriptor, sort)

/** Whether a whole list can be made of the records alone, as nearly as its type can. */
export const isAnswerLocal = (question: Question): boolean =>
  conditionsOf(question.filter)
    .flatMap(condition => Object.keys(condition))
    .every(name => question.type.near[name] || isLocalFilter(question.type.descriptor, { [name]: null })) &&
  isLocalSort(question.type.descriptor, question.sort) &&
  (question.collapsed !== null || isOrderLocal(question))

/** Whether a record fulfils a filter, by what its type guesses where it alone does not tell. */
export function matchesNearly(type: SyncedType, tree: FilterTree | null, record: JsonObject): boolean {
  if (tree === null) return true
  if (!isOperator(tree))
    return Object.entries(tree).every(
      ([name, operand]) =>
        type.near[name]?.(record, operand) ?? matchesFilter(type.descriptor, { [name]: operand }, record),
    )
  const matches = (condition: FilterTree) => matchesNearly(type, condition, record)
  if (tree.operator === 'AND') return tree.conditions.every(matches)
  return tree.operator === 'OR' ? tree.conditions.some(matches) : !tree.conditions.some(matches)
}

/** The properties on which membership and place depend. */
export function decidingProperties({ type, filter, sort }: Question): Set<string> {
  const sorts = sort.map(comparator => type.descriptor.sorts[comparator.property]?.property)
  const filters = conditionsOf(filter).flatMap(condition =>
    Object.keys(condition).map(name => type.descriptor.filters[name]?.property),
  )
  return new Set([...sorts, ...filters].filter(name => typeof name === 'string'))
}

const conditionsOf = (tree: FilterTree | null): FilterCondition[] =>
  tree === null ? [] : isOperator(tree) ? tree.conditions.flatMap(conditionsOf) : [tree]
