import type { SortKey } from '../../../lib/filter.ts'

/** One of the lists that are merged: a key where a row has come, a hole where it has not. */
export type Keys = readonly (SortKey | undefined)[]

/**
 * The rows that have come of several lists, in one order, and where each can stand among all: at one place as soon as
 * all around it have come. Both ends grow from row to row.
 */
export interface Order {
  readonly length: number
  /** Of each row, which list it is of, and where in it. */
  readonly list: Uint32Array
  readonly at: Uint32Array
  readonly earliest: Uint32Array
  readonly latest: Uint32Array
}

export type CompareKeys = (a: SortKey, b: SortKey) => number

/**
 * Of equal keys, those of the first list come first.
 *
 * A row comes behind all of its own list that stand before it, and of each other list behind those up to the last one
 * that has come before it, and before the first one that has come after it.
 */
export function mergeKeys(lists: readonly Keys[], compare: CompareKeys): Order {
  const known = lists.map(knownIn)
  const length = sum(known.map(rows => rows.length))
  const order = {
    length,
    list: new Uint32Array(length),
    at: new Uint32Array(length),
    earliest: new Uint32Array(length),
    latest: new Uint32Array(length),
  }
  const next = lists.map(() => 0)
  /** How many rows of each list are surely behind us, and at most. */
  const floor = lists.map(() => 0)
  const ceiling = lists.map((keys, list) => known[list]![0] ?? keys.length)
  let floors = 0
  let ceilings = sum(ceiling)
  for (let row = 0; row < length; row++) {
    const list = first()
    const at = ceiling[list]!
    order.list[row] = list
    order.at[row] = at
    order.earliest[row] = at + floors - floor[list]!
    order.latest[row] = ceilings
    const after = known[list]![++next[list]!] ?? lists[list]!.length
    floors += at + 1 - floor[list]!
    ceilings += after - at
    floor[list] = at + 1
    ceiling[list] = after
  }
  return order

  function first(): number {
    let best = -1
    for (let list = 0; list < lists.length; list++) {
      if (next[list]! === known[list]!.length) continue
      if (best === -1 || compare(lists[list]![ceiling[list]!]!, lists[best]![ceiling[best]!]!) < 0)
        best = list
    }
    return best
  }
}

function knownIn(keys: Keys): number[] {
  const known: number[] = []
  for (let at = 0; at < keys.length; at++) if (keys[at] !== undefined) known.push(at)
  return known
}

/** The row that stands at a place; -1 while it is not known which. */
export function rowAt({ earliest, latest }: Order, place: number): number {
  const row = firstFrom(earliest, place)
  return earliest[row] === place && latest[row] === place ? row : -1
}

/** The first row that cannot stand before a place. */
function firstFrom(earliest: Uint32Array, place: number): number {
  let low = 0
  let high = earliest.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (earliest[middle]! < place) low = middle + 1
    else high = middle
  }
  return low
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
export function missingStretches(lists: readonly Keys[], order: Order, from: number, to: number): Stretch[] {
  const end = Math.min(to, sum(lists.map(({ length }) => length)))
  let wanted = Math.max(0, from)
  while (wanted < end && rowAt(order, wanted) !== -1) wanted++
  if (wanted >= end) return []
  const { low, high } = bracket(lists, order, wanted)
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

/** Of each list, the rows that are surely before the wanted one, and those that may be. */
function bracket(lists: readonly Keys[], order: Order, wanted: number) {
  const low = lists.map(() => 0)
  const high = lists.map(({ length }) => length)
  for (let row = 0; row < order.length; row++) {
    const list = order.list[row]!
    const at = order.at[row]!
    if (order.latest[row]! < wanted) low[list] = at + 1
    else if (order.earliest[row]! > wanted) high[list] = Math.min(high[list]!, at)
  }
  return { low, high }
}

/** The end of the list when nothing is missing between. */
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

/** What is in sight of each list, when all of it has come. */
export function stretchesIn(order: Order, from: number, to: number): Stretch[] {
  const stretches = new Map<number, Stretch>()
  for (let row = firstFrom(order.earliest, from); row < order.length && order.latest[row]! < to; row++) {
    const list = order.list[row]!
    const at = order.at[row]!
    stretches.set(list, { list, from: stretches.get(list)?.from ?? at, to: at + 1 })
  }
  return [...stretches.values()]
}

const sum = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0)
