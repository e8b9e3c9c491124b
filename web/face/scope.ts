import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import type { Session } from '../../wire/jmap/session.ts'
import type { Language } from '../i18n/index.ts'
import type { Client } from '../sync/client.ts'
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

/** What every screen stands in. app/ makes it, once somebody is signed in. */
export interface Scope {
  readonly client: Client
  readonly who: Who
}

export const ScopeContext = createContext<Scope | null>(null)
export const RouterContext = createContext<Router | null>(null)

export const useClient = (): Client => useScope().client
export const useWho = (): Who => useScope().who

/** The JMAP session; another object when the server says that it changed. */
export function useSession(): Session {
  const { client } = useScope()
  return useSyncExternalStore(
    listener => client.onSession(listener),
    () => client.session,
  )
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

function useScope(): Scope {
  const scope = useContext(ScopeContext)
  if (!scope) throw new Error('a screen stands in the app, with somebody signed in')
  return scope
}

function useRouter(): Router {
  const router = useContext(RouterContext)
  if (!router) throw new Error('a screen stands in the app, which knows the address')
  return router
}
