import type { House } from '../../../core/house.ts'
import type { RecordId } from '../../../lib/id.ts'
import type { Access } from '../../../store/access.ts'
import type { Tx } from '../../../store/database.ts'
import { lockAccounts } from '../../../store/sequence.ts'
import { readKeywords } from './keyword.ts'
import { type Placed, place } from './place.ts'
import type { Prepared } from './prepare.ts'
import { requireMailboxes } from './rights.ts'

export interface Filing {
  readonly mailboxes: readonly RecordId[]
  readonly keywords: readonly string[]
  readonly receivedAt: Date
}

/** Files a prepared message where someone says: IMAP's APPEND, JMAP's import, a draft. */
export async function appendMessage(
  tx: Tx,
  house: House,
  access: Access,
  message: Prepared,
  filing: Filing,
): Promise<Placed> {
  const placement = { ...filing, keywords: readKeywords(filing.keywords) }
  const { accountId } = access
  // To an owner all that is there is open, and what is not there, `place` tells.
  if (!access.owner || access.readOnly) {
    await lockAccounts(tx, [accountId])
    await requireMailboxes(tx, access, filing.mailboxes, 'mayAddItems')
  }
  // Sent together, obeyed in this order: what is read of the account is read under its lock.
  const [, placed] = await Promise.all([
    lockAccounts(tx, [accountId]),
    place(tx, house, accountId, message, placement),
  ])
  return placed
}
