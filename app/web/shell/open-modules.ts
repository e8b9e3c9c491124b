import { useMemo } from 'react'
import { useSession, useWho, type WebModule } from '../../../web/face.ts'
import { webModules } from '../modules.ts'
import { useSwitches } from './use-switches.ts'

/** The modules that are on for the signed-in person, as in the rail. */
export function useOpenModules(): readonly WebModule[] {
  const { primaryAccounts } = useSession()
  const who = useWho()
  const switches = useSwitches()
  return useMemo(
    () =>
      webModules
        .filter(
          ({ name, capability, isFor }) =>
            capability in primaryAccounts && switches[name] !== false && (isFor?.(who) ?? true),
        )
        .toSorted((a, b) => a.order - b.order),
    [primaryAccounts, switches, who],
  )
}

/** Whose page an address is. */
export const moduleAt = (modules: readonly WebModule[], path: string): WebModule | undefined =>
  modules.find(module => path === module.path || path.startsWith(`${module.path}/`))
