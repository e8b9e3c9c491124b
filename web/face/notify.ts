import type { Account } from '../../wire/jmap/session.ts'
import type { Language } from '../i18n/language.ts'

// What a module tells of while no page of the app is in sight. It is run by the worker: it imports next to nothing, and
// sees the server through `Ask` alone.

/** Makes calls, and gives the arguments of each answer; whatever the server refuses is thrown. */
export type Ask = (using: readonly string[], calls: readonly Asked[]) => Promise<readonly Answered[]>
export type Asked = readonly [method: string, args: object, id: string]
export type Answered = Readonly<Record<string, unknown>>

/** Up to where has been looked: the instant of the newest, and which ones have it. */
export interface Mark {
  readonly at: string
  readonly ids: readonly string[]
}

/** What is told of as one: a conversation, an event. */
export interface News {
  readonly id: string
  readonly accountId: string
  readonly title: string
  readonly text: string
  readonly href: string
  /** How many records it is about. */
  readonly recordIds: readonly string[]
  /** What can be done with it at once. */
  readonly verbs: readonly string[]
}

export interface Looked {
  /** The newest first. */
  readonly news: readonly News[]
  readonly mark: Mark
  /** What waits to be seen, as in the rail. */
  readonly waiting: number
}

export interface Notifier {
  readonly module: string
  /** The state that moves when there is something to tell; what is pushed names it. */
  readonly type: string
  /** Where several are seen. */
  readonly href: string
  /** Whether it can tell of an account, by what the session says of it. */
  readonly covers: (account: Account) => boolean
  /** What has come since; with null only up to where there is nothing to tell. */
  readonly look: (ask: Ask, accountId: string, since: Mark | null, language: Language) => Promise<Looked>
  /** Of records that were told of, those that still wait to be seen. */
  readonly waiting: (ask: Ask, accountId: string, ids: readonly string[]) => Promise<ReadonlySet<string>>
  /** « 3 nouveaux messages » */
  readonly several: (count: number, language: Language) => string
  readonly nameOf: (verb: string, language: Language) => string
  readonly act: (ask: Ask, verb: string, news: News) => Promise<void>
}
