import type { Call } from '../../../../core/module.ts'
import { openBlob } from '../../../../doors/jmap/blob/open.ts'
import { Refused } from '../../../../lib/errors.ts'
import type { AccountId } from '../../../../lib/id.ts'
import { noteOpening } from '../../model/opened.ts'

/** The bytes of a blob that may be a message; null where there is none, or one that no message is as large as. */
export async function readMessage(call: Call, accountId: AccountId, blobId: string): Promise<Buffer | null> {
  await noteOpening(call.house, call.actor, accountId)
  try {
    const blob = await openBlob(call.house, accountId, blobId)
    if (blob.size > call.house.config.mail.maxSize) return null
    return Buffer.concat(await Array.fromAsync(await blob.read(0, blob.size)))
  } catch (error) {
    if (error instanceof Refused && error.code === 'notFound') return null
    throw error
  }
}
