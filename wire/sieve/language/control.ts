import type { CommandSpec, Extension, TestSpec } from '../language.ts'

const conditional = (name: string, follows?: readonly string[]): CommandSpec => ({
  name,
  tests: 'one',
  block: true,
  ...(follows && { follows }),
  condition: (call, run) => run.test(call.tests[0]!),
  run: (call, run) => run.block(call.block),
})

const commands: readonly CommandSpec[] = [
  // RFC 5228 §3.1
  conditional('if'),
  conditional('elsif', ['if', 'elsif']),
  {
    name: 'else',
    block: true,
    follows: ['if', 'elsif'],
    condition: () => true,
    run: (call, run) => run.block(call.block),
  },
  // RFC 5228 §3.3
  { name: 'stop', run: () => 'stop' },
]

const tests: readonly TestSpec[] = [
  // RFC 5228 §5.2
  { name: 'allof', tests: 'many', test: (call, run) => call.tests.every(test => run.test(test)) },
  // RFC 5228 §5.3
  { name: 'anyof', tests: 'many', test: (call, run) => call.tests.some(test => run.test(test)) },
  // RFC 5228 §5.8
  { name: 'not', tests: 'one', test: (call, run) => !run.test(call.tests[0]!) },
  { name: 'true', test: () => true },
  { name: 'false', test: () => false },
]

export const control: Extension = { name: null, commands, tests }
