import type { House } from '../../../core/house.ts'
import type { AccountId } from '../../../lib/id.ts'
import type { Tx } from '../../../store/database.ts'

export const INDEX_JOB = 'mail.index'
/** A burst of deliveries is indexed at once. */
const DELAY_MS = 500

/** Has a job index what waits in the account. The rows stay until it did. */
export const wakeIndexer = (tx: Tx, house: House, accountId: AccountId): Promise<void> =>
  house.jobs.enqueue(
    tx,
    INDEX_JOB,
    { accountId },
    {
      at: new Date(house.now().getTime() + DELAY_MS),
      key: `${INDEX_JOB}.${accountId}`,
    },
  )
