import { MAX_BYTES } from './mutate.ts'

export interface Job {
  readonly name: string
  readonly seed: number
  readonly seconds: number
  readonly shared: SharedArrayBuffer
  /** This input alone, as it is. */
  readonly input: Uint8Array | null
}

export interface Report {
  readonly runs: number
  readonly failure: { readonly input: Uint8Array; readonly error: string } | null
}

const HEAD_BYTES = 8
export const SHARED_BYTES = HEAD_BYTES + 2 * MAX_BYTES

/** The input that a worker is at, where its keeper can read it while the worker hangs: count, length, bytes. */
export class Progress {
  readonly #head: Int32Array
  readonly #bytes: Uint8Array

  constructor(shared: SharedArrayBuffer) {
    this.#head = new Int32Array(shared, 0, 2)
    this.#bytes = new Uint8Array(shared, HEAD_BYTES)
  }

  begin(input: Uint8Array): void {
    const kept = input.subarray(0, this.#bytes.length)
    this.#bytes.set(kept)
    Atomics.store(this.#head, 1, kept.length)
    Atomics.add(this.#head, 0, 1)
  }

  get count(): number {
    return Atomics.load(this.#head, 0)
  }

  get input(): Buffer {
    return Buffer.from(this.#bytes.slice(0, Atomics.load(this.#head, 1)))
  }
}
