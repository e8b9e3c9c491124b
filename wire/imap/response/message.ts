import { writeNumbers } from '../sequence.ts'
import type { Writer } from '../writer.ts'

/** RFC 9051 §7.4.1 */
export function writeExists(writer: Writer, count: number): void {
  writer.line(`* ${count} EXISTS`)
}

/** RFC 3501 §7.3.2 */
export function writeRecent(writer: Writer, count: number): void {
  writer.line(`* ${count} RECENT`)
}

/** RFC 9051 §7.5.1. From the largest number down, or each shifts the next. */
export function writeExpunge(writer: Writer, sequence: number): void {
  writer.line(`* ${sequence} EXPUNGE`)
}

/** RFC 7162 §3.2.10: instead of EXPUNGE once QRESYNC is enabled; `earlier` answers what happened before. */
export function writeVanished(writer: Writer, uids: Iterable<number>, earlier = false): void {
  const set = writeNumbers(uids)
  if (set) writer.line(`* VANISHED ${earlier ? '(EARLIER) ' : ''}${set}`)
}
