import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import type { Language } from '../i18n/index.ts'
import { useSession } from '../sync/react.ts'
import { matchRoute, type Params } from './route.ts'
import type { Address, GoOptions, Router } from './router.ts'

/** Who is signed in. */
export interface Who {
  readonly name: string
  readonly address: string
  readonly language: Language
  readonly roles: readonly string[]
  readonly accountId: string
  readonly principalId: string
}

// What every screen stands in, beside the client of web/sync. app/ gives them, once somebody is signed in.
export const WhoContext = createContext<Who | null>(null)
export const RouterContext = createContext<Router | null>(null)

export function useWho(): Who {
  const who = useContext(WhoContext)
  if (!who) throw new Error('a screen stands in the app, with somebody signed in')
  return who
}

/** The account in which the signed-in person works with a capability. */
export function useAccountId(capability: string): string {
  const id = useSession().primaryAccounts[capability]
  if (id === undefined) throw new Error(`no account has ${capability}`)
  return id
}

export function useAddress(): Address {
  const router = useRouter()
  return useSyncExternalStore(router.subscribe, router.current)
}

/** `const route = useRoute('/notes/:note?')`: null when the address is another one. */
export function useRoute<const P extends string>(pattern: P): Params<P> | null {
  const { path } = useAddress()
  return useMemo(() => matchRoute(pattern, path), [pattern, path])
}

/** `navigate(routeTo('/notes', id))`; keeps its identity. */
export const useNavigateTo = (): ((href: string, options?: GoOptions) => void) => useRouter().go

function useRouter(): Router {
  const router = useContext(RouterContext)
  if (!router) throw new Error('a screen stands in the app, which knows the address')
  return router
}
