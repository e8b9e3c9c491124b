import { loopName } from './language/every-part.ts'
import type { Complain, Step } from './language.ts'
import { MAX_PART_LOOPS } from './limits.ts'

const IN_LOOPS = new Set(['break', 'extracttext'])

/** Loops are not nested too deep, and `break` leaves one that is around it. RFC 5703 §3 */
export function checkLoops(
  steps: readonly Step[],
  complain: Complain,
  around: readonly (string | null)[] = [],
): void {
  for (const { spec, call } of steps) {
    const name = loopName(call)
    const { start } = call.node
    if (IN_LOOPS.has(spec.name) && around.length === 0) complain('outsideOfLoop', { name: spec.name }, start)
    else if (spec.name === 'break' && name !== null && !around.includes(name))
      complain('noSuchLoop', { name }, start)
    const isLoop = spec.name === 'foreverypart'
    if (isLoop && around.length === MAX_PART_LOOPS) complain('tooManyLoops', { max: MAX_PART_LOOPS }, start)
    checkLoops(call.block, complain, isLoop ? [...around, name] : around)
  }
}
