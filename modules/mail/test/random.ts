/** Chance that is the same in every run. */
export interface Chance {
  pick<T>(list: readonly T[]): T
  /** Each item with the odds given. */
  some<T>(list: readonly T[], odds?: number): T[]
}

export function chance(seed: number): Chance {
  const random = mulberry32(seed)
  return {
    pick: list => list[Math.floor(random() * list.length)]!,
    some: (list, odds = 0.3) => list.filter(() => random() < odds),
  }
}

function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
