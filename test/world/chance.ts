/** A small deterministic source of chance. `fork` opens an independent stream, so that adding one draw moves nothing else. */
export type Chance = {
  next(): number
  below(limit: number): number
  between(low: number, high: number): number
  likely(probability: number): boolean
  pick<T>(list: readonly T[]): T
  some<T>(list: readonly T[], count: number): T[]
  fork(name: string): Chance
}

export function chanceOf(seed: string): Chance {
  const next = mulberry32(hash(seed))
  const below = (limit: number) => Math.floor(next() * limit)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  return {
    next,
    below,
    pick,
    between: (low, high) => low + below(high - low + 1),
    likely: probability => next() < probability,
    some: (list, count) => shuffled(list, below).slice(0, count),
    fork: name => chanceOf(`${seed}/${name}`),
  }
}

function shuffled<T>(list: readonly T[], below: (limit: number) => number): T[] {
  const copy = [...list]
  for (let last = copy.length - 1; last > 0; last--) {
    const other = below(last + 1)
    const kept = copy[last] as T
    copy[last] = copy[other] as T
    copy[other] = kept
  }
  return copy
}

function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** FNV-1a over UTF-16 units: short, stable on every machine, good enough to spread seeds. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}
