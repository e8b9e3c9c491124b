import type { House } from '../../../../core/house.ts'
import type { Call, ExportedFile } from '../../../../core/module.ts'
import type { AccountId, RecordId } from '../../../../lib/id.ts'
import type { Access } from '../../../../store/access.ts'
import { type Entry, writeMbox } from '../../../../wire/mbox/write.ts'
import { findMailbox } from '../../model/mailboxes.ts'
import { listMessages } from '../../model/messages.ts'
import { noteOpening } from '../../model/opened.ts'

/** Messages looked up at once. */
const BATCH = 500

/** All messages of a mailbox in one file, the oldest first; what comes meanwhile may be in it. */
export async function exportMailbox(
  { house, actor }: Call,
  access: Access,
  id: RecordId,
): Promise<ExportedFile | null> {
  const mailbox = await findMailbox(house.db, access, id)
  if (!mailbox) return null
  await noteOpening(house, actor, access.accountId)
  return {
    name: `${mailbox.name}.mbox`,
    type: 'application/mbox',
    body: writeMbox(entriesOf(house, access.accountId, id)),
  }
}

async function* entriesOf(house: House, accountId: AccountId, mailboxId: RecordId): AsyncGenerator<Entry> {
  for (let first = 1; ; ) {
    const ranges = [{ first, last: null }]
    const messages = await listMessages(house.db, accountId, mailboxId, { ranges, limit: BATCH })
    for (const { digest, receivedAt, keywords } of messages)
      yield { receivedAt, keywords, body: await house.blobs.open(digest) }
    const last = messages.at(-1)
    if (!last) return
    first = last.uid + 1
  }
}
