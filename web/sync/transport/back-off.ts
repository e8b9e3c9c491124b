const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

export type Pause = (attempt: number) => number

/** Doubles, with a random part so that a thousand clients do not come back together. */
export const doublingPause: Pause = attempt =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt) * (0.5 + Math.random() / 2)

/** Waits that can be cut short, all at once: by the network coming back, by the client closing. */
export class Waiting {
  readonly #wakes = new Set<() => void>()

  wait(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const wake = () => {
      clearTimeout(timer)
      this.#wakes.delete(wake)
      resolve()
    }
    const timer = setTimeout(wake, ms)
    this.#wakes.add(wake)
    return promise
  }

  wake(): void {
    for (const wake of [...this.#wakes]) wake()
  }
}
