import type { House } from '../../../core/house.ts'
import type { AccountId, RecordId } from '../../../lib/id.ts'
import type { Tx } from '../../../store/database.ts'
import { touchRecords } from '../../../store/records/write.ts'
import { lockAccounts } from '../../../store/sequence.ts'
import { sql } from '../../../store/sql.ts'
import { type DeliveryStatus, emailSubmission } from '../types.ts'
import { type Outgoing, removeOutgoing } from './outgoing.ts'

export type Outcome = Pick<DeliveryStatus, 'smtpReply' | 'delivered'>

/**
 * A recipient is settled: relayed, or refused for good. The queue forgets it and the submission, where there is one,
 * tells it. RFC 8621 §7
 */
export async function settleOutgoing(
  tx: Tx,
  house: House,
  outgoing: Outgoing,
  outcome: Outcome,
): Promise<void> {
  const { accountId, id, submissionId, rcpt } = outgoing
  await lockAccounts(tx, [accountId])
  const stood = await removeOutgoing(tx, house, accountId, [id])
  if (stood > 0 && submissionId !== null) await tellDelivery(tx, accountId, submissionId, rcpt, outcome)
}

/** Writes what became of one recipient into its submission. */
export async function tellDelivery(
  tx: Tx,
  accountId: AccountId,
  submissionId: RecordId,
  rcpt: string,
  outcome: Outcome,
): Promise<void> {
  const status: DeliveryStatus = { ...outcome, displayed: 'unknown' }
  const touched = await tx.run(sql`
    update email_submission set undo_status = case when undo_status = 'pending' then 'final' else undo_status end,
      delivery_status = coalesce(delivery_status, '{}') || jsonb_build_object(${rcpt}::text, ${JSON.stringify(status)}::jsonb)
    where account_id = ${accountId} and id = ${submissionId}`)
  if (touched > 0) await touchRecords(tx, accountId, emailSubmission, [submissionId])
}
