import { Malformed } from '../../../lib/errors.ts'
import { applyPatch, mergePatches } from '../../../wire/jmap/patch.ts'
import type { Change, Destruction } from '../change.ts'
import { findTemporary } from '../temporary.ts'
import { changeOf, type Entry, keyOf } from './entry.ts'

export interface Coalesced {
  readonly entries: readonly Entry[]
  /** Doings that came to nothing before they were sent: made and destroyed, changed and changed back. */
  readonly vanished: readonly string[]
}

/** Whether a change would leave the record as the server has it. */
export type IsIdle = (change: Change) => boolean

/**
 * Adds entries to the queue, each merged into the last one of the same record where that one waits and nothing that
 * stands between them could make a difference: calls, or a creation that the new change refers to.
 */
export function coalesce(queue: readonly Entry[], added: readonly Entry[], isIdle: IsIdle): Coalesced {
  const entries: (Entry | null)[] = [...queue]
  const lastOf = new Map<string, number>()
  const vanished: string[] = []
  let barrier = -1
  const note = (entry: Entry, at: number) => {
    const key = keyOf(entry)
    if (key === null) barrier = at
    else lastOf.set(key, at)
  }
  queue.forEach(note)
  for (const entry of added) {
    const key = keyOf(entry)
    const at = key === null ? -1 : (lastOf.get(key) ?? -1)
    const last = at > barrier ? entries[at] : null
    const merged = last ? mergeEntries(last, entry) : null
    if (!last || !merged) {
      note(entry, entries.push(entry) - 1)
      continue
    }
    entries[at] = null
    const tickets = [...last.tickets, ...entry.tickets]
    if (merged === 'later') note(entry, entries.push({ ...entry, tickets }) - 1)
    else if (merged === 'nothing' || (isAlone(queue, key) && isIdle(merged))) vanished.push(...tickets)
    else entries[at] = { ...last, effects: [merged], tickets }
  }
  return { entries: entries.filter(entry => entry !== null), vanished }
}

const isAlone = (queue: readonly Entry[], key: string | null): boolean =>
  !queue.some(other => other.isSent && keyOf(other) === key)

/** What two changes come to: one, none, the second in its own place, or (null) both as they are. */
type Merged = Change | 'nothing' | 'later' | null

const mergeEntries = (last: Entry, entry: Entry): Merged =>
  last.isSent ? null : mergeChanges(changeOf(last)!, changeOf(entry)!)

function mergeChanges(first: Change, second: Change): Merged {
  if (second.kind === 'destroy') return mergeDestruction(first, second)
  if (second.kind === 'create' || first.kind === 'destroy') return null
  if (findTemporary(second.patch).size > 0) return null
  try {
    return first.kind === 'create'
      ? { ...first, record: applyPatch(first.record, second.patch) }
      : { ...second, patch: mergePatches(first.patch, second.patch) }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    return null
  }
}

/** What is to be replaced has to be there until its replacement is: the last one named counts. */
function mergeDestruction(first: Change, { onceMade }: Destruction): Merged {
  if (first.kind === 'destroy') return 'later'
  return first.kind === 'create' && onceMade === undefined ? 'nothing' : null
}
