import type { House } from '../../../../core/house.ts'
import type { AccountId } from '../../../../lib/id.ts'
import type { Tx } from '../../../../store/database.ts'
import { sql } from '../../../../store/sql.ts'

export const READ_JOB = 'mail.readAttachments'

/**
 * Has the attachments that wait in an account read. One account after the other, so that hard files hold up nothing else:
 * neither the mail that leaves nor the indexing of others.
 */
export const wakeReader = (tx: Tx, house: House, accountId: AccountId): Promise<void> =>
  house.jobs.enqueue(tx, READ_JOB, { accountId }, { key: `${READ_JOB}.${accountId}`, queue: READ_JOB })

/** Wakes the reading of every account in which something waits. */
export async function readAll(house: House): Promise<void> {
  const accounts = await house.db.rows<{ id: AccountId }>(sql`
    select distinct account_id as id from attachment_unread`)
  for (const { id } of accounts) await house.db.write(tx => wakeReader(tx, house, id))
}
