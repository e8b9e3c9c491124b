import type { SortKey } from '../../../lib/filter.ts'

/** One of the lists that are merged: a key where a row has come, a hole where it has not. */
export type Keys = readonly (SortKey | undefined)[]

/** A row that has come, and where it can stand among all: at one place as soon as all around it have come. */
export interface Placed {
  /** Which list, and where in it. */
  readonly list: number
  readonly at: number
  readonly earliest: number
  readonly latest: number
}

export type CompareKeys = (a: SortKey, b: SortKey) => number

/**
 * The rows that have come of several lists in one order. Of equal keys, those of the first list come first.
 *
 * A row comes behind all of its own list that stand before it, and of each other list behind those up to the last one
 * that has come before it, and before the first one that has come after it.
 */
export function mergeKeys(lists: readonly Keys[], compare: CompareKeys): Placed[] {
  const known = lists.map(keys => [...keys.keys()].filter(at => keys[at] !== undefined))
  const next = lists.map(() => 0)
  /** How many rows of each list are surely behind us, and at most. */
  const floor = lists.map(() => 0)
  const ceiling = lists.map((keys, list) => known[list]![0] ?? keys.length)
  let floors = 0
  let ceilings = ceiling.reduce((sum, at) => sum + at, 0)
  const placed: Placed[] = []
  for (let list = first(); list !== -1; list = first()) {
    const at = ceiling[list]!
    placed.push({ list, at, earliest: at + floors - floor[list]!, latest: ceilings })
    next[list]!++
    const after = known[list]![next[list]!] ?? lists[list]!.length
    floors += at + 1 - floor[list]!
    ceilings += after - at
    floor[list] = at + 1
    ceiling[list] = after
  }
  return placed

  function first(): number {
    let best = -1
    for (const [list, keys] of lists.entries()) {
      if (next[list]! === known[list]!.length) continue
      if (best === -1 || compare(keys[ceiling[list]!]!, lists[best]![ceiling[best]!]!) < 0) best = list
    }
    return best
  }
}

/** Rows of one list, the last not included. */
export interface Stretch {
  readonly list: number
  readonly from: number
  readonly to: number
}

/** So few rows are read rather than searched. */
const NEAR = 100

/**
 * What is to be read of the lists for the rows between `from` and `to` to come. Far from what has come, the place is
 * looked for: each list is read where it would be if all were spread alike, which leaves fewer rows to look among.
 */
export function missingStretches(
  lists: readonly Keys[],
  placed: readonly Placed[],
  from: number,
  to: number,
): Stretch[] {
  const here = new Set(placed.filter(isExact).map(row => row.earliest))
  const total = lists.reduce((sum, { length }) => sum + length, 0)
  const end = Math.min(to, total)
  let wanted = Math.max(0, from)
  while (wanted < end && here.has(wanted)) wanted++
  if (wanted >= end) return []
  const { low, high } = bracket(lists, placed, wanted)
  const before = wanted - sum(low)
  const among = sum(high) - sum(low)
  const stretches = lists.map((keys, list) => {
    if (before <= NEAR) return { list, from: low[list]!, to: low[list]! + before + (end - wanted) + 1 }
    const width = high[list]! - low[list]!
    const guess = low[list]! + Math.floor((width * before) / among)
    const at = nearestHole(keys, guess, low[list]!, high[list]!)
    return { list, from: at, to: at + 1 }
  })
  return stretches.flatMap(stretch => trimmed(stretch, lists[stretch.list]!))
}

export const isExact = ({ earliest, latest }: Placed): boolean => earliest === latest

/** Of each list, the rows that are surely before the wanted one, and those that may be. */
function bracket(lists: readonly Keys[], placed: readonly Placed[], wanted: number) {
  const low = lists.map(() => 0)
  const high = lists.map(({ length }) => length)
  for (const { list, at, earliest, latest } of placed) {
    if (latest < wanted) low[list] = at + 1
    else if (earliest > wanted) high[list] = Math.min(high[list]!, at)
  }
  return { low, high }
}

/** Up to the end of the list when nothing is missing between. */
function nearestHole(keys: Keys, guess: number, low: number, high: number): number {
  for (let away = 0; guess - away >= low || guess + away < high; away++) {
    if (guess + away < high && keys[guess + away] === undefined) return guess + away
    if (guess - away >= low && keys[guess - away] === undefined) return guess - away
  }
  return keys.length
}

/** Nothing where all has come. */
function trimmed({ list, from, to }: Stretch, keys: Keys): Stretch[] {
  const end = Math.min(to, keys.length)
  for (let at = from; at < end; at++) if (keys[at] === undefined) return [{ list, from, to: end }]
  return []
}

const sum = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0)
