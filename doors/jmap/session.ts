import { createHash } from 'node:crypto'
import { accountsOf, type Reachable } from '../../core/access.ts'
import type { Actor } from '../../core/actor.ts'
import { accountCapabilities } from '../../core/face/account-capabilities.ts'
import type { House } from '../../core/house.ts'
import type { Module } from '../../core/module.ts'
import { writeAccountId } from '../../lib/id.ts'
import { BLOB, CORE, IDEMPOTENT, LIVE, WEBSOCKET } from '../../wire/jmap/capability.ts'
import type { Account, Session } from '../../wire/jmap/session.ts'
import { blobCapability } from './blob/methods.ts'
import { LIMITS } from './limits.ts'

/** RFC 8620 §2. `origin` is the address by which the client came, `https://mail.example.fr`. */
export async function session(
  house: House,
  actor: Actor,
  origin: string,
  reachable?: readonly Reachable[],
): Promise<Session> {
  const accounts = describeAccounts(house, actor, reachable ?? (await accountsOf(house.db, actor)))
  const modules = modulesOf(house, actor)
  const own = writeAccountId(actor.accountId)
  const primary = Object.entries(accounts[own]!.accountCapabilities).map(([name]) => [name, own])
  const directory = writeAccountId(actor.organisationId)
  const shared = Object.keys(accounts[directory]?.accountCapabilities ?? {}).map(name => [name, directory])
  const body = {
    capabilities: await capabilities(house, modules, origin),
    accounts,
    primaryAccounts: { ...Object.fromEntries(shared), ...Object.fromEntries(primary) },
    username: actor.address,
    apiUrl: `${origin}/jmap/api`,
    downloadUrl: `${origin}/jmap/download/{accountId}/{blobId}/{name}?type={type}`,
    uploadUrl: `${origin}/jmap/upload/{accountId}`,
    eventSourceUrl: `${origin}/jmap/events?types={types}&closeafter={closeafter}&ping={ping}`,
  }
  return { ...body, state: digest(body) }
}

export const sessionState = async (
  house: House,
  actor: Actor,
  origin: string,
  reachable: readonly Reachable[],
): Promise<string> => (await session(house, actor, origin, reachable)).state

const digest = (body: object): string =>
  createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 16)

const modulesOf = (house: House, actor: Actor): Module[] =>
  house.registry.modules.filter(module => house.registry.isOn(actor.organisationId, module.name))

async function capabilities(
  house: House,
  modules: readonly Module[],
  origin: string,
): Promise<Session['capabilities']> {
  const brought = modules.flatMap(module => Object.entries(module.capabilities))
  const said = await Promise.all(brought.map(async ([name, { session }]) => [name, await session(house)]))
  return {
    [CORE]: LIMITS,
    // RFC 8887 §3
    [WEBSOCKET]: { url: `${origin.replace(/^http/, 'ws')}/jmap/ws`, supportsPush: true },
    [BLOB]: {},
    [IDEMPOTENT]: {},
    [LIVE]: { url: `${origin.replace(/^http/, 'ws')}/live` },
    ...Object.fromEntries(said),
  }
}

function describeAccounts(
  house: House,
  actor: Actor,
  accounts: readonly Reachable[],
): Record<string, Account> {
  const described: Record<string, Account> = {}
  for (const reachable of accounts) {
    const { access, name, personal } = reachable
    described[writeAccountId(access.accountId)] = {
      name,
      isPersonal: personal,
      isReadOnly: access.readOnly,
      accountCapabilities: {
        [CORE]: {},
        [BLOB]: blobCapability(house),
        [IDEMPOTENT]: {},
        ...accountCapabilities(house, { ...reachable, actor }),
      } as Account['accountCapabilities'],
    }
  }
  return described
}
