import type { Descriptor } from '../../lib/descriptor.ts'
import type { Queryable } from '../database.ts'
import { sql } from '../sql.ts'
import { COLUMN_TYPES, stored } from './column.ts'

interface Column {
  column: string
  type: string
  not_null: boolean
}

/** What differs between a descriptor and its table, in sentences; empty when they agree. */
export async function checkDescriptor(db: Queryable, descriptor: Descriptor): Promise<string[]> {
  const columns = await db.rows<Column>(sql`
    select attname as column, format_type(atttypid, null) as type, attnotnull as not_null
    from pg_attribute where attrelid = to_regclass(${descriptor.table}) and attnum > 0 and not attisdropped`)
  if (columns.length === 0) return [`${descriptor.name}: there is no table ${descriptor.table}`]
  const byName = new Map(columns.map(c => [c.column, c]))
  const faults: string[] = []
  for (const needed of ['account_id', 'id', 'seq'])
    if (byName.get(needed)?.type !== 'bigint') faults.push(`${descriptor.table}.${needed} must be bigint`)
  for (const [wire, p] of stored(descriptor)) {
    const column = byName.get(p.column!)
    if (!column) faults.push(`${descriptor.name}.${wire}: there is no column ${p.column}`)
    else if (!COLUMN_TYPES[p.kind]?.includes(column.type))
      faults.push(
        `${descriptor.name}.${wire}: column ${p.column} is ${column.type}, not ${COLUMN_TYPES[p.kind]}`,
      )
    else if (column.not_null === p.nullable)
      faults.push(`${descriptor.name}.${wire}: column ${p.column} must ${p.nullable ? '' : 'not '}take nulls`)
  }
  return [...faults, ...(await checkIndexes(db, descriptor))]
}

/** The two indexes that every record table has: its key, and the order of its changes. */
async function checkIndexes(db: Queryable, descriptor: Descriptor): Promise<string[]> {
  const rows = await db.rows<{ columns: string }>(sql`
    select (select string_agg(a.attname, ',' order by k.at) from unnest(i.indkey) with ordinality k(attnum, at)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum) as columns
    from pg_index i where i.indrelid = to_regclass(${descriptor.table})`)
  const indexes = new Set(rows.map(row => row.columns))
  const faults: string[] = []
  if (!indexes.has('account_id,id')) faults.push(`${descriptor.table} has no key (account_id, id)`)
  if (!indexes.has('account_id,seq')) faults.push(`${descriptor.table} has no index (account_id, seq)`)
  return faults
}
