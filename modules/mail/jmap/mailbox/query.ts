import type { Answer, Call } from '../../../../core/module.ts'
import { readQuery } from '../../../../doors/jmap/method/query.ts'
import { Malformed, Refused } from '../../../../lib/errors.ts'
import {
  compareRecords,
  type FilterCondition,
  type FilterTree,
  isOperator,
  matchesFilter,
} from '../../../../lib/filter.ts'
import { type RecordId, readId } from '../../../../lib/id.ts'
import { typeState } from '../../../../store/records/changes.ts'
import { readRecords, type Wire } from '../../../../store/records/read.ts'
import { readBoolean, readNullable } from '../../../../wire/jmap/json.ts'
import { mailbox } from '../../types.ts'

type Args = Readonly<Record<string, unknown>>

const PROPERTIES = ['name', 'parentId', 'role', 'sortOrder', 'isSubscribed']

/** An account has few mailboxes: they are read whole, so that trees need no SQL. RFC 8621 §2.3 */
export async function queryMailbox(call: Call, args: Args): Promise<Answer> {
  const access = await call.access(args['accountId'])
  const query = readQuery(mailbox, args)
  const asTree = readNullable(args['sortAsTree'], 'sortAsTree', readBoolean) ?? false
  const filterTree = readNullable(args['filterAsTree'], 'filterAsTree', readBoolean) ?? false
  const { db, registry } = call.house
  const queryState = await typeState(db, access, mailbox.name)
  const all = await readRecords(db, registry.descriptors, access, mailbox, null, PROPERTIES)
  const sort = query.sort.length
    ? query.sort
    : mailbox.order.map(o => ({ property: o.sort, isAscending: o.ascending }))
  const sorted = all.toSorted((a, b) => compareRecords(mailbox, sort, a, b))
  const ordered = asTree ? parentsFirst(sorted) : sorted
  const kept = keep(ordered, query.filter, filterTree)
  const start = startOf(kept, query)
  const ids = kept.slice(start, start + query.limit).map(record => record.id)
  return {
    response: {
      accountId: args['accountId'],
      queryState,
      canCalculateChanges: false,
      position: Math.min(start, kept.length),
      ids,
      ...(query.total && { total: kept.length }),
      ...(kept.length > start + query.limit && { limit: query.limit }),
    },
  }
}

/** Each mailbox just behind its parent's earlier children; what has no visible parent stands at the top. */
function parentsFirst(sorted: readonly Wire[]): Wire[] {
  const ids = new Set(sorted.map(record => record.id))
  const above = (record: Wire) => (ids.has(String(record['parentId'])) ? record['parentId'] : null)
  const children = Map.groupBy(sorted, above)
  const walk = (parent: unknown): Wire[] =>
    (children.get(parent) ?? []).flatMap(record => [record, ...walk(record.id)])
  return walk(null)
}

/** With `filterAsTree`, what matches inside what does not match is left out too. */
function keep(ordered: readonly Wire[], filter: FilterTree | null, asTree: boolean): Wire[] {
  if (filter === null) return [...ordered]
  const matching = ordered.filter(record => matches(filter, record))
  if (!asTree) return matching
  const byId = new Map(ordered.map(record => [record.id, record]))
  const standing = new Set(matching.map(record => record.id))
  const isReached = (record: Wire): boolean => {
    const parent = byId.get(String(record['parentId']))
    return parent === undefined || (standing.has(parent.id) && isReached(parent))
  }
  return matching.filter(isReached)
}

function matches(tree: FilterTree, record: Wire): boolean {
  if (!isOperator(tree)) return matchesCondition(tree, record)
  if (tree.operator === 'AND') return tree.conditions.every(condition => matches(condition, record))
  const some = tree.conditions.some(condition => matches(condition, record))
  return tree.operator === 'OR' ? some : !some
}

function matchesCondition({ hasAnyRole, ...rest }: FilterCondition, record: Wire): boolean {
  if (hasAnyRole !== undefined && typeof hasAnyRole !== 'boolean')
    throw new Malformed('true or false is expected', 'hasAnyRole')
  if (hasAnyRole !== undefined && hasAnyRole !== (record['role'] !== null)) return false
  return matchesFilter(mailbox, rest, record)
}

// RFC 8620 §5.5
function startOf(
  kept: readonly Wire[],
  { anchor, anchorOffset, position }: { anchor: RecordId | null; anchorOffset: number; position: number },
): number {
  if (anchor === null) return position < 0 ? Math.max(0, kept.length + position) : position
  const at = kept.findIndex(record => readId(mailbox.prefix, record.id) === anchor)
  if (at === -1) throw new Refused('anchorNotFound', 'the anchor is not among the results')
  return Math.max(0, at + anchorOffset)
}

export async function refuseMailboxQueryChanges(): Promise<never> {
  throw new Refused('cannotCalculateChanges', 'the list of mailboxes is short: it is asked for anew')
}
