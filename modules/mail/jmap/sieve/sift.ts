import type { Answer, Call } from '../../../../core/module.ts'
import { MethodFailed } from '../../../../doors/jmap/problem.ts'
import { Malformed, Refused } from '../../../../lib/errors.ts'
import { type RecordId, readId, writeId } from '../../../../lib/id.ts'
import { pointerOf } from '../../../../wire/jmap/patch.ts'
import { type PatchObject, readIds } from '../../../../wire/jmap/record.ts'
import { requireMailboxes } from '../../model/rights.ts'
import { type HereWish, siftHere } from '../../model/sieve/sift-here.ts'
import { email, mailbox } from '../../types.ts'
import { readProgramBlob } from './content.ts'

type Args = Readonly<Record<string, unknown>>

/** Each of them is read; a client that wants more asks again. */
export const MAX_SIFTED = 250

/**
 * Email/sift: ours. What a script would do with emails that lie in a mailbox, as the patches by which Email/set does it,
 * under the rights that it asks for.
 */
export async function siftEmails(call: Call, args: Args): Promise<Answer> {
  const access = await call.access(args['accountId'])
  if (!access.owner) throw new Refused('forbidden', 'only the people of the account filter its mail')
  const ids = readIds(args['ids'], 'ids')
  if (ids.length > MAX_SIFTED) throw new MethodFailed('requestTooLarge', `more than ${MAX_SIFTED} emails`)
  const mailboxId = readMailboxId(args['mailboxId'])
  await requireMailboxes(call.house.db, access, [mailboxId], 'mayReadItems')
  const program = await readProgramBlob(call, access.accountId, args['blobId'])
  const numbers = ids.map(id => readId(email.prefix, id)).filter(id => id !== null)
  const wishes = await siftHere(call.house, access, program, mailboxId, numbers)
  const list = wishes.map(wish => ({ id: writeId(email.prefix, wish.id), patch: patchOf(wish, mailboxId) }))
  return { response: { accountId: args['accountId'], list } }
}

function readMailboxId(given: unknown): RecordId {
  const id = typeof given === 'string' ? readId(mailbox.prefix, given) : null
  if (id === null) throw new Malformed('the id of a mailbox is expected', 'mailboxId')
  return id
}

function patchOf({ add, leaves, keywords }: HereWish, from: RecordId): PatchObject {
  const place = (id: RecordId) => pointerOf('mailboxIds', writeId(mailbox.prefix, id))
  return {
    ...Object.fromEntries(add.map(id => [place(id), true])),
    ...(leaves && { [place(from)]: null }),
    ...Object.fromEntries(keywords.map(word => [pointerOf('keywords', word), true])),
  }
}
