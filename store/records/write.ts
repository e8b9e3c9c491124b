import type { Descriptor } from '../../lib/descriptor.ts'
import type { AccountId, RecordId } from '../../lib/id.ts'
import type { Tx } from '../database.ts'
import { indexRecords } from '../search.ts'
import { take } from '../sequence.ts'
import { join, name, raw, sql } from '../sql.ts'
import { stored, type Types, toColumn } from './column.ts'

export type Values = Readonly<Record<string, unknown>>

export interface Numbered {
  readonly id: RecordId
  readonly values: Values
}

/** Inserts records; each gets the next number of its account, which is its id. One statement for all. */
export async function insertRecords(
  tx: Tx,
  types: Types,
  accountId: AccountId,
  descriptor: Descriptor,
  records: readonly Values[],
): Promise<RecordId[]> {
  if (records.length === 0) return []
  const first = (await take(tx, accountId, { [descriptor.name]: records.length }))[descriptor.name]!
  const numbered = records.map((values, i) => ({ id: (first + i) as number as RecordId, values }))
  const columns = columnList(descriptor)
  await tx.run(sql`
    insert into ${name(descriptor.table)} (account_id, id, seq${columns('')})
    select ${accountId}::bigint, r.id, r.id${columns('r.')}
    from jsonb_populate_recordset(null::${name(descriptor.table)}, ${asRows(descriptor, types, numbered)}) r`)
  await indexRecords(tx, accountId, descriptor, numbered)
  return numbered.map(record => record.id)
}

/** Replaces the stored properties of records that stand already; each gets a new number. */
export async function replaceRecords(
  tx: Tx,
  types: Types,
  accountId: AccountId,
  descriptor: Descriptor,
  records: readonly Numbered[],
): Promise<void> {
  if (records.length === 0) return
  const first = (await take(tx, accountId, { [descriptor.name]: records.length }))[descriptor.name]!
  const assignments = stored(descriptor).map(([, p]) => sql`, ${name(p.column!)} = r.${name(p.column!)}`)
  await tx.run(sql`
    update ${name(descriptor.table)} t set seq = ${first} + r.at - 1${join(assignments, '')}
    from (select row_number() over () as at, p.*
      from jsonb_populate_recordset(null::${name(descriptor.table)}, ${asRows(descriptor, types, records)}) p) r
    where t.account_id = ${accountId} and t.id = r.id`)
  await indexRecords(tx, accountId, descriptor, records)
}

/** Gives records a new number without another change: something computed from elsewhere has moved. */
export async function touchRecords(
  tx: Tx,
  accountId: AccountId,
  descriptor: Descriptor,
  ids: readonly RecordId[],
): Promise<void> {
  if (ids.length === 0) return
  const first = (await take(tx, accountId, { [descriptor.name]: ids.length }))[descriptor.name]!
  await tx.run(sql`
    update ${name(descriptor.table)} t set seq = ${first} + r.at - 1
    from unnest(${ids}::bigint[]) with ordinality r(id, at)
    where t.account_id = ${accountId} and t.id = r.id`)
}

/** Deletes records and leaves their tombstones; the numbers that stood. */
export async function deleteRecords(
  tx: Tx,
  accountId: AccountId,
  descriptor: Descriptor,
  ids: readonly RecordId[],
): Promise<RecordId[]> {
  if (ids.length === 0) return []
  const first = (await take(tx, accountId, { [descriptor.name]: ids.length }))[descriptor.name]!
  const rows = await tx.rows<{ id: RecordId }>(sql`
    with gone as (
      delete from ${name(descriptor.table)} t where t.account_id = ${accountId} and t.id = any(${ids}::bigint[])
      returning t.id, ${containerColumn(descriptor)} as container_id),
    marked as (
      insert into tombstone (account_id, type, seq, id, container_id)
      select ${accountId}::bigint, ${descriptor.name}, ${first} + row_number() over () - 1, id, container_id from gone),
    unsearched as (
      delete from search where account_id = ${accountId} and type = ${descriptor.name} and id = any(${ids}::bigint[]))
    select id from gone`)
  return rows.map(row => row.id)
}

function containerColumn(descriptor: Descriptor) {
  const { container } = descriptor
  if (container.kind === 'self') return raw('t.id')
  if (container.kind === 'one') return sql`t.${name(descriptor.properties[container.property]!.column!)}`
  return raw('null::bigint')
}

const columnList = (descriptor: Descriptor) => (prefix: string) =>
  join(
    stored(descriptor).map(([, p]) => sql`, ${raw(prefix)}${name(p.column!)}`),
    '',
  )

const asRows = (descriptor: Descriptor, types: Types, records: readonly Numbered[]): string =>
  JSON.stringify(
    records.map(record => ({
      id: record.id,
      ...Object.fromEntries(
        stored(descriptor).map(([wire, p]) => [p.column!, toColumn(p, types, record.values[wire])]),
      ),
    })),
  )
