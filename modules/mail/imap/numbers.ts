import type { ResultWindow } from '../../../wire/imap/command/search.ts'
import { BadCommand } from '../../../wire/imap/malformed.ts'
import { resolveSequence, type SequenceSet, type Span } from '../../../wire/imap/sequence.ts'
import type { UidRange } from '../model/messages.ts'
import type { Session } from './session.ts'
import type { View } from './view.ts'

/** Spans of message numbers that a command names. UIDs of no message are passed over; numbers of none are refused. */
export function numbersOf({ mailbox: { view }, saved }: Session, set: SequenceSet, uid: boolean): Span[] {
  // RFC 9051 §6.4.4.1: what was saved and is gone since is no longer in `$`.
  if (set === '$') return runs(saved.map(known => view.numberOf(known)).filter(number => number > 0))
  if (uid) return view.numbersWithin(resolveSequence(set, view.lastUid))
  const spans = resolveSequence(set, view.count)
  // RFC 9051 §9 (seq-number): a number above the number of messages is an error.
  if (spans.some(([, last]) => last > view.count)) throw new BadCommand('No message has this number')
  return spans
}

/** UIDs of spans of message numbers: between the UIDs of neighbours stands no other message that is told. */
export const uidsOf = (view: View, numbers: readonly Span[]): UidRange[] =>
  numbers.map(([first, last]) => ({ first: view.uidAt(first), last: view.uidAt(last) }))

/** Those of the messages that a window shows, counted from the first or, in negative numbers, from the last. RFC 9394 §3.1 */
export function windowOf(numbers: readonly Span[], { first, last }: ResultWindow): Span[] {
  const total = sizeOf(numbers)
  const place = (at: number) => (at < 0 ? total + at : at - 1)
  const [from, to] = [Math.min(place(first), place(last)), Math.max(place(first), place(last))]
  let passed = 0
  return numbers.flatMap(([low, high]): Span[] => {
    const start = Math.max(low, low + from - passed)
    const end = Math.min(high, low + to - passed)
    passed += high - low + 1
    return start <= end ? [[start, end]] : []
  })
}

/** The same messages, so many at a time. */
export function* batches(numbers: readonly Span[], size: number): Generator<Span[]> {
  let batch: Span[] = []
  let room = size
  for (let [first, last] of numbers) {
    while (first <= last) {
      const end = Math.min(last, first + room - 1)
      batch.push([first, end])
      room -= end - first + 1
      first = end + 1
      if (room > 0) continue
      yield batch
      batch = []
      room = size
    }
  }
  if (batch.length > 0) yield batch
}

export const sizeOf = (numbers: readonly Span[]): number =>
  numbers.reduce((sum, [first, last]) => sum + last - first + 1, 0)

/** Numbers, in any order, as spans. */
export function runs(numbers: readonly number[]): Span[] {
  const spans: [number, number][] = []
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = spans.at(-1)
    if (last && number <= last[1] + 1) last[1] = Math.max(last[1], number)
    else spans.push([number, number])
  }
  return spans
}
