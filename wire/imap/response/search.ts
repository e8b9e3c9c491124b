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
  readonly number: number
  readonly children: readonly ThreadNode[]
}

export function writeThread(writer: Writer, threads: readonly ThreadNode[]): void {
  writer.line(
    `* THREAD${threads.length > 0 ? ' ' : ''}${threads.map(thread => `(${chain(thread)})`).join('')}`,
  )
}

/** A line of single answers is walked, not recursed: a long conversation is deep. */
function chain(thread: ThreadNode): string {
  const numbers = [thread.number]
  let last = thread
  while (last.children.length === 1) {
    last = last.children[0]!
    numbers.push(last.number)
  }
  const branches = last.children.map(branch => `(${chain(branch)})`).join('')
  return branches ? `${numbers.join(' ')} ${branches}` : numbers.join(' ')
}
