import type { Outcome, Written } from '../../../core/module.ts'
import { Malformed, Refused } from '../../../lib/errors.ts'
import { type RecordId, readId, writeId } from '../../../lib/id.ts'
import { bitOf, grantedRights, mayClause, mayEverywhere } from '../../../store/access.ts'
import type { Tx } from '../../../store/database.ts'
import { table } from '../../../store/records/column.ts'
import { readRecords, type Wire } from '../../../store/records/read.ts'
import { deleteRecords, insertRecords, type Numbered, replaceRecords } from '../../../store/records/write.ts'
import { replaceShares } from '../../../store/share.ts'
import { sql } from '../../../store/sql.ts'
import { applyPatch } from '../../../wire/jmap/patch.ts'
import { checkUpdate, completeCreation } from '../check.ts'
import { invalid } from '../problem.ts'
import { addRights, MAY_SHARE, writeSharing } from '../sharing.ts'
import type { Typed } from '../typed.ts'

type Values = Readonly<Record<string, unknown>>

/** The verbs of a light type: its descriptor says everything. Whole batches, a few statements each. */
export async function createGeneric(
  tx: Tx,
  t: Typed,
  create: ReadonlyMap<string, Values>,
): Promise<Map<string, Outcome>> {
  const { descriptor, write } = t.type
  const outcomes = new Map<string, Outcome>()
  const records: [string, Record<string, unknown>][] = []
  for (const [id, given] of create)
    await refusing(outcomes, id, async () => {
      const record = completeCreation(descriptor, t.types, given, t.call.house.now())
      await mayCreate(tx, t, record)
      await write?.check?.(tx, t.call, t.access, record, null)
      records.push([id, record])
    })
  await refuseDangling(tx, t, records, outcomes)
  const kept = records.filter(([id]) => !outcomes.has(id))
  const ids = await insertRecords(
    tx,
    t.types,
    t.access.accountId,
    descriptor,
    kept.map(([, record]) => record),
  )
  for (const [i, [creation, record]] of kept.entries()) {
    const id = ids[i]!
    if (descriptor.container.kind === 'self') await writeSharing(tx, t, id, null, record['shareWith'])
    outcomes.set(creation, {
      id: writeId(descriptor.prefix, id),
      ...setByServer(record, create.get(creation)!),
    })
  }
  await tellWritten(
    tx,
    t,
    kept.map(([, record]) => ({ record, previous: null })),
  )
  return outcomes
}

/** In another's account, one creates in containers where one may write, and a container only with all of it in hand. */
async function mayCreate(tx: Tx, t: Typed, record: Values): Promise<void> {
  const { descriptor } = t.type
  if (mayEverywhere(descriptor, t.types, t.access, descriptor.needs.write)) return
  if (descriptor.container.kind !== 'one') throw new Refused('forbidden', 'only the owner creates this')
  const container = t.types.get(descriptor.container.type)!
  const granted = await grantedRights(tx, t.access, container)
  const id = readId(container.prefix, String(record[descriptor.container.property]))
  const bits = id === null ? 0 : granted(id)
  if (!(bits & bitOf(container, descriptor.needs.write)))
    throw new Refused('forbidden', `you may not add to this ${container.name}`)
}

/** Properties that the client could not know (RFC 8620 §5.3). */
const setByServer = (record: Values, given: Values): Values =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !(name in given)))

export async function updateGeneric(
  tx: Tx,
  t: Typed,
  update: ReadonlyMap<RecordId, Values>,
): Promise<Map<RecordId, Outcome>> {
  const { descriptor } = t.type
  const outcomes = new Map<RecordId, Outcome>()
  const { records: before, writable } = await currentRecords(
    tx,
    t,
    [...update.keys()],
    descriptor.needs.write,
  )
  const changed: [RecordId, Record<string, unknown>][] = []
  for (const [id, patch] of update)
    await refusing(outcomes, id, async () => {
      const record = before.get(id)
      if (!record) throw new Refused('notFound', 'no such record')
      if (!writable.has(id)) throw new Refused('forbidden', 'you may only read this')
      const after = patched(t, record, patch)
      if (t.type.write?.check) await t.type.write.check(tx, t.call, t.access, after, record)
      changed.push([id, after])
    })
  await refuseDangling(tx, t, changed, outcomes)
  const kept: Numbered[] = changed.filter(([id]) => !outcomes.has(id)).map(([id, values]) => ({ id, values }))
  await replaceRecords(tx, t.types, t.access.accountId, descriptor, kept)
  for (const { id, values } of kept) {
    if (descriptor.properties['shareWith'])
      await writeSharing(tx, t, id, before.get(id)!['shareWith'], values['shareWith'])
    outcomes.set(id, stampsOf(t, values))
  }
  await tellWritten(
    tx,
    t,
    kept.map(({ id, values }) => ({ record: values, previous: before.get(id)! })),
  )
  return outcomes
}

