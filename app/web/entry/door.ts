import { type RefusalCode, Refused } from '../../../lib/errors.ts'
import type { Who } from '../../../web/face.ts'
import { isObject } from '../../../wire/jmap/json.ts'
import { dropLeaving, isLeaving, keepLeaving } from './kept.ts'

// The plain HTTP of signing in and out: doors/http/login.ts is the other side.

/** Who has signed in; whoever must choose a password may do nothing else yet. */
export interface SignedIn extends Who {
  readonly mustChoosePassword: boolean
}

export interface EntryState {
  readonly needsSetup: boolean
  readonly signedIn: SignedIn | null
}

export interface SetUp {
  readonly token: string
  readonly organisation: string
  readonly domain: string
  readonly name: string
  readonly address: string
  readonly password: string
  readonly language: string
}

export async function readEntryState(): Promise<EntryState> {
  if (isLeaving()) await signOut()
  return ask('GET', '/auth/state')
}
/** Whoever enters takes the place of whoever was leaving. */
export async function signIn(address: string, password: string): Promise<SignedIn> {
  const entered = await ask<SignedIn>('POST', '/auth/login', { address, password })
  dropLeaving()
  return entered
}
/** The browser keeps the session, and only the server can end it: out of reach, that is done as soon as it can be. */
export async function signOut(): Promise<void> {
  keepLeaving()
  await ask('POST', '/auth/logout')
  dropLeaving()
}
export const setUp = (wish: SetUp): Promise<SignedIn> => ask('POST', '/auth/setup', wish)
export const changePassword = (current: string, wanted: string): Promise<null> =>
  ask('POST', '/auth/password', { current, wanted })

async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    cache: 'no-store',
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Refused('unavailable', 'the server cannot be reached')
  })
  if (!response.ok) throw refusalOf(response.status, await response.json().catch(() => null))
  return (response.status === 204 ? null : await response.json()) as T
}

const OUR_ERROR = 'urn:bastide:error:'

/** The server's own code where it gave one; `details` keep what else it said. */
function refusalOf(status: number, problem: unknown): Refused {
  const { type, detail, ...details } = isObject(problem) ? problem : {}
  const own = typeof type === 'string' && type.startsWith(OUR_ERROR) ? type.slice(OUR_ERROR.length) : null
  const code = own === null || own === 'malformed' ? (status >= 500 ? 'unavailable' : 'notPossible') : own
  return new Refused(code as RefusalCode, String(detail ?? status), details)
}
