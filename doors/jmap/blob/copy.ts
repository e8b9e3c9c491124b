import type { Answer, Call } from '../../../core/module.ts'
import { noteUploads } from '../../../core/upload.ts'
import { Refused } from '../../../lib/errors.ts'
import { readArray } from '../../../wire/jmap/json.ts'
import type { SetError } from '../../../wire/jmap/problem.ts'
import { LIMITS } from '../limits.ts'
import { MethodFailed } from '../problem.ts'
import { blobIdIn, readBlobId } from './name.ts'
import { noteReading } from './reading.ts'

/** RFC 8620 §6.3 */
export async function copyBlobs(call: Call, args: Readonly<Record<string, unknown>>): Promise<Answer> {
  const from = await call.access(args['fromAccountId']).catch(error => {
    if (error instanceof Refused && error.code === 'accountNotFound')
      throw new MethodFailed('fromAccountNotFound')
    throw error
  })
  const to = await call.access(args['accountId'])
  if (to.readOnly) throw new Refused('accountReadOnly', 'the account can only be read')
  const ids = [...new Set(readArray(args['blobIds'], 'blobIds').map(id => blobIdIn(id, 'blobIds')))]
  if (ids.length > LIMITS.maxObjectsInSet) throw new MethodFailed('requestTooLarge')
  await noteReading(call, from)
  const copied: Record<string, string> = {}
  const notCopied: Record<string, SetError> = {}
  await call.house.db.write(async tx => {
    for (const id of ids)
      if (await copyOne(id)) copied[id] = id
      else notCopied[id] = { type: 'notFound' }
    const digests = Object.keys(copied).map(id => readBlobId(id).digest)
    await noteUploads(tx, to.accountId, digests, call.house.config.uploads)

    async function copyOne(id: string): Promise<boolean> {
      try {
        return await call.house.blobs.copy(tx, from.accountId, to.accountId, readBlobId(id).digest, 0)
      } catch (error) {
        if (error instanceof Refused && error.code === 'notFound') return false
        throw error
      }
    }
  })
  return {
    response: {
      fromAccountId: args['fromAccountId'],
      accountId: args['accountId'],
      copied: Object.keys(copied).length ? copied : null,
      notCopied: Object.keys(notCopied).length ? notCopied : null,
    },
  }
}