const tellWritten = async (tx: Tx, t: Typed, records: readonly Written[]): Promise<void> => {
  if (records.length > 0) await t.type.write?.written?.(tx, t.call, t.access, records)
}

function patched(t: Typed, record: Wire, patch: Values): Record<string, unknown> {
  const { descriptor } = t.type
  const rights = record['myRights'] as Record<string, boolean> | undefined
  const shares = Object.keys(patch).some(pointer => pointer.split('/')[0] === 'shareWith')
  if (shares && rights?.[MAY_SHARE] === false) throw new Refused('forbidden', 'you may not share this')
  try {
    const after = applyPatch(record, patch, name => descriptor.properties[name]?.default ?? null)
    return checkUpdate(descriptor, t.types, record, after, t.call.house.now())
  } catch (error) {
    if (error instanceof Malformed)
      throw new Refused('invalidProperties', error.message, { type: 'invalidPatch' })
    throw error
  }
}

/** Instants that the server put, which the client did not see. */
const stampsOf = (t: Typed, values: Values): Outcome => {
  const stamped = Object.entries(t.type.descriptor.properties).filter(([, p]) => p.stamp === 'updated')
  return stamped.length ? Object.fromEntries(stamped.map(([name]) => [name, values[name]])) : null
}

export async function destroyGeneric(
  tx: Tx,
  t: Typed,
  ids: readonly RecordId[],
): Promise<Map<RecordId, Outcome>> {
  const { descriptor } = t.type
  const { records, writable } = await currentRecords(tx, t, ids, descriptor.needs.destroy)
  const outcomes = new Map<RecordId, Outcome>()
  for (const id of ids)
    if (!records.has(id)) outcomes.set(id, new Refused('notFound', 'no such record'))
    else if (!writable.has(id)) outcomes.set(id, new Refused('forbidden', 'you may not destroy this'))
  const doomed = ids.filter(id => writable.has(id))
  for (const id of await deleteRecords(tx, t.access.accountId, descriptor, doomed)) outcomes.set(id, null)
  if (descriptor.container.kind === 'self')
    for (const id of doomed.filter(id => records.get(id)!['shareWith']))
      await replaceShares(tx, t.access.accountId, descriptor, id, new Map())
  return outcomes
}

/** The records that the reader sees, and which of them they hold `right` on. */
async function currentRecords(tx: Tx, t: Typed, ids: readonly RecordId[], right: string) {
  const { descriptor } = t.type
  const found = await readRecords(tx, t.types, t.access, descriptor, ids)
  await addRights(tx, t, found, new Set(['shareWith', 'myRights']))
  const rows = t.access.owner
    ? ids.map(id => ({ id }))
    : await tx.rows<{ id: RecordId }>(sql`
        select t.id from ${table(descriptor)} where t.account_id = ${t.access.accountId}
          and t.id = any(${ids}::bigint[]) and ${mayClause(descriptor, t.types, t.access, right)}`)
  const records = new Map(found.map(record => [readId(descriptor.prefix, record.id)!, record]))
  return { records, writable: new Set(rows.map(row => row.id).filter(id => records.has(id))) }
}

/** Ids of other records must stand in the same account: one statement per type referred to. */
async function refuseDangling<K>(
  tx: Tx,
  t: Typed,
  records: readonly [K, Values][],
  outcomes: Map<K, Outcome>,
): Promise<void> {
  const references = Object.entries(t.type.descriptor.properties).filter(
    ([, p]) => p.type !== null && p.column,
  )
  for (const [name, p] of references) {
    const target = t.types.get(p.type!)!
    const wanted = (values: Values): RecordId[] => idsIn(values[name]).map(id => readId(target.prefix, id)!)
    const all = [...new Set(records.flatMap(([, values]) => wanted(values)))]
    if (all.length === 0) continue
    const rows = await tx.rows<{ id: RecordId }>(sql`
      select t.id from ${table(target)} where t.account_id = ${t.access.accountId} and t.id = any(${all}::bigint[])`)
    const standing = new Set(rows.map(row => row.id))
    for (const [key, values] of records)
      if (wanted(values).some(id => !standing.has(id)))
        outcomes.set(key, invalid(name, `no such ${target.name}`))
  }
}

const idsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.keys(value) : []

async function refusing<K>(outcomes: Map<K, Outcome>, key: K, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    outcomes.set(key, error)
  }
}
