const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

export type Pause = (attempt: number) => number

/** Doubles, with a random part so that a thousand clients do not come back together. */
export const doublingPause: Pause = attempt =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt) * (0.5 + Math.random() / 2)

/** A wait that can be cut short: by the network coming back, by the client closing. */
export class Waiting {
  #wake: (() => void) | null = null

  wait(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(() => this.wake(), ms)
    this.#wake = () => {
      clearTimeout(timer)
      resolve()
    }
    return promise
  }

  wake(): void {
    this.#wake?.()
    this.#wake = null
  }
}
