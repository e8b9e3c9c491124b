import { processorTime } from '../../processor.ts'

/** Throws when work on an input takes the processor longer. */
export function within(milliseconds: number, input: Buffer, work: () => void): void {
  const taken = processorTime(work)
  if (taken > milliseconds) throw new Error(`${input.length} octets took ${Math.round(taken)} ms`)
}
