/** Something that `:matches` looks for: texts and single letters between wildcards. RFC 5228 §2.7.1 */
export interface Glob {
  /** Runs without `*` in them; null stands for `?`. */
  readonly runs: readonly (readonly (string | null)[])[]
  /** In the order of the pattern. */
  readonly wildcards: readonly ('*' | '?')[]
}

export function readGlob(pattern: string): Glob {
  const runs: (string | null)[][] = [[]]
  const wildcards: ('*' | '?')[] = []
  const letters = [...pattern]
  for (let i = 0; i < letters.length; i++) {
    const letter = letters[i]!
    if (letter === '*' || letter === '?') wildcards.push(letter)
    if (letter === '*') runs.push([])
    else if (letter === '?') runs.at(-1)!.push(null)
    else if (letter === '\\' && i + 1 < letters.length) runs.at(-1)!.push(letters[++i]!)
    else runs.at(-1)!.push(letter)
  }
  return { runs, wildcards }
}

/**
 * What each wildcard stands for, as few letters as can be (RFC 5229 §3.2), or null. A run is looked for behind the one
 * before it and never looked for again, so the time is that of one search.
 */
export function matchGlob(
  { runs, wildcards }: Glob,
  subject: string,
  fold: (text: string) => string,
  spend: (characters: number) => void,
): string[] | null {
  const letters = [...subject]
  const folded = [...fold(subject)]
  const wanted = runs.map(run => run.map(letter => (letter === null ? null : fold(letter))))
  const starts = place(wanted, folded, spend)
  return starts && capture(runs, wildcards, starts, letters)
}

type Run = readonly (string | null)[]

/** Where each run begins: the first at the start, the last at the end, the others as early as they can. */
function place(
  runs: readonly Run[],
  letters: readonly string[],
  spend: (n: number) => void,
): number[] | null {
  const starts: number[] = []
  let at = 0
  for (const [i, run] of runs.entries()) {
    const isLast = i === runs.length - 1
    const end = letters.length - run.length
    const first = isLast && i > 0 ? end : at
    const last = i === 0 ? 0 : end
    if (first < at) return null
    const start = find(run, letters, first, last, spend)
    if (start === -1 || (isLast && start + run.length !== letters.length)) return null
    starts.push(start)
    at = start + run.length
  }
  return starts
}

function find(
  run: Run,
  letters: readonly string[],
  first: number,
  last: number,
  spend: (n: number) => void,
): number {
  let looked = 0
  for (let start = first; start <= last; start++) {
    let i = 0
    while (i < run.length && (run[i] === null || run[i] === letters[start + i])) i++
    looked += i + 1
    if (i === run.length && start + i <= letters.length) {
      spend(looked)
      return start
    }
    if (looked > SPEND_EVERY) {
      spend(looked)
      looked = 0
    }
  }
  spend(looked)
  return -1
}

const SPEND_EVERY = 100_000

function capture(
  runs: readonly Run[],
  wildcards: Glob['wildcards'],
  starts: readonly number[],
  letters: readonly string[],
): string[] {
  const found: string[] = []
  for (const [i, run] of runs.entries()) {
    const start = starts[i]!
    if (i > 0) found.push(letters.slice(starts[i - 1]! + runs[i - 1]!.length, start).join(''))
    for (const [j, letter] of run.entries()) if (letter === null) found.push(letters[start + j]!)
  }
  return found.slice(0, wildcards.length)
}
