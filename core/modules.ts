import { Refused } from '../lib/errors.ts'
import type { AccountId } from '../lib/id.ts'
import type { Queryable } from '../store/database.ts'
import { sql } from '../store/sql.ts'
import type { House } from './house.ts'
import type { Registry } from './registry.ts'

/** The module that everything stands on; it has no switch. */
export const CORE = 'core'

/** Tells the registry what each organisation has switched off: now, and whenever it changes in any process. */
export async function followSwitches(
  house: Pick<House, 'db' | 'log' | 'registry' | 'signals'>,
): Promise<void> {
  const { db, log, registry, signals } = house
  const read = () => readSwitches(db, registry)
  signals.subscribe(null, ({ kind }) => {
    if (kind === 'modules' || kind === 'resync')
      read().catch(error => log.error('the switches of modules could not be read', { error }))
  })
  await read()
}

async function readSwitches(db: Queryable, registry: Registry): Promise<void> {
  const rows = await db.rows<{ id: AccountId; modules: Record<string, boolean> }>(
    sql`select account_id as id, modules from organisation`,
  )
  for (const { id, modules } of rows)
    registry.setOff(id, new Set(Object.keys(modules).filter(name => modules[name] === false)))
}

/** Names of the modules that an organisation may switch. */
export const switchedModules = (registry: Registry): string[] =>
  registry.modules.map(module => module.name).filter(name => name !== CORE)

export function checkSwitches(registry: Registry, switches: unknown): Record<string, boolean> {
  const known = new Set(registry.modules.map(module => module.name))
  const entries = Object.entries((switches ?? {}) as object)
  for (const [name, on] of entries) {
    const why =
      typeof on !== 'boolean'
        ? 'is on (true) or off (false)'
        : !known.has(name)
          ? 'is not a module'
          : name === CORE && !on
            ? 'cannot be switched off'
            : null
    if (why) throw new Refused('invalidProperties', `${name} ${why}`, { properties: ['modules'] })
  }
  return Object.fromEntries(entries)
}
