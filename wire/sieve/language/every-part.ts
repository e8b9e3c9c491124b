import { type Part, walkParts } from '../../mime/part.ts'
import type { Break, Call, Complain, Extension, Flow, TagSpec, Value } from '../language.ts'
import { constantOf } from '../text.ts'

/** A loop has a name so that it can be left from inside another. */
const NAME: Readonly<Record<string, TagSpec>> = { ':name': { value: 'string', check: checkConstant } }

// RFC 5703 §3
export const foreverypart: Extension = {
  name: 'foreverypart',
  commands: [
    {
      name: 'foreverypart',
      tags: NAME,
      block: true,
      run(call, run) {
        const own = loopName(call)
        for (const part of run.part ? below(run.part) : walkParts(run.letter.structure())) {
          const flow = run.inPart(part, call.block)
          if (isBreak(flow)) return flow.leaves === null || flow.leaves === own ? 'next' : flow
          if (flow !== 'next') return flow
        }
        return 'next'
      },
    },
    { name: 'break', tags: NAME, run: call => ({ leaves: loopName(call) }) },
  ],
}

const isBreak = (flow: Flow): flow is Break => typeof flow === 'object'

/** The parts inside a part, for a loop within a loop. */
function* below(part: Part): Generator<Part> {
  for (const one of walkParts(part)) if (one !== part) yield one
}

/** Null of a loop without a name, and of the innermost that `break` may mean. */
export function loopName(call: Call): string | null {
  const value = call.tags.get(':name')
  return value?.kind === 'texts' ? constantOf(value.texts[0]!) : null
}

function checkConstant(value: Value, complain: Complain): void {
  if (value.kind === 'texts' && constantOf(value.texts[0]!) === null)
    complain('constantExpected', { name: ':name' })
}
