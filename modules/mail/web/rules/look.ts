import { isObject, readArray, readObject, readString } from '../../../../wire/jmap/json.ts'
import type { PatchObject } from '../../../../wire/jmap/record.ts'
import { BASTIDE_MAIL } from '../../types.ts'
import { listAll, type WholeWork } from '../action/whole.ts'
import { uploadScript } from './upload-script.ts'

/** What rules would do to each email of a mailbox for which they would do anything. */
export type Wishes = ReadonlyMap<string, PatchObject>

/** The server reads no more at once. */
const BATCH = 250

/** Looks, and changes nothing; what was found before a stop is thrown away. */
export async function lookThrough(
  work: WholeWork,
  script: string,
  mailboxId: string,
): Promise<Wishes | null> {
  const { signal, onProgress, client, accountId } = work
  const blobId = await uploadScript(client, accountId, script)
  const ids = await listAll(work, { inMailbox: mailboxId })
  const wishes = new Map<string, PatchObject>()
  for (let at = 0; at < ids.length && !signal.aborted; at += BATCH) {
    onProgress({ done: at, total: ids.length })
    const args = { accountId, blobId, mailboxId, ids: ids.slice(at, at + BATCH) }
    const answers = await client.ask([BASTIDE_MAIL], [['Email/sift', args, 's']])
    const { list } = answers.read('s', 'Email/sift')
    for (const one of readArray(list, 'list')) {
      const { id, patch } = readObject(one, 'list')
      if (isObject(patch)) wishes.set(readString(id, 'id'), patch)
    }
  }
  return signal.aborted ? null : wishes
}
