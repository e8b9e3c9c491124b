import type { House } from '../../../core/house.ts'
import { Refused } from '../../../lib/errors.ts'
import type { AccountId } from '../../../lib/id.ts'
import type { Tx } from '../../../store/database.ts'
import { place } from './place.ts'
import type { Prepared } from './prepare.ts'

/** Keeps what left in the name of an account, whose lock the caller holds, among what it sent; not where it is full. */
export async function keepSent(tx: Tx, house: House, accountId: AccountId, message: Prepared): Promise<void> {
  try {
    await place(tx, house, accountId, message, {
      mailboxes: 'sent',
      keywords: ['$seen'],
      receivedAt: house.now(),
    })
  } catch (error) {
    if (!(error instanceof Refused && error.code === 'overQuota')) throw error
  }
}
