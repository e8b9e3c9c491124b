import type { House } from '../../../core/house.ts'
import type { AccountId, Digest, RecordId } from '../../../lib/id.ts'
import type { Tx } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'
import { furnishRole } from './furnish.ts'
import { setKeywords } from './keywords.ts'
import { findRole } from './mailboxes.ts'
import { setMailboxes } from './membership.ts'
import { place } from './place.ts'
import { type Prepared, prepareBlob } from './prepare.ts'
import { asOwner } from './rights.ts'

/** The bytes of what does not leave; null when they are gone or cannot be read. */
export const prepareUnsent = (house: House, accountId: AccountId, digest: Digest): Promise<Prepared | null> =>
  prepareBlob(house, accountId, digest).catch(error => {
    house.log.error('a message that does not leave cannot be read', { accountId, error })
    return null
  })

/**
 * A letter that does not leave is a draft again: out of wherever it was filed, or put back when it was destroyed as it was
 * submitted. The caller holds the lock.
 */
export async function putBack(
  tx: Tx,
  house: House,
  accountId: AccountId,
  emailId: RecordId | null,
  message: Prepared | null,
): Promise<void> {
  const owner = asOwner(accountId)
  const drafts = (await findRole(tx, owner, 'drafts')) ?? (await furnishRole(tx, accountId, 'drafts'))
  const stands = emailId === null ? [] : await listPlaces(tx, accountId, emailId)
  if (stands.length > 0) {
    const remove = stands.filter(id => id !== drafts)
    await setMailboxes(tx, house, owner, [emailId!], { add: [drafts], remove })
    await setKeywords(tx, owner, [emailId!], { add: ['$draft'], remove: [] })
  } else if (message) {
    const keywords = ['$draft', '$seen']
    const placement = { mailboxes: [drafts], keywords, receivedAt: house.now(), mayOverfill: true }
    await place(tx, house, accountId, message, placement)
  }
}

async function listPlaces(tx: Tx, accountId: AccountId, emailId: RecordId): Promise<RecordId[]> {
  const rows = await tx.rows<{ id: RecordId }>(sql`
    select mailbox_id as id from mailbox_email where account_id = ${accountId} and email_id = ${emailId}`)
  return rows.map(row => row.id)
}
