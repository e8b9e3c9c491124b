import type { Descriptor, Filter } from '../../lib/descriptor.ts'
import { Refused } from '../../lib/errors.ts'
import { type Comparator, type FilterTree, isOperator } from '../../lib/filter.ts'
import { type RecordId, readId } from '../../lib/id.ts'
import { type Access, mayClause } from '../access.ts'
import type { Queryable } from '../database.ts'
import { matchClause } from '../search.ts'
import { all, any, join, name, raw, type Sql, sql } from '../sql.ts'
import { type Types, table } from './column.ts'

/** SQL for what a descriptor leaves to its module, by the filter's or sort's name; the table stands as `t`. */
export interface QueryHooks {
  readonly filters?: Readonly<Record<string, (operand: unknown, access: Access) => Sql>>
  readonly sorts?: Readonly<Record<string, (comparator: Comparator) => Sql>>
}

export interface Query {
  readonly filter: FilterTree | null
  readonly sort: readonly Comparator[]
  readonly position: number
  readonly anchor: RecordId | null
  readonly anchorOffset: number
  readonly limit: number
  readonly total: boolean
}

export interface QueryResult {
  readonly ids: RecordId[]
  readonly position: number
  readonly total: number | null
}

/** One window of the records that match, in order (RFC 8620 §5.5). */
export async function queryRecords(
  db: Queryable,
  types: Types,
  access: Access,
  descriptor: Descriptor,
  query: Query,
  hooks: QueryHooks = {},
): Promise<QueryResult> {
  const where = matching(types, access, descriptor, query.filter, hooks)
  const order = orderBy(descriptor, query.sort, hooks)
  const needsTotal = query.total || (query.anchor === null && query.position < 0)
  const total = needsTotal ? await count(db, descriptor, where) : null
  const position = await startOf(db, descriptor, where, order, query, total)
  const rows = await db.rows<{ id: RecordId }>(sql`
    select t.id from ${table(descriptor)} where ${where} order by ${order} limit ${query.limit} offset ${position}`)
  return { ids: rows.map(row => row.id), position, total: query.total ? total : null }
}

/** RFC 8620 §5.5: a negative position counts from the end; an anchor replaces it. */
async function startOf(
  db: Queryable,
  descriptor: Descriptor,
  where: Sql,
  order: Sql,
  query: Query,
  total: number | null,
): Promise<number> {
  if (query.anchor === null) return query.position < 0 ? Math.max(0, total! + query.position) : query.position
  const row = await db.row<{ at: number }>(sql`
    select at from (select t.id, row_number() over (order by ${order}) - 1 as at from ${table(descriptor)} where ${where}) o
    where id = ${query.anchor}`)
  if (!row) throw new Refused('anchorNotFound', 'the anchor is not among the results')
  return Math.max(0, row.at + query.anchorOffset)
}

async function count(db: Queryable, descriptor: Descriptor, where: Sql): Promise<number> {
  return (await db.row<{ n: number }>(sql`select count(*) as n from ${table(descriptor)} where ${where}`))!.n
}

/** Everything that a record must fulfil to stand in the answer, rights included. */
export const matching = (
  types: Types,
  access: Access,
  descriptor: Descriptor,
  filter: FilterTree | null,
  hooks: QueryHooks,
): Sql =>
  all([
    sql`t.account_id = ${access.accountId}`,
    mayClause(descriptor, types, access, descriptor.needs.read),
    filter === null ? sql`true` : treeClause(types, access, descriptor, filter, hooks),
  ])

function treeClause(
  types: Types,
  access: Access,
  descriptor: Descriptor,
  tree: FilterTree,
  hooks: QueryHooks,
): Sql {
  if (!isOperator(tree))
    return all(
      Object.entries(tree).map(([named, operand]) =>
        condition(types, access, descriptor, named, operand, hooks),
      ),
    )
  const parts = tree.conditions.map(c => treeClause(types, access, descriptor, c, hooks))
  if (tree.operator === 'AND') return all(parts)
  if (tree.operator === 'OR') return any(parts)
  return sql`not coalesce(${any(parts)}, false)`
}

function condition(
  types: Types,
  access: Access,
  descriptor: Descriptor,
  named: string,
  operand: unknown,
  hooks: QueryHooks,
): Sql {
  const filter = descriptor.filters[named]!
  if (filter.op === 'match') return matchClause(descriptor.name, operand as string)
  if (filter.op === 'hook') {
    const hook = hooks.filters?.[named]
    if (!hook) throw new Error(`${descriptor.name} gives no SQL for its filter ${named}`)
    return hook(operand, access)
  }
  return localClause(types, descriptor, filter, operand)
}

/** The SQL of what lib/filter.ts decides in the browser; a test holds the two together. */
function localClause(types: Types, descriptor: Descriptor, filter: Filter, operand: unknown): Sql {
  const p = descriptor.properties[filter.property!]!
  const column = sql`t.${name(p.column!)}`
  switch (filter.op) {
    case 'equals': {
      if (operand === null) return sql`${column} is null`
      const value = p.kind === 'id' ? numberOf(types, p.type!, operand) : operand
      return sql`${column} is not distinct from ${value}`
    }
    case 'has':
    case 'lacks': {
      const value = p.kind === 'idSet' ? [numberOf(types, p.type!, operand)] : [operand]
      const array = p.kind === 'idSet' ? raw('bigint[]') : raw('text[]')
      return filter.op === 'has'
        ? sql`${column} @> ${value}::${array}`
        : sql`not ${column} @> ${value}::${array}`
    }
    case 'from':
    case 'min':
      return sql`coalesce(${column} >= ${operand}, false)`
    case 'before':
    case 'below':
      return sql`coalesce(${column} < ${operand}, false)`
    case 'contains':
      return sql`coalesce(strpos(fold(${column}), fold(${operand}::text)) > 0, false)`
    default:
      throw new Error(`filter ${filter.op} has no SQL`)
  }
}

/** An id that cannot be one of that type matches nothing. */
const numberOf = (types: Types, type: string, id: unknown): number =>
  readId(types.get(type)!.prefix, String(id)) ?? 0

/** The whole order, with the id at its end so that windows never overlap. */
export function orderBy(descriptor: Descriptor, sort: readonly Comparator[], hooks: QueryHooks): Sql {
  const wanted = sort.length
    ? sort
    : descriptor.order.map(o => ({ property: o.sort, isAscending: o.ascending }) satisfies Comparator)
  const parts = wanted.map(comparator => {
    const direction = raw(comparator.isAscending === false ? ' desc nulls first' : ' asc nulls last')
    return sql`${sortKey(descriptor, comparator, hooks)}${direction}`
  })
  return join([...parts, raw('t.id desc')], ', ')
}

function sortKey(descriptor: Descriptor, comparator: Comparator, hooks: QueryHooks): Sql {
  const sort = descriptor.sorts[comparator.property]
  if (!sort)
    throw new Refused('unsupportedSort', `${descriptor.name} cannot be sorted by "${comparator.property}"`)
  const hook = hooks.sorts?.[comparator.property]
  if (hook) return hook(comparator)
  if (sort.property === null)
    throw new Error(`${descriptor.name} gives no SQL for its sort ${comparator.property}`)
  const p = descriptor.properties[sort.property]!
  const column = sql`t.${name(p.column!)}`
  if (p.kind === 'text') return sql`fold(${column}) collate "C"`
  return column
}
