import type { AccountId } from '../../lib/id.ts'
import type { House } from '../house.ts'
import { enqueuePush } from './enqueue.ts'
import { listListeners, listSubscribed } from './subscription.ts'

/** Changes that come close together are pushed together. */
const GATHERED_MS = 1000

/** Has each change of states pushed to whoever subscribed; returns how to stop. */
export function followStates(house: House): () => void {
  let gathered: Moved = everything()
  let timer: NodeJS.Timeout | null = null
  const flush = async () => {
    timer = null
    const moved = gathered
    gathered = nothing()
    const listeners = await (moved.isAll
      ? listSubscribed(house.db)
      : listListeners(house.db, [...moved.accountIds], [...moved.types]))
    for (const whose of listeners) await enqueuePush(house.db, house.jobs, whose)
  }
  const plan = () => {
    timer ??= setTimeout(
      () => void flush().catch(error => house.log.warn('a push was not enqueued', { error })),
      GATHERED_MS,
    )
  }
  const stop = house.signals.subscribe(null, signal => {
    if (signal.kind === 'resync') gathered = everything()
    else if (signal.kind !== 'moved') return
    else {
      gathered.accountIds.add(signal.accountId as AccountId)
      for (const type of Object.keys(signal.states as object)) gathered.types.add(type)
    }
    plan()
  })
  plan()
  return () => {
    stop()
    if (timer) clearTimeout(timer)
  }
}

interface Moved {
  readonly accountIds: Set<AccountId>
  readonly types: Set<string>
  /** Nobody knows what: this process was not there, or could not hear. */
  readonly isAll: boolean
}

const nothing = (): Moved => ({ accountIds: new Set(), types: new Set(), isAll: false })
const everything = (): Moved => ({ ...nothing(), isAll: true })
