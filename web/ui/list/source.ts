/**
 * A list of any length of which only a window is here. The list asks for what it is about to draw; whoever holds the
 * data fetches it, and gives a new source (or the same one, drawn again) when it has come.
 */
export type Source<Row> = {
  /** Null while nobody knows how many there are. */
  total: number | null
  at: (index: number) => Row | 'loading'
  /** Both ends included. Called again and again as the list scrolls: it must be cheap when nothing is missing. */
  need: (from: number, to: number) => void
  /** What went wrong and what was kept; null or absent while all is well. */
  error?: string | null | undefined
  /** Asks again for what did not come. */
  retry?: (() => void) | undefined
}

/** A source for what is all here. */
export function sourceOf<Row>(rows: readonly Row[]): Source<Row> {
  return { total: rows.length, at: index => rows[index] ?? 'loading', need: () => {} }
}
