import type { House } from '../house.ts'
import type { Module, Whose } from '../module.ts'

/** What every module that is switched on says of an account (RFC 8620 §2, accountCapabilities). */
export function accountCapabilities(house: House, whose: Whose): Record<string, object> {
  const { registry } = house
  const modules = registry.modules.filter(m => registry.isOn(whose.actor.organisationId, m.name))
  return Object.fromEntries(
    modules.flatMap(module =>
      Object.entries(module.capabilities).flatMap(([uri, capability]) => {
        if (!livesThere(module, uri, whose.directory)) return []
        const said = capability.account(house, whose.access, whose)
        return said ? [[uri, said] as const] : []
      }),
    ),
  )
}

/** The directory has the capabilities whose types live there, every other account those of personal types. */
function livesThere(module: Module, uri: string, directory: boolean): boolean {
  const types = module.types.filter(type => type.descriptor.capability === uri)
  if (types.length === 0) return !directory
  return types.some(type => (type.home === 'directory') === directory)
}
