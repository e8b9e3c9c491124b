import type { Descriptor } from '../../lib/descriptor.ts'
import type { ListedProperties, NearFilters } from './catalogue.ts'
import { doublingPause, type Pause } from './transport/back-off.ts'
import { browserNetwork, type Network } from './transport/network.ts'
import { SILENCE, type Silence } from './transport/pulse.ts'

export interface ClientOptions {
  /** The types that this client keeps. */
  readonly types: readonly Descriptor[]
  /** Properties that lists of a type show; all of them when left out. */
  readonly listed?: ListedProperties
  /** How filters that only the server decides are guessed out of its reach, by type. */
  readonly near?: Readonly<Record<string, NearFilters>>
  /** Types that are no records here, and of which one is told when they move: `onMoved`. */
  readonly told?: readonly string[]
  /** Where the server is; where the page came from when left out. */
  readonly baseUrl?: string
  /** Name of the databases in the browser. */
  readonly name?: string
  /** Records kept on disk of one type in one account. */
  readonly cacheLimit?: number
  readonly network?: Network
  readonly pause?: Pause
  readonly silence?: Silence
  /** The server asks for a sign-in, or someone else has signed in: the page is to be loaded anew. */
  readonly onSignedOut?: () => void
  /** An answer that made no sense, or an error of ours. */
  readonly onError?: (error: unknown) => void
}

export interface Settings {
  readonly baseUrl: string
  readonly name: string
  readonly cacheLimit: number
  readonly network: Network
  readonly pause: Pause
  readonly silence: Silence
}

export const settingsOf = (options: ClientOptions): Settings => ({
  baseUrl: options.baseUrl ?? globalThis.location.origin,
  name: options.name ?? 'bastide',
  cacheLimit: options.cacheLimit ?? 20_000,
  network: options.network ?? browserNetwork,
  pause: options.pause ?? doublingPause,
  silence: options.silence ?? SILENCE,
})
