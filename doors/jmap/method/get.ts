import type { Answer, Call, RecordType } from '../../../core/module.ts'
import { Malformed } from '../../../lib/errors.ts'
import { type RecordId, readId } from '../../../lib/id.ts'
import { readRecords, type Wire } from '../../../store/records/read.ts'
import { readNullable, readStrings } from '../../../wire/jmap/json.ts'
import { readIds } from '../../../wire/jmap/record.ts'
import { LIMITS } from '../limits.ts'
import { MethodFailed } from '../problem.ts'
import { addRights } from '../sharing.ts'
import { type Typed, typed } from '../typed.ts'

/** RFC 8620 §5.1 */
export async function get(
  type: RecordType,
  call: Call,
  args: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const t = await typed(type, call, args)
  const ids = readNullable(args['ids'], 'ids', readIds)
  const properties = readNullable(args['properties'], 'properties', readStrings)
  if (ids && ids.length > LIMITS.maxObjectsInGet) throw new MethodFailed('requestTooLarge', 'too many ids')
  // The state is read before the rows: whatever moves in between is told again by the next /changes.
  const state = await call.state(t.access, type.descriptor.name)
  const list = await readWire(t, ids, properties)
  return { response: { accountId: args['accountId'], state, list, notFound: missing(ids, list) } }
}

export async function readWire(
  t: Typed,
  ids: readonly string[] | null,
  properties: readonly string[] | null,
) {
  const { descriptor } = t.type
  const numbers = ids && [...new Set(ids)].map(id => readId(descriptor.prefix, id)).filter(id => id !== null)
  const records = t.type.read
    ? await t.type.read(t.call, t.access, numbers, properties ?? allProperties(t), t.args)
    : await readGeneric(t, numbers, properties)
  if (ids === null && records.length > LIMITS.maxObjectsInGet)
    throw new MethodFailed('requestTooLarge', `there are more than ${LIMITS.maxObjectsInGet}`)
  return records
}

async function readGeneric(
  t: Typed,
  ids: readonly RecordId[] | null,
  properties: readonly string[] | null,
): Promise<Wire[]> {
  const { call, type, types, access } = t
  const wanted = new Set(properties ?? allProperties(t))
  for (const name of wanted)
    if (name !== 'id' && !Object.hasOwn(type.descriptor.properties, name))
      throw new Malformed(`${type.descriptor.name} has no property "${name}"`, 'properties')
  const { db } = call.house
  const records = await readRecords(
    db,
    types,
    access,
    type.descriptor,
    ids,
    [...wanted],
    LIMITS.maxObjectsInGet + 1,
  )
  await addRights(db, t, records, wanted)
  await type.compute?.(db, call, access, records, wanted)
  return records
}

/** RFC 8620 §1.8: what an extension adds is told to those who use it. */
const allProperties = ({ type, call }: Typed): string[] =>
  Object.entries(type.descriptor.properties).flatMap(([name, { capability }]) =>
    capability === null || call.using.has(capability) ? [name] : [],
  )

function missing(ids: readonly string[] | null, list: readonly Wire[]): string[] {
  if (ids === null) return []
  const found = new Set(list.map(record => record.id))
  return [...new Set(ids)].filter(id => !found.has(id))
}
