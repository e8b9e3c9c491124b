import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { SieveFault } from './fault.ts'
import { MAX_NESTING } from './limits.ts'
import { type Argument, type Command, readScript, replaceCommands, type Test, writeScript } from './script.ts'

const faultOf = (source: string) => {
  try {
    readScript(source)
  } catch (error) {
    if (error instanceof SieveFault) return error.fault
    throw error
  }
  return null
}

test('a command has its name, its arguments, its tests and its block', () => {
  const [command] = readScript('IF anyof (header :is ["A", "b"] "c", size :over 2M) { keep; }').commands
  assert.equal(command?.name, 'IF')
  assert.equal(command?.tests[0]?.tests[1]?.name, 'size')
  assert.deepEqual(command?.tests[0]?.tests[1]?.arguments[1], {
    kind: 'number',
    value: 2_097_152,
    start: 48,
    end: 50,
  })
  assert.equal(command?.block?.[0]?.name, 'keep')
})

test('a text of several lines ends at its dot, and the dots of its lines are undoubled', () => {
  const [command] = readScript('vacation text: # said\r\nHello\r\n..\r\nBye\r\n.\r\n;').commands
  const [argument] = command!.arguments
  assert.equal(argument?.kind === 'strings' && argument.items[0]?.value, 'Hello\r\n.\r\nBye\r\n')
})

test('in quotes a backslash keeps the next character as it is', () => {
  const [command] = readScript('fileinto "a\\"b\\\\c\\d";').commands
  const [argument] = command!.arguments
  assert.equal(argument?.kind === 'strings' && argument.items[0]?.value, 'a"b\\cd')
})

test('a fault says where it stands and what was expected', () => {
  const { line, column, code, message } = faultOf('keep;\nfileinto "été" "b"]\n')!
  assert.deepEqual({ line, column, code }, { line: 2, column: 19, code: 'expected' })
  assert.equal(message, '";" is expected here, not "]".')
})

test('what has no end is told where it begins', () => {
  assert.deepEqual(
    [faultOf('keep;\n /* never')?.code, faultOf('keep;\n /* never')?.line],
    ['unclosedComment', 2],
  )
  assert.equal(faultOf('fileinto "a')?.code, 'unclosedString')
  assert.equal(faultOf('vacation text:\nabc')?.code, 'unclosedText')
  assert.equal(faultOf('if true { keep;')?.code, 'expected')
})

test('a number beyond 32 bits and a nesting without end are refused', () => {
  assert.equal(faultOf('if size :over 4G { }')?.code, 'numberTooLarge')
  assert.equal(faultOf(`if ${'not '.repeat(MAX_NESTING + 1)}true {}`)?.code, 'tooDeep')
})

test('the canonical form keeps comments, and is its own', () => {
  const source = `# rules
require "fileinto";  /* two
lines */
if   header :IS "a" ["b"]
{ # inside
  fileinto "x"; # at the end
}
# last`
  const written = writeScript(readScript(source))
  assert.equal(
    written,
    `# rules
require "fileinto";
/* two
lines */
if header :is "a" "b" {
  # inside
  fileinto "x";
  # at the end
}
# last
`,
  )
  assert.equal(writeScript(readScript(written)), written)
})

test('a changed command leaves every other byte as it was', () => {
  const source = '# mine\r\nkeep ;\tstop;// odd'.replace('// odd', ' # odd')
  const script = readScript(source)
  const changed = replaceCommands(script, new Map([[script.commands[1]!, 'discard;']]))
  assert.equal(changed, '# mine\r\nkeep ;\tdiscard; # odd')
})

const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/).filter(word => word !== 'text')
const string = fc.string({ unit: 'grapheme', maxLength: 12 }).map(text => text.replace(/[\r\n\0]/g, ''))
const lines = fc.array(string, { maxLength: 3 }).map(each => each.map(line => `${line}\r\n`).join(''))
const place = { start: 0, end: 0 }
const strings = fc.array(fc.oneof(string, lines), { minLength: 1, maxLength: 3 }).map(
  (values): Argument => ({
    kind: 'strings',
    items: values.map(value => ({ value, ...place })),
    isList: values.length > 1,
    ...place,
  }),
)
const argument: fc.Arbitrary<Argument> = fc.oneof(
  strings,
  name.map((word): Argument => ({ kind: 'tag', name: `:${word}`, ...place })),
  fc.nat(4_294_967_295).map((value): Argument => ({ kind: 'number', value, ...place })),
)
const { command: anyCommand } = fc.letrec<{ test: Test; command: Command }>(tie => ({
  test: fc
    .record({
      name,
      arguments: fc.array(argument, { maxLength: 3 }),
      tests: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constant([]),
        fc.array(tie('test'), { maxLength: 3 }),
      ),
    })
    .map(node => ({ ...node, isList: node.tests.length > 1, ...place })),
  command: fc
    .record({
      test: tie('test'),
      block: fc.oneof({ depthSize: 'small' }, fc.constant(null), fc.array(tie('command'), { maxLength: 3 })),
    })
    .map(({ test: node, block }) => ({ ...node, block, lead: 0, blockTail: 0 })),
}))

/** Without places. */
const shape = ({ name: word, arguments: given, tests, isList, ...rest }: Test | Command): unknown => ({
  word,
  given: given.map(one =>
    one.kind === 'strings'
      ? one.items.map(item => item.value)
      : [one.kind, 'name' in one ? one.name : one.value],
  ),
  tests: tests.map(shape),
  isList,
  block: 'block' in rest ? (rest.block?.map(shape) ?? null) : undefined,
})

test('what is written is read back the same', () => {
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 4 }), commands => {
      const written = writeScript({ source: '', commands, tail: 0 })
      assert.deepEqual(readScript(written).commands.map(shape), commands.map(shape))
    }),
  )
})
