import { accountsOf } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { House } from '../../../core/house.ts'
import type { Signal } from '../../../core/signals.ts'
import { type AccountId, type Seq, writeAccountId } from '../../../lib/id.ts'
import type { Access } from '../../../store/access.ts'
import { writeState } from '../../../store/records/changes.ts'
import { readState } from '../../../store/sequence.ts'
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
    const changed = await describe(house, actor, access, states, types)
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

async function describe(
  house: House,
  actor: Actor,
  access: Access,
  states: Readonly<Record<string, Seq>>,
  types: ReadonlySet<string> | null,
): Promise<Record<string, string> | null> {
  const told = Object.entries(states).filter(
    ([type]) => (types === null || types.has(type)) && maySee(house, actor, type),
  )
  if (told.length === 0) return null
  const inDirectory = access.accountId === actor.organisationId
  const reader = inDirectory ? { ...access, owner: true } : access
  const epoch = reader.owner ? 0 : (await readState(house.db, access.accountId)).epoch
  return Object.fromEntries(told.map(([type, seq]) => [type, writeState(reader, { seq, epoch })]))
}

function maySee(house: House, actor: Actor, name: string): boolean {
  const type = house.registry.types.get(name)
  if (!type || (type.mayRead && !type.mayRead(actor))) return false
  const module = house.registry.moduleOf(type.descriptor.capability)
  return module === null || house.registry.isOn(actor.organisationId, module.name)
}

/** Every state that the actor sees now, for a listener that comes back. */
export async function currentStates(
  house: House,
  actor: Actor,
  types: ReadonlySet<string> | null,
): Promise<StateChange['changed']> {
  const changed: Record<string, Record<string, string>> = {}
  for (const { access } of await accountsOf(house.db, actor)) {
    const { states } = await readState(house.db, access.accountId)
    const told = await describe(house, actor, access, states, types)
    if (told) changed[writeAccountId(access.accountId)] = told
  }
  return changed
}
