import { findTemporary } from '../temporary.ts'
import { changeOf, createdBy, type Entry, keyOf } from './entry.ts'

/**
 * The entries at the head of the queue that one request may carry: changes of different records, none of which
 * needs the id of what another makes; calls go alone.
 */
export function takeBatch(queue: readonly Entry[], maxObjects: number): Entry[] {
  const first = queue[0]
  if (!first || first.calls) return queue.slice(0, 1)
  const records = new Set<string>()
  const made = new Set<string>()
  const end = queue.findIndex((entry, at) => at === maxObjects || !joins(entry, records, made))
  return queue.slice(0, end === -1 ? queue.length : end)
}

function joins(entry: Entry, records: Set<string>, made: Set<string>): boolean {
  const key = keyOf(entry)
  if (key === null || records.has(key) || needs(entry).some(id => made.has(id))) return false
  records.add(key)
  for (const id of createdBy(entry)) made.add(id)
  return true
}

/** Temporary ids of what an entry needs to exist. */
export function needs(entry: Entry): string[] {
  const own = new Set(createdBy(entry))
  return [...findTemporary(entry.calls ?? changeOf(entry))].filter(id => !own.has(id))
}
