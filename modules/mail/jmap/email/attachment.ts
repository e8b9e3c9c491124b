import type { Answer, Call } from '../../../../core/module.ts'
import { openBlob } from '../../../../doors/jmap/blob/open.ts'
import type { Reading } from '../../../../wire/document/document.ts'
import { kindOfFile } from '../../../../wire/document/kind.ts'
import { readNullable, readString } from '../../../../wire/jmap/json.ts'
import { forPeople, MAX_FILE, readOnce } from '../../model/attachment/text.ts'

type Args = Readonly<Record<string, unknown>>

/**
 * Attachment/read: ours. What a file says, for a preview: of its blob, its type and name, as a body part has them. Nobody
 * reads what they may not download.
 */
export async function readAttachment(call: Call, args: Args): Promise<Answer> {
  const access = await call.access(args['accountId'])
  const blobId = readString(args['blobId'], 'blobId')
  const type = readString(args['type'], 'type').toLowerCase()
  const kind = kindOfFile(type, readNullable(args['name'], 'name', readString))
  const charset = readNullable(args['charset'], 'charset', readString)
  const blob = await openBlob(call.house, access.accountId, blobId)
  const answer = (reading: Reading | { state: 'unknown' }): Answer => ({
    response: { accountId: args['accountId'], blobId, ...reading },
  })
  if (!kind) return answer({ state: 'unknown' })
  if (blob.size > MAX_FILE) return answer({ state: 'tooLarge' })
  const bytes = Buffer.concat(await Array.fromAsync(await blob.read(0, blob.size)))
  return answer((await readOnce(call.house, { bytes, kind, charset }, forPeople)).reading)
}
