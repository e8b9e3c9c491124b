import type { Answer, Call } from '../../../core/module.ts'
import { Refused } from '../../../lib/errors.ts'
import { type RecordId, writeId } from '../../../lib/id.ts'
import { mayClause } from '../../../store/access.ts'
import { toBytes } from '../../../store/blobs/blobs.ts'
import { table } from '../../../store/records/column.ts'
import { name, sql } from '../../../store/sql.ts'
import { readArray, readStrings } from '../../../wire/jmap/json.ts'
import { LIMITS } from '../limits.ts'
import { MethodFailed } from '../problem.ts'
import { accessTo } from '../typed.ts'
import { blobIdIn, readBlobId } from './name.ts'

/** Which records hold a blob. RFC 9404 §4.3 */
export async function lookUpBlobs(call: Call, args: Readonly<Record<string, unknown>>): Promise<Answer> {
  const access = await call.access(args['accountId'])
  const typeNames = [...new Set(readStrings(args['typeNames'], 'typeNames'))]
  const ids = [...new Set(readArray(args['ids'], 'ids').map(id => blobIdIn(id, 'ids')))]
  if (ids.length > LIMITS.maxObjectsInGet) throw new MethodFailed('requestTooLarge')
  const list: { id: string; matchedIds: Record<string, string[]> }[] = []
  const notFound: string[] = []
  for (const id of ids)
    if (await isHeld(call, access.accountId, id))
      list.push({ id, matchedIds: await holdersOf(call, args['accountId'], id, typeNames) })
    else notFound.push(id)
  return { response: { accountId: args['accountId'], list, notFound } }
}

async function isHeld(call: Call, accountId: Parameters<typeof call.house.blobs.size>[1], id: string) {
  try {
    return (await call.house.blobs.size(call.house.db, accountId, readBlobId(id).digest)) !== null
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}

async function holdersOf(call: Call, accountId: unknown, id: string, typeNames: readonly string[]) {
  const matched: Record<string, string[]> = {}
  for (const typeName of typeNames) matched[typeName] = await holdersOfType(call, accountId, id, typeName)
  return matched
}

async function holdersOfType(
  call: Call,
  accountId: unknown,
  id: string,
  typeName: string,
): Promise<string[]> {
  const type = call.house.registry.types.get(typeName)
  const columns = Object.values(type?.descriptor.properties ?? {}).filter(p => p.kind === 'blob')
  if (!type || columns.length === 0) throw new MethodFailed('unknownDataType', `${typeName} holds no blobs`)
  const access = await accessTo(type, call, accountId)
  const { descriptor } = type
  const found: string[] = []
  for (const p of columns) {
    const rows = await call.house.db.rows<{ id: RecordId }>(sql`
      select t.id from ${table(descriptor)} where t.account_id = ${access.accountId}
        and t.${name(p.column!)} = ${toBytes(readBlobId(id).digest)}
        and ${mayClause(descriptor, call.house.registry.descriptors, access, descriptor.needs.read)}`)
    found.push(...rows.map(row => writeId(descriptor.prefix, row.id)))
  }
  return found
}
