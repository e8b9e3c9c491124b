import type { Complain, Extension, Value } from '../language.ts'
import { constantOf } from '../text.ts'

/** They would change what the rest of the script means, which is read before any of it runs. */
const CHANGES_READING = new Set(['variables', 'encoded-character'])

// RFC 5463 §4, §5
export const ihave: Extension = {
  name: 'ihave',
  commands: [
    {
      name: 'error',
      arguments: [{ name: 'message', kind: 'string' }],
      run: (call, run) => run.fail('scriptError', { message: run.text(call.arguments[0]) }),
    },
  ],
  tests: [
    {
      name: 'ihave',
      arguments: [{ name: 'capabilities', kind: 'strings', check: checkConstants }],
      test(call, run) {
        const { requires, extensions } = run.program
        const names = run.texts(call.arguments[0])
        const has = (name: string) =>
          requires.has(name) || (extensions.has(name) && !CHANGES_READING.has(name))
        if (!names.every(has)) return false
        run.enable(names)
        return true
      },
    },
  ],
}

function checkConstants(value: Value, complain: Complain): void {
  if (value.kind === 'texts' && value.texts.some(text => constantOf(text) === null))
    complain('constantExpected', { name: 'ihave' })
}
