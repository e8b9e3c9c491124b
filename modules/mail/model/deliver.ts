import type { House } from '../../../core/house.ts'
import { Refused } from '../../../lib/errors.ts'
import type { AccountId } from '../../../lib/id.ts'
import type { Tx } from '../../../store/database.ts'
import { lockAccounts } from '../../../store/sequence.ts'
import { type Item, type Placed, type Placement, placeAll } from './place.ts'
import { type Prepared, prepareMessage, type Source } from './prepare.ts'
import { wakeAnswered } from './wake.ts'

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
  const [deliveries] = await deliverAll(tx, house, [{ message, recipients, receivedAt }])
  return deliveries!
}

/** A message and who is to have it. */
export interface Letter {
  readonly message: Prepared
  readonly recipients: readonly Recipient[]
  readonly receivedAt: Date
}

/** Many messages at once, in their order; what became of each is told apart. */
export async function deliverAll(tx: Tx, house: House, letters: readonly Letter[]): Promise<Deliveries[]> {
  const items = letters.flatMap(({ message, recipients, receivedAt }) =>
    recipients.map(({ accountId, mailboxes = 'inbox', keywords = [] }) => ({
      accountId,
      message,
      placement: { mailboxes, keywords, receivedAt },
    })),
  )
  const accounts = [...new Set(items.map(item => item.accountId))]
  // Sent together, obeyed in this order: what is read of the accounts is read under their locks.
  const [, placed] = await Promise.all([lockAccounts(tx, accounts), placeAll(tx, house, items)])
  await wakeThreads(tx, house, items, placed)
  const outcomes = placed.values()
  return letters.map(({ recipients }) => {
    const deliveries = recipients.map(({ accountId }) => [accountId, outcomes.next().value!] as const)
    for (const [accountId, outcome] of deliveries) announce(tx, accountId, outcome)
    return new Map(deliveries)
  })
}

/** Where something is put off, which is told by what was read for the delivery, an answer to it brings it back. */
async function wakeThreads(
  tx: Tx,
  house: House,
  items: readonly Item[],
  placed: readonly (Placed | Refused)[],
): Promise<void> {
  const arrived = items.flatMap(({ accountId }, at) => {
    const one = placed[at]!
    return one instanceof Refused || !one.snoozes ? [] : [{ accountId, emailId: one.emailId }]
  })
  for (const [accountId, own] of Map.groupBy(arrived, one => one.accountId))
    await wakeAnswered(
      tx,
      house,
      accountId,
      own.map(one => one.emailId),
    )
}

function announce(tx: Tx, accountId: AccountId, outcome: Placed | Refused): void {
  if (outcome instanceof Refused) return
  const { emailId, threadId } = outcome
  tx.announce({ kind: 'delivered', accountId, emailId, threadId })
}
