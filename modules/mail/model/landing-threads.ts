import type { AccountId, RecordId } from '../../../lib/id.ts'
import { type Count, type Difference, difference, isTold, NOTHING, plus, type Tally } from './counts.ts'
import { keyOf, type Landing, pairOf } from './landing.ts'
import type { ThreadKeys } from './threading.ts'

/** A thread that messages come into. */
export interface Thread {
  /** Its place among those of the account. */
  readonly at: number
  /** Null: it begins now. */
  readonly id: RecordId | null
  readonly before: Tally
  readonly after: Map<RecordId, Count>
}

/** A message id that was not known yet. */
interface FreshId {
  readonly message: string
  readonly subject: string
  readonly thread: Thread
}

/** The threads of one account that some messages join, one message after the other. */
export class Threads {
  readonly all: Thread[] = []
  readonly fresh: FreshId[] = []
  private readonly landing: Landing
  private readonly accountId: AccountId
  private readonly byKey = new Map<string, Thread>()
  private readonly byId = new Map<RecordId, Thread>()

  constructor(landing: Landing, accountId: AccountId) {
    this.landing = landing
    this.accountId = accountId
  }

  // RFC 8621 §3: the oldest thread with which it shares a message id and the base subject.
  join({ messages, subject }: ThreadKeys, targets: readonly RecordId[], added: Count): Thread {
    const keys = messages.map(message => ({ message, key: keyOf(this.accountId, subject, message) }))
    const thread = this.oldest(keys.map(({ key }) => key))
    for (const { key, message } of keys) {
      if (this.landing.threads.has(key) || this.byKey.has(key)) continue
      this.byKey.set(key, thread)
      this.fresh.push({ message, subject, thread })
    }
    for (const id of targets)
      thread.after.set(id, { ...plus(thread.after.get(id) ?? NOTHING, added), threads: 1 })
    return thread
  }

  private oldest(keys: readonly string[]): Thread {
    const joined = keys.flatMap(key => this.byKey.get(key) ?? [])
    const ids = keys.flatMap(key => this.landing.threads.get(key) ?? joined.flatMap(({ id }) => id ?? []))
    if (ids.length === 0) return joined.toSorted((a, b) => a.at - b.at)[0] ?? this.begin(null)
    const id = Math.min(...ids) as RecordId
    return this.byId.get(id) ?? this.begin(id)
  }

  private begin(id: RecordId | null): Thread {
    const before = (id !== null && this.landing.counts.get(pairOf(this.accountId, id))) || new Map()
    const thread = { at: this.all.length, id, before, after: new Map(before) }
    this.all.push(thread)
    if (id !== null) this.byId.set(id, thread)
    return thread
  }

  /** By how much the counts of the mailboxes move; those that JMAP tells first. */
  moved(trash: RecordId | null): Difference[] {
    const sum = new Map<RecordId, Count>()
    for (const { before, after } of this.all)
      for (const { id, ...count } of difference(settled(before, trash), settled(after, trash)))
        sum.set(id, plus(sum.get(id) ?? NOTHING, count))
    const moved = Array.from(sum, ([id, count]) => ({ ...count, id }))
    return moved.sort((a, b) => Number(isTold(b)) - Number(isTold(a)))
  }
}

/** RFC 8621 §2: unread anywhere makes the thread unread, but what is in the trash counts there alone. */
function settled(counts: Tally, trash: RecordId | null): Tally {
  const elsewhere = [...counts].some(([id, count]) => id !== trash && count.unread > 0)
  return new Map(
    Array.from(counts, ([id, count]) => {
      const isUnread = id === trash ? count.unread > 0 : elsewhere
      return [id, { ...count, unreadThreads: Number(isUnread) }]
    }),
  )
}
