import { type AccountId, type Seq, writeAccountId } from '../lib/id.ts'
import type { Access } from '../store/access.ts'
import { writeState } from '../store/records/changes.ts'
import { type AccountState, readState } from '../store/sequence.ts'
import { accountsOf } from './access.ts'
import type { Actor } from './actor.ts'
import type { House } from './house.ts'

/** State strings by type, by account: what RFC 8620 §7.1 calls `changed`. */
export type States = Readonly<Record<string, Readonly<Record<string, string>>>>

/** The states that an actor may hear of, of one account; null when there are none. */
export async function tellableStates(
  house: House,
  actor: Actor,
  access: Access,
  states: Readonly<Record<string, Seq>>,
  types: ReadonlySet<string> | null,
): Promise<Record<string, string> | null> {
  const reader = readerOf(actor, access)
  const epoch = reader.owner ? 0 : (await readState(house.db, access.accountId)).epoch
  return tellable(house, actor, access, { states, epoch }, types)
}

function tellable(
  house: House,
  actor: Actor,
  access: Access,
  { states, epoch }: Pick<AccountState, 'states' | 'epoch'>,
  types: ReadonlySet<string> | null,
): Record<string, string> | null {
  const told = Object.entries(states).filter(
    ([type]) => (types === null || types.has(type)) && maySee(house, actor, access, type),
  )
  if (told.length === 0) return null
  const reader = readerOf(actor, access)
  return Object.fromEntries(told.map(([type, seq]) => [type, writeState(reader, { seq, epoch })]))
}

/** In the directory everybody stands where an owner does. */
const readerOf = (actor: Actor, access: Access): Access =>
  access.accountId === actor.organisationId ? { ...access, owner: true } : access

function maySee({ registry }: House, actor: Actor, access: Access, name: string): boolean {
  const type = registry.types.get(name)
  if (type?.mayRead && !type.mayRead(actor)) return false
  const pushed = registry.pushTypes.get(name)
  if (pushed?.isOwners && !access.owner) return false
  const capability = type?.descriptor.capability ?? pushed?.capability
  if (capability === undefined) return false
  const module = registry.moduleOf(capability)
  return module === null || registry.isOn(actor.organisationId, module.name)
}

/** The same states with those that the directory shows of the actor's own account. RFC 9670 §3 */
export function withDirectory(
  house: House,
  actor: Actor,
  accountId: AccountId,
  told: Readonly<Record<string, string>>,
): States {
  const shown = Object.entries(told).filter(([type]) => house.registry.types.get(type)?.isShownInDirectory)
  const own = { [writeAccountId(accountId)]: told }
  if (accountId !== actor.accountId || shown.length === 0) return own
  return { ...own, [writeAccountId(actor.organisationId)]: Object.fromEntries(shown) }
}

/** Every state that the actor sees now. */
export async function currentStates(
  house: House,
  actor: Actor,
  types: ReadonlySet<string> | null,
  accounts: ReadonlySet<AccountId> | null = null,
): Promise<States> {
  const changed: Record<string, Record<string, string>> = {}
  for (const { access, state } of await accountsOf(house.db, actor)) {
    if (accounts && !accounts.has(access.accountId)) continue
    const told = tellable(house, actor, access, state, types)
    if (!told) continue
    for (const [id, states] of Object.entries(withDirectory(house, actor, access.accountId, told)))
      changed[id] = { ...changed[id], ...states }
  }
  return changed
}
