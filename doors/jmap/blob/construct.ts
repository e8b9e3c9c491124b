import type { Answer, Call } from '../../../core/module.ts'
import { findRoom, noteUploads, refuseBeyond } from '../../../core/upload.ts'
import { Malformed, Refused } from '../../../lib/errors.ts'
import type { AccountId } from '../../../lib/id.ts'
import { readArray, readMap, readNullable, readObject, readString } from '../../../wire/jmap/json.ts'
import type { SetError } from '../../../wire/jmap/problem.ts'
import { isUnsignedInt } from '../../../wire/jmap/scalar.ts'
import { LIMITS } from '../limits.ts'
import { MethodFailed, setError } from '../problem.ts'
import { writeBlobId } from './name.ts'
import { openBlob } from './open.ts'

/** Bytes of a blob made from sources; each is held in memory. */
export const MAX_CONSTRUCTED = 10 * 1024 * 1024
export const MAX_SOURCES = 64

type Args = Readonly<Record<string, unknown>>

/** Blob/upload: blobs made from texts, base64 and ranges of other blobs. RFC 9404 §4.1 */
export async function uploadBlobs(call: Call, args: Args): Promise<Answer> {
  const access = await call.access(args['accountId'])
  if (access.readOnly) throw new Refused('accountReadOnly', 'the account can only be read')
  const create = readMap(args['create'], 'create', readObject)
  if (Object.keys(create).length > LIMITS.maxObjectsInSet) throw new MethodFailed('requestTooLarge')
  const created: Record<string, object> = {}
  const notCreated: Record<string, SetError> = {}
  for (const [id, given] of Object.entries(create))
    try {
      const made = await construct(call, access.accountId, given)
      created[id] = made
      call.createdIds.set(id, made.id)
    } catch (error) {
      notCreated[id] = refusalOf(error)
    }
  return {
    response: {
      accountId: args['accountId'],
      created: Object.keys(created).length ? created : null,
      notCreated: Object.keys(notCreated).length ? notCreated : null,
    },
  }
}

function refusalOf(error: unknown): SetError {
  if (error instanceof Malformed) return { type: 'invalidProperties', description: error.message }
  if (error instanceof Refused && error.code === 'notFound')
    return { type: 'blobNotFound', description: error.message }
  if (error instanceof Refused) return setError(error)
  throw error
}

async function construct(call: Call, accountId: AccountId, given: Args) {
  const sources = readArray(given['data'], 'data')
  if (sources.length > MAX_SOURCES) throw new Refused('tooLarge', `more than ${MAX_SOURCES} sources`)
  const parts: Buffer[] = []
  let size = 0
  for (const source of sources) {
    const bytes = await readSource(call, accountId, readObject(source, 'data'))
    size += bytes.length
    if (size > MAX_CONSTRUCTED) throw new Refused('tooLarge', `more than ${MAX_CONSTRUCTED} bytes`)
    parts.push(bytes)
  }
  const { house } = call
  const limits = house.config.uploads
  refuseBeyond(await findRoom(house.db, accountId, limits), size, limits)
  const spooled = await house.blobs.prepare(Buffer.concat(parts))
  await house.db.write(async tx => {
    await house.blobs.hold(tx, accountId, spooled, 0)
    await noteUploads(tx, accountId, [spooled.digest], limits)
  })
  const type = readNullable(given['type'], 'type', readString)
  return { id: writeBlobId(spooled.digest), type, size: spooled.size }
}

async function readSource(call: Call, accountId: AccountId, source: Args): Promise<Buffer> {
  if ('data:asText' in source) return Buffer.from(readString(source['data:asText'], 'data:asText'))
  if ('data:asBase64' in source) return readBase64(readString(source['data:asBase64'], 'data:asBase64'))
  const id = readString(source['blobId'], 'blobId')
  const opened = await openBlob(
    call.house,
    accountId,
    id.startsWith('#') ? (call.createdIds.get(id.slice(1)) ?? '') : id,
  )
  const offset = readNullable(source['offset'], 'offset', readSize) ?? 0
  const length = readNullable(source['length'], 'length', readSize) ?? opened.size - offset
  if (offset + length > opened.size) throw new Malformed('the range reaches beyond the blob', 'length')
  if (length > MAX_CONSTRUCTED) throw new Refused('tooLarge', `more than ${MAX_CONSTRUCTED} bytes`)
  return Buffer.concat(await Array.fromAsync(await opened.read(offset, offset + length)))
}

function readSize(value: unknown, at: string): number {
  if (!isUnsignedInt(value)) throw new Malformed('not an unsigned integer', at)
  return value
}

function readBase64(text: string): Buffer {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0)
    throw new Malformed('not base64', 'data:asBase64')
  return Buffer.from(text, 'base64')
}
