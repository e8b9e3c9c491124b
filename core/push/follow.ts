import type { AccountId } from '../../lib/id.ts'
import type { House } from '../house.ts'
import type { Signal } from '../signals.ts'
import { enqueuePush } from './enqueue.ts'
import { listListeners, listSubscribed } from './subscription.ts'

/** Changes that come close together are pushed together. */
const GATHERED_MS = 1000
/** While the database does not answer, what is gathered waits, and is tried again less and less often. */
const MOST_PAUSE_MS = 60_000
/** More accounts or types than these are kept as everything. */
const MOST_GATHERED = 10_000

/** Has each change of states pushed to whoever subscribed; returns how to stop. */
export function followStates(house: House): () => void {
  let gathered: Moved = everything()
  let timer: NodeJS.Timeout | null = null
  let pause = GATHERED_MS
  const flush = async () => {
    timer = null
    const moved = gathered
    gathered = nothing()
    try {
      await enqueueAll(house, moved)
      pause = GATHERED_MS
    } catch (error) {
      gathered = together(moved, gathered)
      pause = Math.min(pause * 2, MOST_PAUSE_MS)
      house.log.warn('a push was not enqueued: it is tried again', { error, ms: pause })
      plan()
    }
  }
  const plan = () => {
    timer ??= setTimeout(() => void flush(), pause)
  }
  const stop = house.signals.subscribe(null, signal => {
    if (signal.kind === 'resync') gathered = everything()
    else if (signal.kind !== 'moved') return
    else gathered = together(gathered, movedBy(signal))
    plan()
  })
  plan()
  return () => {
    stop()
    if (timer) clearTimeout(timer)
  }
}

async function enqueueAll({ db, jobs }: House, { isAll, accountIds, types }: Moved): Promise<void> {
  const listeners = await (isAll ? listSubscribed(db) : listListeners(db, [...accountIds], [...types]))
  for (const whose of listeners) await enqueuePush(db, jobs, whose)
}

interface Moved {
  readonly accountIds: Set<AccountId>
  readonly types: Set<string>
  /** Nobody knows what: this process was not there, or could not hear. */
  readonly isAll: boolean
}

const movedBy = ({ accountId, states }: Signal): Moved => ({
  accountIds: new Set([accountId as AccountId]),
  types: new Set(Object.keys(states as object)),
  isAll: false,
})

/** Into the first of them, which nobody else has. */
function together(one: Moved, other: Moved): Moved {
  if (one.isAll || other.isAll) return everything()
  for (const accountId of other.accountIds) one.accountIds.add(accountId)
  for (const type of other.types) one.types.add(type)
  return Math.max(one.accountIds.size, one.types.size) > MOST_GATHERED ? everything() : one
}

const nothing = (): Moved => ({ accountIds: new Set(), types: new Set(), isAll: false })
const everything = (): Moved => ({ ...nothing(), isAll: true })
