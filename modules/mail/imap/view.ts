import type { Span } from '../../../wire/imap/sequence.ts'

/**
 * The messages of the selected mailbox as the client numbers them: message n has the nth UID. Four octets each, in
 * rising order, so that a million is four megabytes and any UID is found by halving.
 */
export class View {
  private uids: Uint32Array
  private length: number

  constructor(spans: Iterable<Span> = []) {
    const known = [...spans]
    this.length = known.reduce((sum, [first, last]) => sum + last - first + 1, 0)
    this.uids = new Uint32Array(this.length)
    let at = 0
    for (const [first, last] of known) for (let uid = first; uid <= last; uid++) this.uids[at++] = uid
  }

  get count(): number {
    return this.length
  }

  /** 0 for an empty mailbox. */
  get lastUid(): number {
    return this.length === 0 ? 0 : this.uids[this.length - 1]!
  }

  uidAt(number: number): number {
    return this.uids[number - 1]!
  }

  /** The message number of a UID, or 0. */
  numberOf(uid: number): number {
    const at = this.firstFrom(uid)
    return at < this.length && this.uids[at] === uid ? at + 1 : 0
  }

  /** Spans of message numbers whose UIDs lie in these spans, which rise. */
  numbersWithin(uids: readonly Span[]): Span[] {
    return uids.flatMap(([first, last]): Span[] => {
      const [low, high] = [this.firstFrom(first) + 1, this.firstFrom(last + 1)]
      return low <= high ? [[low, high]] : []
    })
  }

  /** Adds UIDs above all others, rising. */
  append(uids: readonly number[]): void {
    if (this.length + uids.length > this.uids.length) this.grow(this.length + uids.length)
    for (const uid of uids) this.uids[this.length++] = uid
  }

  /** Takes UIDs out; the numbers that they had, rising. */
  remove(uids: ReadonlySet<number>): number[] {
    const numbers: number[] = []
    let kept = 0
    for (let at = 0; at < this.length; at++) {
      if (uids.has(this.uids[at]!)) numbers.push(at + 1)
      else this.uids[kept++] = this.uids[at]!
    }
    this.length = kept
    return numbers
  }

  /** The first position whose UID is not below this one. */
  private firstFrom(uid: number): number {
    let [low, high] = [0, this.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.uids[middle]! < uid) low = middle + 1
      else high = middle
    }
    return low
  }

  private grow(length: number): void {
    const larger = new Uint32Array(Math.max(length, Math.ceil(this.uids.length * 1.25), 64))
    larger.set(this.uids.subarray(0, this.length))
    this.uids = larger
  }
}
