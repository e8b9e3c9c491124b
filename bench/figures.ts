/** One line of the report: what was measured, how well we did, and how well others did in the same run. */
export interface Figure {
  readonly what: string
  readonly unit: string
  readonly better: 'more' | 'less'
  readonly ours: number
  /** By the name of the peer; null is what could not be had from it. */
  readonly peers: Readonly<Record<string, number | null>>
}

/** The value that so many percent stay below. */
export const atPercent = (values: readonly number[], percent: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length * percent) / 100)] ?? Number.NaN

export const median = (values: readonly number[]): number => atPercent(values, 50)

/** A Markdown table; the ratio is how many times better (above 1) or worse we are. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.flatMap(({ what, unit, better, ours, peers }) => {
    const named = Object.entries(peers)
    const first = [what, unit, shown(ours)]
    if (named.length === 0) return [[...first, '–', '–', '–']]
    return named.map(([name, theirs], at) => [
      ...(at === 0 ? first : ['', '', '']),
      name,
      ...(theirs === null
        ? ['–', '–']
        : [shown(theirs), shown(better === 'more' ? ours / theirs : theirs / ours)]),
    ])
  })
  const head = ['', 'unit', 'ours', 'beside', 'theirs', 'times as good']
  return [head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n')
}

const shown = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(value >= 10 ? 3 : 2)
