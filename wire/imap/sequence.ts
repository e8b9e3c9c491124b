import { MAX_NUMBER, MAX_RANGES } from './limits.ts'
import type { Reader } from './reader.ts'

/** `*` is the largest number in the mailbox. */
export type SequenceNumber = number | '*'

export interface SequenceRange {
  readonly first: SequenceNumber
  readonly last: SequenceNumber
}

/** RFC 9051 §9 (sequence-set): ranges in the client's order, or `$`, the saved result of a SEARCH. */
export type SequenceSet = readonly SequenceRange[] | '$'

/** First and last, both in. */
export type Span = readonly [number, number]

export function readSequenceSet(reader: Reader): SequenceSet {
  if (reader.take('$')) return '$'
  const ranges = [readRange(reader)]
  while (reader.take(',')) {
    if (ranges.length >= MAX_RANGES) reader.fail('Sequence set too long')
    ranges.push(readRange(reader))
  }
  return ranges
}

function readRange(reader: Reader): SequenceRange {
  const first = readSequenceNumber(reader)
  return { first, last: reader.take(':') ? readSequenceNumber(reader) : first }
}

export function readSequenceNumber(reader: Reader): SequenceNumber {
  return reader.take('*') ? '*' : reader.nzNumber()
}

export function writeSequenceSet(set: SequenceSet): string {
  if (set === '$') return '$'
  return set.map(({ first, last }) => (first === last ? `${first}` : `${first}:${last}`)).join(',')
}

/**
 * Spans in rising order, apart from one another, when `largest` is the largest number in use (0: none).
 * RFC 9051 §9 (seq-range): `*:4` and `4:*` are the same, and hold the largest even when it is below 4.
 */
export function resolveSequence(set: readonly SequenceRange[], largest: number): Span[] {
  const spans = set.map(({ first, last }): Span => {
    const [a, b] = [first === '*' ? largest : first, last === '*' ? largest : last]
    return a <= b ? [a, b] : [b, a]
  })
  const merged: [number, number][] = []
  for (const [first, last] of spans.sort((a, b) => a[0] - b[0])) {
    const previous = merged.at(-1)
    if (last === 0) continue
    if (previous && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last)
    else merged.push([Math.max(first, 1), last])
  }
  return merged
}

/** Is `number` in spans that resolveSequence made? */
export function inSpans(spans: readonly Span[], number: number): boolean {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (spans[middle]![1] < number) low = middle + 1
    else high = middle
  }
  return low < spans.length && spans[low]![0] <= number
}

/** Numbers as the shortest set that keeps their order: 1,2,3,7 is `1:3,7`. */
export function writeNumbers(numbers: Iterable<number>): string {
  const parts: string[] = []
  let first = 0
  let last = 0
  const close = () => last && parts.push(first === last ? `${first}` : `${first}:${last}`)
  for (const number of numbers) {
    if (number !== last + 1 || last === 0) {
      close()
      first = number
    }
    last = number
  }
  close()
  return parts.join(',')
}

/** A set of these numbers, for a client to write. */
export function sequenceOf(numbers: Iterable<number>): SequenceRange[] {
  const ranges: { first: number; last: number }[] = []
  for (const number of numbers) {
    const previous = ranges.at(-1)
    if (previous && previous.last + 1 === number && number <= MAX_NUMBER) previous.last = number
    else ranges.push({ first: number, last: number })
  }
  return ranges
}
