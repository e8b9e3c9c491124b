import type { AccountId } from '../../lib/id.ts'
import type { House } from '../house.ts'
import { PUSH_JOB } from './deliver.ts'
import { listListeners } from './subscription.ts'

/** Changes that come close together are pushed together. */
const GATHERED_MS = 1000

/** Has each change of states pushed to whoever subscribed; returns how to stop. */
export function followStates(house: House): () => void {
  let moved = new Set<AccountId>()
  let types = new Set<string>()
  let timer: NodeJS.Timeout | null = null
  const flush = async () => {
    timer = null
    const [accountIds, names] = [[...moved], [...types]]
    moved = new Set()
    types = new Set()
    const listeners = await listListeners(house.db, accountIds, names)
    for (const whose of listeners)
      await house.jobs.enqueue(house.db, PUSH_JOB, whose, {
        key: `${PUSH_JOB}:${whose.accountId}:${whose.id}`,
        maxAttempts: 8,
      })
  }
  const stop = house.signals.subscribe(null, signal => {
    if (signal.kind !== 'moved') return
    moved.add(signal.accountId as AccountId)
    for (const type of Object.keys(signal.states as object)) types.add(type)
    timer ??= setTimeout(
      () => void flush().catch(error => house.log.warn('a push was not enqueued', { error })),
      GATHERED_MS,
    )
  })
  return () => {
    stop()
    if (timer) clearTimeout(timer)
  }
}
