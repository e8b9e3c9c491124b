import { writeNumbers } from '../sequence.ts'
import type { Writer } from '../writer.ts'

/** RFC 3501 §7.2.5; with the highest modseq found where MODSEQ was asked: RFC 7162 §3.1.5 */
export function writeSearch(writer: Writer, numbers: Iterable<number>, modseq?: number): void {
  writeResults(writer, 'SEARCH', numbers, modseq)
}

/** RFC 5256 §4 */
export function writeSort(writer: Writer, numbers: Iterable<number>, modseq?: number): void {
  writeResults(writer, 'SORT', numbers, modseq)
}

function writeResults(writer: Writer, name: string, numbers: Iterable<number>, modseq?: number): void {
  const found = [...numbers]
  const parts = [`* ${name}`, ...found]
  if (modseq !== undefined && found.length > 0) parts.push(`(MODSEQ ${modseq})`)
  writer.line(parts.join(' '))
}

export interface SearchAnswer {
  readonly uid: boolean
  readonly min?: number
  readonly max?: number
  /** An empty one is not written: RFC 9051 §7.3.4 */
  readonly all?: Iterable<number>
  readonly count?: number
  /** RFC 9394 §3.1 */
  readonly partial?: { readonly range: string; readonly numbers: Iterable<number> }
  readonly modseq?: number
}

/** RFC 9051 §7.3.4 */
export function writeEsearch(writer: Writer, tag: string, answer: SearchAnswer): void {
  writer.text('* ESEARCH (TAG ').string(tag).text(')')
  if (answer.uid) writer.text(' UID')
  if (answer.min !== undefined) writer.text(` MIN ${answer.min}`)
  if (answer.max !== undefined) writer.text(` MAX ${answer.max}`)
  const all = writeNumbers(answer.all ?? [])
  if (all) writer.text(` ALL ${all}`)
  if (answer.count !== undefined) writer.text(` COUNT ${answer.count}`)
  if (answer.partial) {
    writer.text(` PARTIAL (${answer.partial.range} ${writeNumbers(answer.partial.numbers) || 'NIL'})`)
  }
  if (answer.modseq !== undefined) writer.text(` MODSEQ ${answer.modseq}`)
  writer.line('')
}

/** A thread: messages each answering the one before, then the branches. RFC 5256 §4 */
export interface ThreadNode {
  /** Null for a message that others answer and that is not there. */
  readonly number: number | null
  readonly children: readonly ThreadNode[]
}

/** Without recursion: a conversation may be as deep as a mailbox is long. */
export function writeThread(writer: Writer, threads: readonly ThreadNode[]): void {
  const open: (ThreadNode | string)[] = threads.toReversed()
  writer.text(`* THREAD${threads.length > 0 ? ' ' : ''}`)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') {
      writer.text(next)
      continue
    }
    const { numbers, branches } = chainOf(next)
    writer.text(`(${numbers.join(' ')}${branches.length > 0 && numbers.length > 0 ? ' ' : ''}`)
    open.push(')', ...branches.toReversed())
  }
  writer.line('')
}

/** Messages that answer one another in a line, and what branches from the last. */
function chainOf(thread: ThreadNode): { numbers: number[]; branches: readonly ThreadNode[] } {
  const numbers: number[] = []
  let last = thread
  for (;;) {
    if (last.number !== null) numbers.push(last.number)
    const { children } = last
    if (children.length !== 1) return { numbers, branches: children }
    last = children[0]!
  }
}
