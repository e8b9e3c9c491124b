/** Lets so many through at once; the others wait their turn. */
export class Gate {
  #inside = 0
  readonly #waiting: (() => void)[] = []

  async pass<T>(most: number, work: () => Promise<T>): Promise<T> {
    if (this.#inside < most) this.#inside++
    else await new Promise<void>(resolve => this.#waiting.push(resolve))
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  /** Whoever waits takes the place. */
  #leave(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#inside--
  }
}
