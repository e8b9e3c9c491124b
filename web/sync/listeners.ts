/** People who want to hear of something. */
export class Listeners<A extends readonly unknown[] = []> {
  readonly #all = new Set<(...args: A) => void>()

  /** Returns the way to stop. */
  add(listener: (...args: A) => void): () => void {
    this.#all.add(listener)
    return () => this.#all.delete(listener)
  }

  tell(...args: A): void {
    for (const listener of [...this.#all]) listener(...args)
  }

  get size(): number {
    return this.#all.size
  }
}
