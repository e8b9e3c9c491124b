import type { Invocation } from '../../../wire/jmap/invocation.ts'
import { type Change, refKey } from '../change.ts'

/** Calls that are more than a change of one record: a submission, an import. */
export interface Calls {
  readonly using: readonly string[]
  readonly methodCalls: readonly Invocation[]
}

/** What waits to be told to the server, in order. */
export interface Entry {
  /** Place in the queue, given by the disk. */
  readonly order: number
  /** The doings whose fate this entry decides; more than one when they were merged. */
  readonly tickets: readonly string[]
  readonly label: string | null
  /** What was done together has one name; it may be missing in what an older page left. */
  readonly doing?: string
  /** What is shown at once. Without calls it is also what is sent, and there is exactly one. */
  readonly effects: readonly Change[]
  readonly calls: Calls | null
  /** Sent and not answered: it may have happened, so nothing may be merged into it. */
  readonly isSent: boolean
  readonly attempts: number
}

export type NewEntry = Pick<Entry, 'tickets' | 'label' | 'doing' | 'effects' | 'calls'>

export const newEntry = (entry: NewEntry): Entry => ({ ...entry, order: 0, isSent: false, attempts: 0 })

/** The change that an entry sends, when it is one change of one record. */
export const changeOf = (entry: Entry): Change | null => (entry.calls ? null : (entry.effects[0] ?? null))

export function keyOf(entry: Entry): string | null {
  const change = changeOf(entry)
  return change && refKey(change)
}

/** Ids that an entry gives to what does not exist yet: its creations, by record or inside its calls. */
export function createdBy(entry: Entry): string[] {
  const change = changeOf(entry)
  if (change) return change.kind === 'create' ? [change.id] : []
  return entry.calls!.methodCalls.flatMap(([, args]) => Object.keys(args['create'] ?? {}))
}
