import type { Descriptor } from '../../lib/descriptor.ts'
import { type RecordId, writeId } from '../../lib/id.ts'
import { type Access, mayClause } from '../access.ts'
import type { Queryable } from '../database.ts'
import { join, name, type Sql, sql } from '../sql.ts'
import { selectColumn, stored, type Types, table, toWire } from './column.ts'

export type Wire = { id: string } & Record<string, unknown>

/**
 * Records by number, or all of them (`ids` null, at most `limit`), with the stored properties asked for.
 * What the reader may not see is simply not found.
 */
export async function readRecords(
  db: Queryable,
  types: Types,
  access: Access,
  descriptor: Descriptor,
  ids: readonly RecordId[] | null,
  properties: readonly string[] | null = null,
  limit = Number.MAX_SAFE_INTEGER,
): Promise<Wire[]> {
  const chosen = stored(descriptor).filter(([wire]) => properties === null || properties.includes(wire))
  const columns = chosen.map(([wire, p]) => sql`, ${selectColumn(p)} as ${name(wire)}`)
  const wanted: Sql = ids === null ? sql`true` : sql`t.id = any(${ids}::bigint[])`
  const rows = await db.rows<{ '#': number } & Record<string, unknown>>(sql`
    select t.id as "#"${join(columns, '')} from ${table(descriptor)}
    where t.account_id = ${access.accountId} and ${wanted}
      and ${mayClause(descriptor, types, access, descriptor.needs.read)}
    order by t.id limit ${limit}`)
  return rows.map(row => {
    const record: Wire = { id: writeId(descriptor.prefix, row['#']) }
    for (const [wire, p] of chosen) record[wire] = toWire(p, types, row[wire])
    return record
  })
}
