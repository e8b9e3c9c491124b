import type { Answer, Call, RecordType } from '../../../core/module.ts'
import type { Descriptor } from '../../../lib/descriptor.ts'
import { Malformed, Refused } from '../../../lib/errors.ts'
import { type Comparator, isLocalFilter, isLocalSort, readFilter } from '../../../lib/filter.ts'
import { readId, writeId } from '../../../lib/id.ts'
import { type Query, queryRecords } from '../../../store/records/query.ts'
import { isObject, readArray, readBoolean, readNullable, readString } from '../../../wire/jmap/json.ts'
import { isInt, readUnsignedInt } from '../../../wire/jmap/scalar.ts'
import { DEFAULT_QUERY_LIMIT, LIMITS, MAX_QUERY_LIMIT } from '../limits.ts'
import { typed } from '../typed.ts'

type Args = Readonly<Record<string, unknown>>

/** RFC 8620 §5.5 */
export async function query(type: RecordType, call: Call, args: Args): Promise<Answer> {
  if (type.runQuery) return type.runQuery(call, args)
  const { access, types } = await typed(type, call, args)
  const { descriptor } = type
  const wanted = readQuery(descriptor, args)
  const queryState = await call.state(access, descriptor.name)
  const found = await queryRecords(call.house.db, types, access, descriptor, wanted, type.query)
  return {
    response: {
      accountId: args['accountId'],
      queryState,
      canCalculateChanges: canFollow(descriptor, wanted),
      position: found.position,
      ids: found.ids.map(id => writeId(descriptor.prefix, id)),
      ...(found.total !== null && { total: found.total }),
      ...(askedMore(args, wanted) && { limit: wanted.limit }),
    },
  }
}

/** The arguments common to every type's query, checked. */
export function readQuery(descriptor: Descriptor, args: Args): Query {
  const limit = readNullable(args['limit'], 'limit', readUnsignedInt) ?? DEFAULT_QUERY_LIMIT
  return {
    filter: readFilter(descriptor, args['filter']),
    sort: readSort(descriptor, args['sort']),
    position: readInt(args['position'], 'position'),
    anchor: readAnchor(descriptor, args['anchor']),
    anchorOffset: readInt(args['anchorOffset'], 'anchorOffset'),
    limit: Math.min(limit, MAX_QUERY_LIMIT),
    total: readNullable(args['calculateTotal'], 'calculateTotal', readBoolean) ?? false,
  }
}

/** The server tells its limit when it cut what was asked (RFC 8620 §5.5). */
const askedMore = (args: Args, query: Query): boolean => {
  const asked = args['limit'] ?? null
  return asked === null ? true : (asked as number) > query.limit
}

const COLLATIONS: readonly string[] = LIMITS.collationAlgorithms

export function readSort(descriptor: Descriptor, value: unknown): Comparator[] {
  const list = readNullable(value, 'sort', readArray) ?? []
  return list.map((item, i) => {
    if (!isObject(item)) throw new Malformed('a comparator is an object', `sort/${i}`)
    const property = readString(item['property'], `sort/${i}/property`)
    readNullable(item['isAscending'], `sort/${i}/isAscending`, readBoolean)
    // RFC 8620 §5.5
    const collation = readNullable(item['collation'], `sort/${i}/collation`, readString)
    if (collation !== null && !COLLATIONS.includes(collation))
      throw new Refused('unsupportedSort', `nothing is sorted by ${collation}`)
    if (!Object.hasOwn(descriptor.sorts, property))
      throw new Refused('unsupportedSort', `${descriptor.name} cannot be sorted by "${property}"`)
    return item as Comparator
  })
}

function readAnchor(descriptor: Descriptor, value: unknown) {
  const anchor = readNullable(value, 'anchor', readString)
  if (anchor === null) return null
  const id = readId(descriptor.prefix, anchor)
  if (id === null) throw new Refused('anchorNotFound', 'the anchor is not among the results')
  return id
}

function readInt(value: unknown, at: string): number {
  if (value === undefined || value === null) return 0
  if (!isInt(value)) throw new Malformed('an integer is expected', at)
  return value
}

/** Whether /queryChanges can be proven right: membership and order follow from each record alone. */
export const canFollow = (descriptor: Descriptor, { filter, sort }: Query): boolean =>
  isLocalFilter(descriptor, filter) && isLocalSort(descriptor, sort)
