import type { House } from '../../../core/house.ts'
import type { AccountId } from '../../../lib/id.ts'
import type { Tx } from '../../../store/database.ts'
import { type Leaving, queueOutgoing } from '../model/outgoing.ts'
import type { Prepared } from '../model/prepare.ts'

export const RELAY_JOB = 'mail.relay'

/** Puts a message on the queue in the name of an account, which holds its bytes as long as a recipient waits. */
export async function leave(
  tx: Tx,
  house: House,
  accountId: AccountId,
  message: Prepared,
  leaving: Omit<Leaving, 'digest'>,
): Promise<void> {
  const { digest } = message
  await message.hold(tx, accountId)
  await queueOutgoing(tx, house, accountId, { ...leaving, digest })
  house.blobs.release(tx, accountId, [digest])
  await wakeRelay(tx, house, leaving.at)
}

/** Has the queue looked at then. */
export const wakeRelay = (tx: Tx, house: House, at: Date): Promise<void> =>
  house.jobs.enqueue(tx, RELAY_JOB, {}, { at, key: `${RELAY_JOB}.${at <= house.now() ? 'now' : 'later'}` })
