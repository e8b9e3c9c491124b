import type { House } from '../../../core/house.ts'
import { Refused } from '../../../lib/errors.ts'
import type { AccountId, RecordId, Seq } from '../../../lib/id.ts'
import type { Tx } from '../../../store/database.ts'
import { reserve } from '../../../store/sequence.ts'
import { EMAIL_ARRIVAL, EMAIL_DELIVERY, type Role } from '../types.ts'
import { type Count, isTold, NOTHING } from './counts.ts'
import { isUnread } from './keyword.ts'
import { type Landing, lookUp, type Receiver } from './landing.ts'
import { type LandingRows, writeRows } from './landing-rows.ts'
import { type Thread, Threads } from './landing-threads.ts'
import type { Prepared } from './prepare.ts'
import { wakeIndexer } from './unindexed.ts'

/** Where and how a message is put into an account. */
export interface Placement {
  /** Mailboxes by number, or the one that has a role. */
  readonly mailboxes: readonly RecordId[] | Role
  readonly keywords: readonly string[]
  readonly receivedAt: Date
  /** It was the account's already: what is put back is no more than there was. */
  readonly mayOverfill?: boolean
}

/** One message for one account. */
export interface Item {
  readonly accountId: AccountId
  readonly message: Prepared
  readonly placement: Placement
}

export interface Placed {
  readonly emailId: RecordId
  readonly threadId: RecordId
  readonly seq: Seq
  readonly uids: ReadonlyMap<RecordId, number>
  /** Something of the account is put off, and may be brought back by it. */
  readonly snoozes: boolean
}

/** Writes a prepared message into an account, whose lock the caller holds. */
export async function place(
  tx: Tx,
  house: House,
  accountId: AccountId,
  message: Prepared,
  placement: Placement,
): Promise<Placed> {
  const [outcome] = await placeAll(tx, house, [{ accountId, message, placement }])
  if (outcome instanceof Refused) throw outcome
  return outcome!
}

/**
 * Writes prepared messages into accounts, whose locks the caller holds: the hot path of every delivery, in as many
 * statements for a hundred messages as for one. Under the locks all that the accounts will hold can be decided here,
 * in the order of the items, and is written at once. What is refused leaves no trace.
 */
export async function placeAll(tx: Tx, house: House, items: readonly Item[]): Promise<(Placed | Refused)[]> {
  const landing = await lookUp(tx, items)
  const outcomes = new Map<Item, Placed | Refused>()
  const rows: LandingRows = { accounts: [], mailboxes: [], emails: [], memberships: [], threads: [], ids: [] }
  for (const [accountId, own] of Map.groupBy(items, item => item.accountId))
    land(tx, landing, accountId, own, outcomes, rows)
  const accepted = items.filter(item => !(outcomes.get(item) instanceof Refused))
  if (accepted.length > 0) {
    await hold(tx, house, accepted)
    writeRows(tx, rows)
    await Promise.all(wake(tx, house, landing, accepted))
  }
  return items.map(item => outcomes.get(item)!)
}

/** The bytes from outside in one statement; what some account holds already is copied one by one. */
async function hold(tx: Tx, { blobs }: House, items: readonly Item[]): Promise<void> {
  const fresh = items.flatMap(({ accountId, message: { spooled } }) =>
    spooled ? [{ accountId, spooled }] : [],
  )
  blobs.holdAll(tx, fresh)
  for (const { accountId, message } of items) if (!message.spooled) await message.hold(tx, accountId)
}

const wake = (tx: Tx, house: House, { receivers }: Landing, items: readonly Item[]): Promise<void>[] =>
  [...new Set(items.map(item => item.accountId))]
    .filter(accountId => !receivers.get(accountId)!.waiting)
    .map(accountId => wakeIndexer(tx, house, accountId))

interface Entry {
  readonly item: Item
  readonly targets: readonly RecordId[]
}

