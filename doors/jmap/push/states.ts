import { accountsOf } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { House } from '../../../core/house.ts'
import type { Signal } from '../../../core/signals.ts'
import { tellableStates } from '../../../core/states.ts'
import { type AccountId, type Seq, writeAccountId } from '../../../lib/id.ts'
import type { Access } from '../../../store/access.ts'
import type { StateChange } from '../../../wire/jmap/push.ts'

export interface Watch {
  stop(): void
}

/**
 * Tells the states of what an actor sees, each time they move (RFC 8620 §7.1). `types` null: every type.
 * The accounts are looked up anew when something is shared or no longer is.
 */
export async function watchStates(
  house: House,
  actor: Actor,
  types: ReadonlySet<string> | null,
  tell: (change: StateChange) => void,
): Promise<Watch> {
  let watched = new Map<AccountId, () => void>()
  const refresh = async () => {
    const accounts = await accountsOf(house.db, actor)
    const next = new Map<AccountId, () => void>()
    for (const { access } of accounts)
      next.set(access.accountId, watched.get(access.accountId) ?? watch(access))
    for (const [id, stop] of watched) if (!next.has(id)) stop()
    watched = next
  }
  const watch = (access: Access) =>
    house.signals.subscribe(access.accountId, signal => {
      if (signal.kind === 'moved')
        void say(access, signal.states as Readonly<Record<string, Seq>>).catch(quiet)
    })
  const say = async (access: Access, states: Readonly<Record<string, Seq>>) => {
    const changed = await tellableStates(house, actor, access, states, types)
    if (changed) tell({ '@type': 'StateChange', changed: { [writeAccountId(access.accountId)]: changed } })
  }
  const quiet = (error: unknown) => house.log.warn('a push was not told', { error })
  const stopShares = house.signals.subscribe(null, (signal: Signal) => {
    if (signal.kind === 'shared' || signal.kind === 'resync') void refresh().catch(quiet)
  })
  await refresh()
  return {
    stop() {
      stopShares()
      for (const stop of watched.values()) stop()
    },
  }
}
