import type { Answer, Call } from '../../../../core/module.ts'
import { readQuery } from '../../../../doors/jmap/method/query.ts'
import { MethodFailed } from '../../../../doors/jmap/problem.ts'
import { Malformed, Refused } from '../../../../lib/errors.ts'
import {
  compareRecords,
  type FilterCondition,
  type FilterTree,
  isOperator,
  matchesFilter,
} from '../../../../lib/filter.ts'
import { type RecordId, readId, writeId } from '../../../../lib/id.ts'
import { listChanges, typeState } from '../../../../store/records/changes.ts'
import { readRecords, type Wire } from '../../../../store/records/read.ts'
import { readBoolean, readNullable, readString } from '../../../../wire/jmap/json.ts'
import { readUnsignedInt } from '../../../../wire/jmap/scalar.ts'
import { mailbox } from '../../types.ts'

type Args = Readonly<Record<string, unknown>>

const PROPERTIES = ['name', 'parentId', 'role', 'sortOrder', 'isSubscribed']

/** An account has few mailboxes: they are read whole, so that trees need no SQL. RFC 8621 §2.3 */
export async function queryMailbox(call: Call, args: Args): Promise<Answer> {
  const query = readQuery(mailbox, args)
  const { found, queryState } = await find(call, args)
  const start = startOf(found.kept, query)
  return {
    response: {
      accountId: args['accountId'],
      queryState,
      canCalculateChanges: true,
      position: Math.min(start, found.kept.length),
      ids: found.kept.slice(start, start + query.limit).map(record => record.id),
      ...(query.total && { total: found.kept.length }),
      ...(found.kept.length > start + query.limit && { limit: query.limit }),
    },
  }
}

/** Every mailbox that the reader sees, and those of the answer in its order, with the state they were read in. */
async function find(call: Call, args: Args) {
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
  const kept = keep(asTree ? parentsFirst(sorted) : sorted, query.filter, filterTree)
  return { found: { all, kept }, queryState }
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

/**
 * The list is short: after any change it is told whole, every mailbox removed and those of the answer added in their
 * places, which is right for every filter, sort and tree. RFC 8620 §5.6
 */
export async function queryMailboxChanges(call: Call, args: Args): Promise<Answer> {
  const access = await call.access(args['accountId'])
  const since = readString(args['sinceQueryState'], 'sinceQueryState')
  const limit = readNullable(args['maxChanges'], 'maxChanges', readUnsignedInt)
  const { db, registry } = call.house
  const moved = await listChanges(db, registry.descriptors, access, mailbox, since)
  const total = readNullable(args['calculateTotal'], 'calculateTotal', readBoolean) ?? false
  const { found, queryState } = await find(call, args)
  const changed = [moved.created, moved.updated, moved.destroyed].flat()
  const removed = changed.length
    ? [...found.all.map(record => record.id), ...moved.destroyed.map(wireId)]
    : []
  if (limit !== null && removed.length > limit) throw new MethodFailed('tooManyChanges')
  return {
    response: {
      accountId: args['accountId'],
      oldQueryState: since,
      newQueryState: queryState,
      removed,
      added: changed.length ? found.kept.map((record, index) => ({ id: record.id, index })) : [],
      ...(total && { total: found.kept.length }),
    },
  }
}

const wireId = (id: RecordId): string => writeId(mailbox.prefix, id)
