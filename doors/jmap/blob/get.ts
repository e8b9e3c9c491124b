import { createHash } from 'node:crypto'
import type { Answer, Call } from '../../../core/module.ts'
import { Malformed, Refused } from '../../../lib/errors.ts'
import type { AccountId } from '../../../lib/id.ts'
import { readArray, readNullable, readStrings } from '../../../wire/jmap/json.ts'
import { readUnsignedInt } from '../../../wire/jmap/scalar.ts'
import { LIMITS } from '../limits.ts'
import { MethodFailed } from '../problem.ts'
import { MAX_CONSTRUCTED } from './construct.ts'
import { DIGESTS } from './digest.ts'
import { blobIdIn } from './name.ts'
import { openBlob } from './open.ts'
import { noteReading } from './reading.ts'

interface Wanted {
  readonly properties: readonly string[]
  readonly offset: number
  readonly length: number | null
}

/** RFC 9404 §4.2 */
export async function getBlobs(call: Call, args: Readonly<Record<string, unknown>>): Promise<Answer> {
  const access = await call.access(args['accountId'])
  const ids = [...new Set(readArray(args['ids'], 'ids').map(id => blobIdIn(id, 'ids')))]
  if (ids.length > LIMITS.maxObjectsInGet) throw new MethodFailed('requestTooLarge')
  const wanted: Wanted = {
    properties: readNullable(args['properties'], 'properties', readStrings) ?? ['data', 'size'],
    offset: readNullable(args['offset'], 'offset', readUnsignedInt) ?? 0,
    length: readNullable(args['length'], 'length', readUnsignedInt),
  }
  for (const name of wanted.properties) checkProperty(name)
  await noteReading(call, access)
  const list: object[] = []
  const notFound: string[] = []
  for (const id of ids)
    try {
      list.push(await describe(call, access.accountId, id, wanted))
    } catch (error) {
      if (!(error instanceof Refused && error.code === 'notFound')) throw error
      notFound.push(id)
    }
  return { response: { accountId: args['accountId'], list, notFound } }
}

function checkProperty(name: string): void {
  const known = ['id', 'size', 'data', 'data:asText', 'data:asBase64'].includes(name)
  const digest = name.startsWith('digest:') && Object.hasOwn(DIGESTS, name.slice(7))
  if (!known && !digest) throw new Malformed(`a blob has no property "${name}"`, 'properties')
}

async function describe(call: Call, accountId: AccountId, id: string, wanted: Wanted) {
  const opened = await openBlob(call.house, accountId, id)
  const end = Math.min(opened.size, wanted.length === null ? opened.size : wanted.offset + wanted.length)
  const start = Math.min(wanted.offset, opened.size)
  if (end - start > MAX_CONSTRUCTED) throw new MethodFailed('requestTooLarge', 'download it instead')
  const needsBytes = wanted.properties.some(name => name !== 'size' && name !== 'id')
  const bytes = needsBytes
    ? Buffer.concat(await Array.fromAsync(await opened.read(start, end)))
    : Buffer.alloc(0)
  const truncated = wanted.offset + (wanted.length ?? 0) > opened.size
  return {
    id,
    ...Object.assign({}, ...wanted.properties.map(name => property(name, bytes, opened.size))),
    ...(truncated && { isTruncated: true }),
  } as object
}

function property(name: string, bytes: Buffer, size: number): object {
  if (name === 'id') return {}
  if (name === 'size') return { size }
  if (name === 'data:asBase64') return { 'data:asBase64': bytes.toString('base64') }
  if (name.startsWith('digest:'))
    return { [name]: createHash(DIGESTS[name.slice(7)]!).update(bytes).digest('base64') }
  const text = decodeUtf8(bytes)
  if (text !== null) return { 'data:asText': text }
  return name === 'data'
    ? { 'data:asBase64': bytes.toString('base64'), isEncodingProblem: true }
    : { 'data:asText': null, isEncodingProblem: true }
}

function decodeUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
