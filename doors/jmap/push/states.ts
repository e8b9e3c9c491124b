import { accountsOf } from '../../../core/access.ts'
import type { House } from '../../../core/house.ts'
import type { Signal } from '../../../core/signals.ts'
import { currentStates, tellableStates, withDirectory } from '../../../core/states.ts'
import { type AccountId, type Seq, writeAccountId } from '../../../lib/id.ts'
import type { Access } from '../../../store/access.ts'
import type { StateChange } from '../../../wire/jmap/push.ts'
import type { Visitor } from '../../http/visitor.ts'

export interface Watch {
  stop(): void
}

interface Watched {
  readonly access: Access
  readonly stop: () => void
}

/**
 * Tells the states of what an actor sees, each time they move (RFC 8620 §7.1). `types` null: every type.
 * The accounts are looked up anew when something is shared or no longer is, and those that came or went are told of:
 * whoever asks about them then learns of the new session.
 */
export async function watchStates(
  house: House,
  visitor: Visitor,
  types: ReadonlySet<string> | null,
  tell: (change: StateChange) => void,
): Promise<Watch> {
  let watched: ReadonlyMap<AccountId, Watched> = new Map()
  let refreshing: Promise<void> = Promise.resolve()
  let isOver = false

  const watch = (access: Access): Watched => ({
    access,
    stop: house.signals.subscribe(access.accountId, signal => {
      if (signal.kind === 'moved')
        void say(access.accountId, signal.states as Readonly<Record<string, Seq>>).catch(quiet)
    }),
  })
  const say = async (accountId: AccountId, states: Readonly<Record<string, Seq>>) => {
    const { access } = watched.get(accountId) ?? {}
    if (!access) return
    const told = await tellableStates(house, visitor.actor, access, states, types)
    if (told) change(withDirectory(house, visitor.actor, accountId, told))
  }
  const change = (changed: StateChange['changed']) => {
    if (!isOver) tell({ '@type': 'StateChange', changed })
  }
  const refresh = async () => {
    await visitor.settled()
    const before = watched
    const accounts = await accountsOf(house.db, visitor.actor)
    if (isOver) return
    watched = new Map(
      accounts.map(({ access }) => {
        const known = before.get(access.accountId)
        return [access.accountId, known ? { ...known, access } : watch(access)]
      }),
    )
    for (const [id, { stop }] of before) if (!watched.has(id)) stop()
    if (before.size > 0) await sayMoved(before)
  }
  const sayMoved = async (before: ReadonlyMap<AccountId, Watched>) => {
    const news = [...watched.values()].filter(({ access }) =>
      differs(before.get(access.accountId)?.access, access),
    )
    const ids = new Set(news.map(({ access }) => access.accountId))
    if (ids.size > 0) change(await currentStates(house, visitor.actor, types, ids))
    const lost = [...before.keys()].filter(id => !watched.has(id))
    if (lost.length > 0)
      change(Object.fromEntries(lost.map(id => [writeAccountId(id), outOfReach(house, types)])))
  }
  const quiet = (error: unknown) => house.log.warn('a push was not told', { error })
  const stopShares = house.signals.subscribe(null, (signal: Signal) => {
    if (signal.kind === 'shared' || signal.kind === 'resync')
      refreshing = refreshing.then(refresh).catch(quiet)
  })
  const stop = () => {
    isOver = true
    stopShares()
    for (const { stop } of watched.values()) stop()
  }
  try {
    await refresh()
  } catch (error) {
    stop()
    throw error
  }
  return { stop }
}

/** Whether the reader stands otherwise to the account than before, so that states are written otherwise. */
const differs = (before: Access | undefined, now: Access): boolean =>
  before === undefined || before.owner !== now.owner || (before.delegated ?? 0) !== (now.delegated ?? 0)

/** States that no account has: whoever asks what changed since is told that there is no such account. */
function outOfReach({ registry }: House, types: ReadonlySet<string> | null): Record<string, string> {
  const names = [...registry.types.values()].flatMap(({ home, descriptor: { name } }) =>
    home === 'personal' && (types === null || types.has(name)) ? [name] : [],
  )
  return Object.fromEntries(names.map(name => [name, 'none']))
}
