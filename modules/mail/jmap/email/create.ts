import type { Call, Outcome, SetChanges } from '../../../../core/module.ts'
import { writeBlobId } from '../../../../doors/jmap/blob/name.ts'
import { checkValue, stamp } from '../../../../doors/jmap/check.ts'
import { invalid } from '../../../../doors/jmap/problem.ts'
import { Refused } from '../../../../lib/errors.ts'
import { readId, writeId } from '../../../../lib/id.ts'
import type { Access } from '../../../../store/access.ts'
import type { Tx } from '../../../../store/database.ts'
import { messageChunks } from '../../../../wire/mime/write.ts'
import { appendMessage, type Filing } from '../../model/append.ts'
import { type Prepared, prepareMessage } from '../../model/prepare.ts'
import { email, mailbox, thread } from '../../types.ts'
import { readDraft } from './draft.ts'
import { DraftBody, openBlobsOf } from './draft-body.ts'

type Values = Readonly<Record<string, unknown>>

/** Messages that were written, or why one was not, by creation id. */
export type Drafts = ReadonlyMap<string, Prepared | Refused>

/** Writes the messages of all creations, outside the transaction. */
export async function prepareDrafts(call: Call, access: Access, { create }: SetChanges): Promise<Drafts> {
  const drafts = new Map<string, Prepared | Refused>()
  for (const [key, given] of create) drafts.set(key, await prepareDraft(call, access, given))
  return drafts
}

async function prepareDraft(call: Call, access: Access, given: Values): Promise<Prepared | Refused> {
  const { house } = call
  try {
    const body = new DraftBody(await openBlobsOf(house, access.accountId, given))
    return await prepareMessage(house, messageChunks(readDraft(given, body, house)))
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}

// RFC 8621 §4.6
export async function createEmails(
  tx: Tx,
  call: Call,
  access: Access,
  { create }: SetChanges,
  drafts: Drafts,
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>()
  for (const [key, given] of create)
    outcomes.set(key, await fileOne(tx, call, access, given, drafts.get(key)!))
  return outcomes
}

/** Files a prepared message as a client asked; the answer that the client could not know. */
export async function fileOne(
  tx: Tx,
  call: Call,
  access: Access,
  given: Values,
  message: Prepared | Refused,
): Promise<Outcome> {
  if (message instanceof Refused) return message
  try {
    const placed = await appendMessage(tx, call.house, access, message, readFiling(call, given))
    return {
      id: writeId(email.prefix, placed.emailId),
      blobId: writeBlobId(message.digest),
      threadId: writeId(thread.prefix, placed.threadId),
      size: message.size,
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return error.code === 'notFound' ? invalid('mailboxIds', 'the mailbox does not exist') : error
  }
}

function readFiling(call: Call, given: Values): Filing {
  const { mailboxIds, keywords, receivedAt } = email.properties
  const types = call.house.registry.descriptors
  const boxes = checkValue('mailboxIds', mailboxIds, types, given['mailboxIds']) as object
  const words = checkValue('keywords', keywords, types, given['keywords'] ?? {}) as object
  const at = checkValue(
    'receivedAt',
    receivedAt,
    types,
    given['receivedAt'] ?? stamp(call.house.now()),
  ) as string
  const mailboxes = Object.keys(boxes).map(id => readId(mailbox.prefix, id)!)
  // RFC 8621 §4.1.1
  if (mailboxes.length === 0) throw invalid('mailboxIds', 'an email is in one mailbox at least')
  return { mailboxes, keywords: Object.keys(words), receivedAt: new Date(at) }
}
