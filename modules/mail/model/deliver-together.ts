import type { House } from '../../../core/house.ts'
import type { AccountId } from '../../../lib/id.ts'
import type { Database, Tx } from '../../../store/database.ts'
import { raw } from '../../../store/sql.ts'
import { type Assessed, writeAssessments } from './assessment.ts'
import { type Deliveries, deliverAll, type Letter } from './deliver.ts'

/** What is done in the same transaction once a message is filed; throwing takes the message back. */
export interface After<T> {
  /** What was found out about the emails; written in one statement for all messages. */
  assessed?(deliveries: Deliveries): readonly Assessed[]
  /** Whatever else; one message after the other. */
  settle(tx: Tx, deliveries: Deliveries): Promise<T>
}

/**
 * Delivers as `deliver` does, but in one transaction with other messages that come at the same moment: whoever waits
 * for an account waits for one commit with all the others. Each is durable when this returns, and each has its own
 * answer: if anything fails, all of them are taken back and each tries alone.
 *
 *   arrivals ──▶ waiting ──those whose accounts nobody writes──▶ one transaction ──▶ answers, and the next
 */
export function deliverTogether<T>(house: House, letter: Letter, after: After<T>): Promise<T> {
  const lane = lanes.get(house.db) ?? new Lane()
  lanes.set(house.db, lane)
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const accounts = letter.recipients.map(recipient => recipient.accountId)
  const settle = async (tx: Tx, deliveries: Deliveries) => {
    const result = await after.settle(tx, deliveries)
    return () => resolve(result)
  }
  lane.put({ house, letter, accounts, after: { ...after, settle }, reject })
  return promise
}

const lanes = new WeakMap<Database, Lane>()

interface Waiting {
  readonly house: House
  readonly letter: Letter
  readonly accounts: readonly AccountId[]
  /** What tells whoever waits, once the transaction is durable. */
  readonly after: After<() => void>
  readonly reject: (error: unknown) => void
}

/** Transactions at once: while one commits, the next is written. */
const MAX_RUNNING = 3
const MAX_MESSAGES = 50
const MAX_BYTES = 4 * 1024 * 1024
/** Somebody writes in one of many accounts for longer: the others do not wait for that. */
const PATIENCE = raw(`set local lock_timeout = '300ms'`)

class Lane {
  private waiting: Waiting[] = []
  private readonly busy = new Set<AccountId>()
  private running = 0

  put(one: Waiting): void {
    this.waiting.push(one)
    this.start()
  }

  private start(): void {
    while (this.running < MAX_RUNNING) {
      const batch = this.gather()
      if (batch.length === 0) return
      this.running++
      void deliverBatch(batch).finally(() => {
        this.running--
        for (const { accounts } of batch) for (const id of accounts) this.busy.delete(id)
        this.start()
      })
    }
  }

  /** Messages in their order, but none before another that waits for one of its accounts. */
  private gather(): Waiting[] {
    const batch: Waiting[] = []
    const left: Waiting[] = []
    const blocked = new Set(this.busy)
    let bytes = 0
    for (const one of this.waiting) {
      bytes += one.letter.message.size
      const fits = batch.length === 0 || (batch.length < MAX_MESSAGES && bytes <= MAX_BYTES)
      if (fits && !one.accounts.some(id => blocked.has(id))) batch.push(one)
      else {
        left.push(one)
        for (const id of one.accounts) blocked.add(id)
      }
    }
    for (const { accounts } of batch) for (const id of accounts) this.busy.add(id)
    this.waiting = left
    return batch
  }
}

async function deliverBatch(batch: readonly Waiting[]): Promise<void> {
  if (batch.length === 1) return deliverAlone(batch[0]!)
  try {
    const tell = await batch[0]!.house.db.write(tx => writeBatch(tx, batch))
    for (const answer of tell) answer()
  } catch {
    await Promise.all(batch.map(deliverAlone))
  }
}

async function deliverAlone(one: Waiting): Promise<void> {
  try {
    const [answer] = await one.house.db.write(tx => writeBatch(tx, [one]))
    answer!()
  } catch (error) {
    one.reject(error)
  }
}

async function writeBatch(tx: Tx, batch: readonly Waiting[]): Promise<(() => void)[]> {
  const accounts = new Set(batch.flatMap(one => one.accounts))
  const letters = batch.map(one => one.letter)
  const patience = batch.length > 1 && accounts.size > 1 ? tx.run(PATIENCE) : null
  const [deliveries] = await Promise.all([deliverAll(tx, batch[0]!.house, letters), patience])
  writeAssessments(
    tx,
    batch.flatMap(({ after }, at) => after.assessed?.(deliveries[at]!) ?? []),
  )
  const answers: (() => void)[] = []
  for (const [at, { after }] of batch.entries()) answers.push(await after.settle(tx, deliveries[at]!))
  return answers
}
