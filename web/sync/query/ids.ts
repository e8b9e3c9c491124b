import { applyQueryChanges, type QueryChangesResponse } from '../../../wire/jmap/query.ts'

/** The ids of a list as far as they are known; a hole where they are not. */
export type SparseIds = readonly (string | undefined)[]

/** Puts a page at its place in a list of `total`. */
export function placePage(
  ids: SparseIds,
  position: number,
  page: readonly string[],
  total: number,
): SparseIds {
  const placed = resize(ids, total)
  const fresh = new Set(page)
  for (const [at, id] of placed.entries()) if (id !== undefined && fresh.has(id)) placed[at] = undefined
  for (const [at, id] of page.entries()) if (position + at < total) placed[position + at] = id
  return placed
}

function resize(ids: SparseIds, total: number): (string | undefined)[] {
  const kept = ids.slice(0, total)
  return kept.concat(Array.from({ length: total - kept.length }, () => undefined))
}

/**
 * The list after its changes. What was removed from a hole shifts, by an amount that cannot be known, all that stands
 * behind the first hole: that is forgotten.
 */
// RFC 8620 §5.6
export function changeIds(
  ids: SparseIds,
  changes: Pick<QueryChangesResponse, 'removed' | 'added'>,
  total: number,
): SparseIds {
  const known = new Set(ids)
  const isSound = !known.has(undefined) || changes.removed.every(id => known.has(id))
  const firstHole = ids.indexOf(undefined)
  const sound = isSound ? ids : ids.map((id, at) => (at < firstHole ? id : undefined))
  return resize(applyQueryChanges(sound, changes), total)
}

/** Pages of `size` rows that have a hole between two rows of the list. */
export function missingPages(ids: SparseIds, from: number, to: number, size: number): number[] {
  const pages = new Set<number>()
  for (let at = Math.max(0, from); at < Math.min(to, ids.length); at++)
    if (ids[at] === undefined) pages.add(Math.floor(at / size))
  return [...pages]
}
