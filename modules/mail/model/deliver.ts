import type { House } from '../../../core/house.ts'
import { Refused } from '../../../lib/errors.ts'
import type { AccountId } from '../../../lib/id.ts'
import type { Tx } from '../../../store/database.ts'
import { lockAccounts } from '../../../store/sequence.ts'
import { type Placed, type Placement, place } from './place.ts'
import { type Prepared, prepareMessage, type Source } from './prepare.ts'

export interface Recipient {
  readonly accountId: AccountId
  /** The inbox, when nothing else is said. */
  readonly mailboxes?: Placement['mailboxes']
  readonly keywords?: readonly string[]
}

/** What became of a message in each account: where it stands, or why it was refused. */
export type Deliveries = ReadonlyMap<AccountId, Placed | Refused>

/**
 * Delivers one message to accounts of the house, all in one transaction: when this returns, it is durable in each
 * that did not refuse it. The content is stored once.
 */
export async function deliver(
  house: House,
  source: Source,
  recipients: readonly Recipient[],
  receivedAt: Date = house.now(),
): Promise<Deliveries> {
  const message = await prepareMessage(house, source)
  return house.db.write(tx => deliverPrepared(tx, house, message, recipients, receivedAt))
}

/** The same, inside a transaction of the caller's. */
export async function deliverPrepared(
  tx: Tx,
  house: House,
  message: Prepared,
  recipients: readonly Recipient[],
  receivedAt: Date,
): Promise<Deliveries> {
  await lockAccounts(
    tx,
    recipients.map(recipient => recipient.accountId),
  )
  const deliveries = new Map<AccountId, Placed | Refused>()
  let holder: AccountId | null = null
  for (const { accountId, mailboxes = 'inbox', keywords = [] } of recipients) {
    const once = holder === null ? message : sharing(house, message, holder)
    const outcome = await placed(tx, house, accountId, once, { mailboxes, keywords, receivedAt })
    deliveries.set(accountId, outcome)
    if (outcome instanceof Refused) continue
    holder ??= accountId
    tx.announce({ kind: 'delivered', accountId, emailId: outcome.emailId, threadId: outcome.threadId })
  }
  return deliveries
}

/** The bytes are sent to the database for the first account only. */
const sharing = (house: House, message: Prepared, holder: AccountId): Prepared => ({
  ...message,
  hold: async (tx, accountId) => void (await house.blobs.copy(tx, holder, accountId, message.digest, 1)),
})

/** A refusal is found before anything is written, so it leaves no trace of that account. */
async function placed(
  tx: Tx,
  house: House,
  accountId: AccountId,
  message: Prepared,
  placement: Placement,
): Promise<Placed | Refused> {
  try {
    return await place(tx, house, accountId, message, placement)
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}