/** Decides what one account takes, and writes it into the rows. */
function land(
  tx: Tx,
  landing: Landing,
  accountId: AccountId,
  items: readonly Item[],
  outcomes: Map<Item, Placed | Refused>,
  rows: LandingRows,
): void {
  const receiver = landing.receivers.get(accountId)
  const entries = admit(receiver, items, outcomes)
  if (!receiver || entries.length === 0) return
  const threads = new Threads(landing, accountId)
  const joined = entries.map(({ item, targets }) => threads.join(item.message.thread, targets, countOf(item)))
  const moved = threads.moved(receiver.roles.get('trash') ?? null)
  const inbox = receiver.roles.get('inbox')
  const isNews = entries.some(({ item, targets }) => targets.some(id => id === inbox) && countOf(item).unread)
  const { first, taken, states } = reserve(tx, accountId, receiver.seq, {
    Email: entries.length,
    [EMAIL_DELIVERY]: 1,
    [EMAIL_ARRIVAL]: Number(isNews),
    Thread: threads.all.length,
    Mailbox: moved.filter(isTold).length,
  })
  const idOf = ({ id, at }: Thread) => id ?? ((first.Thread + at) as number as RecordId)
  const uidNext = new Map(receiver.uidNext)
  for (const [at, { item, targets }] of entries.entries()) {
    const email = (first.Email + at) as number as RecordId
    const thread = idOf(joined[at]!)
    const uids = new Map(targets.map(id => [id, takeUid(uidNext, id)]))
    const instant = secondsOf(item.placement.receivedAt)
    rows.emails.push({ ...emailRow(item, instant), account: accountId, id: email, thread })
    for (const [mailbox, uid] of uids)
      rows.memberships.push({ account: accountId, mailbox, uid, email, thread, at: instant })
    outcomes.set(item, {
      emailId: email,
      threadId: thread,
      seq: email as number as Seq,
      uids,
      snoozes: receiver.snoozes,
    })
  }
  const used = entries.reduce((sum, { item }) => sum + item.message.size, 0)
  rows.accounts.push({ account: accountId, taken, used, states })
  for (const [at, count] of moved.entries()) {
    const own = entries.flatMap((entry, n) =>
      entry.targets.includes(count.id) ? [{ ...entry.item, n }] : [],
    )
    rows.mailboxes.push({
      ...count,
      account: accountId,
      seq: isTold(count) ? ((first.Mailbox + at) as Seq) : null,
      placed: own.length,
      highest: (own.length > 0 ? first.Email + own.at(-1)!.n : 0) as Seq,
      words: [...new Set(own.flatMap(({ placement }) => placement.keywords))],
    })
  }
  for (const thread of threads.all)
    rows.threads.push({ account: accountId, id: idOf(thread), seq: (first.Thread + thread.at) as Seq })
  for (const { message, subject, thread } of threads.fresh)
    rows.ids.push({ account: accountId, message, subject, thread: idOf(thread) })
}

/** Refuses what has no place or no room; what fits takes its room from what comes after it. */
function admit(
  receiver: Receiver | undefined,
  items: readonly Item[],
  outcomes: Map<Item, Placed | Refused>,
): Entry[] {
  let used = receiver?.used ?? 0
  return items.flatMap(item => {
    const targets = targetsOf(receiver, item, used)
    if (targets instanceof Refused) {
      outcomes.set(item, targets)
      return []
    }
    used += item.message.size
    return [{ item, targets }]
  })
}

function targetsOf(
  receiver: Receiver | undefined,
  { message, placement: { mailboxes, mayOverfill = false } }: Item,
  used: number,
): readonly RecordId[] | Refused {
  if (!receiver) return new Refused('accountNotFound', 'the account does not exist')
  const { uidNext, roles, quota } = receiver
  const targets = typeof mailboxes === 'string' ? [roles.get(mailboxes)!] : [...new Set(mailboxes)]
  if (targets.some(id => !uidNext.has(id)))
    return new Refused('notFound', 'the mailbox does not exist', { properties: ['mailboxIds'] })
  if (quota !== null && used + message.size > quota && !mayOverfill)
    return new Refused('overQuota', 'the mailbox is full')
  return targets
}

/** What an email adds to a mailbox that it comes into, but for its thread. */
const countOf = ({ message: { size }, placement: { keywords } }: Item): Count => ({
  ...NOTHING,
  emails: 1,
  unread: Number(isUnread(keywords)),
  unseen: Number(!keywords.includes('$seen')),
  deleted: Number(keywords.includes('$deleted')),
  size,
})

function takeUid(uidNext: Map<RecordId, number>, mailbox: RecordId): number {
  const uid = uidNext.get(mailbox)!
  uidNext.set(mailbox, uid + 1)
  return uid
}

const emailRow = ({ message, placement }: Item, at: number) => ({
  digest: message.digest,
  size: message.size,
  at,
  keywords: placement.keywords,
  attachment: message.projection.hasAttachment,
  content: message.content,
})

/** Instants in rows hold whole seconds. */
const secondsOf = (instant: Date): number => Math.floor(instant.getTime() / 1000)
export const wholeSecond = (instant: Date): Date => new Date(secondsOf(instant) * 1000)
