import type { Answer, Call, RecordType } from '../../../core/module.ts'
import { Refused } from '../../../lib/errors.ts'
import { type RecordId, writeId } from '../../../lib/id.ts'
import type { Queryable } from '../../../store/database.ts'
import { listChanges, MAX_CHANGES } from '../../../store/records/changes.ts'
import { table } from '../../../store/records/column.ts'
import { matching, orderBy, type Query } from '../../../store/records/query.ts'
import { sql } from '../../../store/sql.ts'
import { readNullable, readString } from '../../../wire/jmap/json.ts'
import { readUnsignedInt } from '../../../wire/jmap/scalar.ts'
import { MethodFailed } from '../problem.ts'
import { type Typed, typed } from '../typed.ts'
import { canFollow, readQuery } from './query.ts'

/**
 * RFC 8620 §5.6. Only where the filter and the sort are record-local: then a record that did not change neither
 * enters, leaves nor moves among the others that did not, so the changed ones are all there is to tell.
 */
export async function queryChanges(
  type: RecordType,
  call: Call,
  args: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  if (type.runQueryChanges) return type.runQueryChanges(call, args)
  const t = await typed(type, call, args)
  const { descriptor } = type
  const query = readQuery(descriptor, args)
  if (!canFollow(descriptor, query))
    throw new Refused('cannotCalculateChanges', 'the filter or the sort looks beyond the record')
  const since = readString(args['sinceQueryState'], 'sinceQueryState')
  const limit = readNullable(args['maxChanges'], 'maxChanges', readUnsignedInt) ?? MAX_CHANGES
  // One snapshot: an index is only right beside the very changes that it stands with.
  const followed = await call.house.db.read(db => follow(db, t, query, since, limit))
  return { response: { accountId: args['accountId'], oldQueryState: since, ...followed } }
}

async function follow(db: Queryable, t: Typed, query: Query, since: string, limit: number) {
  const { descriptor } = t.type
  const moved = await listChanges(db, t.types, t.access, descriptor, since)
  const changed = [...moved.created, ...moved.updated]
  const removed = [...changed, ...moved.destroyed]
  if (moved.hasMoreChanges || removed.length > limit) throw new MethodFailed('tooManyChanges')
  const added = await placesOf(db, t, query, changed)
  return {
    newQueryState: moved.newState,
    removed: removed.map(id => writeId(descriptor.prefix, id)),
    added: added.map(({ id, at }) => ({ id: writeId(descriptor.prefix, id), index: at })),
    ...(query.total && { total: await countMatching(db, t, query) }),
  }
}

async function placesOf(
  db: Queryable,
  t: Typed,
  query: Query,
  ids: readonly RecordId[],
): Promise<{ id: RecordId; at: number }[]> {
  if (ids.length === 0) return []
  const { descriptor, query: hooks = {} } = t.type
  return db.rows(sql`
    select id, at from (
      select t.id, row_number() over (order by ${orderBy(descriptor, query.sort, hooks)}) - 1 as at
      from ${table(descriptor)} where ${matching(t.types, t.access, descriptor, query.filter, hooks)}) ranked
    where id = any(${ids}::bigint[]) order by at`)
}

async function countMatching(db: Queryable, t: Typed, query: Query): Promise<number> {
  const { descriptor, query: hooks = {} } = t.type
  const row = await db.row<{ n: number }>(sql`
    select count(*) as n from ${table(descriptor)} where ${matching(t.types, t.access, descriptor, query.filter, hooks)}`)
  return row!.n
}
