/** Bytes that are read from their beginning. What lies beyond the end is nothing: numbers are 0, pieces are short. */
export class Octets {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  uint8(): number {
    return this.take(1)[0] ?? 0
  }

  uint16(): number {
    const bytes = this.take(2)
    return bytes.length === 2 ? bytes.readUInt16LE() : 0
  }

  uint32(): number {
    const bytes = this.take(4)
    return bytes.length === 4 ? bytes.readUInt32LE() : 0
  }

  /** A view, not a copy. */
  take(length: number): Buffer {
    const piece = this.#bytes.subarray(this.#at, this.#at + length)
    this.#at += piece.length
    return piece
  }

  skip(length: number): void {
    this.take(length)
  }
}
