import { Malformed } from '../../../lib/errors.ts'
import { applyPatch, mergePatches } from '../../../wire/jmap/patch.ts'
import type { Change } from '../change.ts'
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
    const isAlone = !queue.some(other => other.isSent && keyOf(other) === key)
    const isNothing = merged === 'nothing' || (isAlone && isIdle(changeOf(merged)!))
    entries[at] = isNothing ? null : (merged as Entry)
    if (isNothing) vanished.push(...last.tickets, ...entry.tickets)
  }
  return { entries: entries.filter(entry => entry !== null), vanished }
}

function mergeEntries(last: Entry, entry: Entry): Entry | 'nothing' | null {
  if (last.isSent) return null
  const change = mergeChanges(changeOf(last)!, changeOf(entry)!)
  if (change === null || change === 'nothing') return change
  return { ...last, effects: [change], tickets: [...last.tickets, ...entry.tickets] }
}

function mergeChanges(first: Change, second: Change): Change | 'nothing' | null {
  if (second.kind === 'create' || first.kind === 'destroy') return null
  if (second.kind === 'destroy') return first.kind === 'create' ? 'nothing' : null
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
