import { type Fault, type FaultCode, type FaultWords, faultAt } from './fault.ts'
import { checkGlobals } from './globals.ts'
import type {
  ArgumentSpec,
  BoundTest,
  Call,
  CommandSpec,
  Complain,
  Extension,
  Grammar,
  Program,
  Step,
  TagSpec,
  TestSpec,
  Value,
} from './language.ts'
import { MAX_FAULTS, MAX_INCLUDE_DEPTH, MAX_INCLUDED } from './limits.ts'
import { checkLoops } from './loops.ts'
import { type Argument, type Command, type Node, readWholeScript, type Script, type Test } from './script.ts'
import { constantOf, readText, type TextRules } from './text.ts'

export interface Surroundings {
  /** The whole language, or as much of it as there is here. */
  readonly extensions: readonly Extension[]
  /** Other scripts, for `include`: null when there is none of that name. */
  readonly findScript?: (name: string, place: 'personal' | 'global') => string | null
}

/** A program, or everything that is wrong with the script. */
export type Checked =
  | { readonly program: Program; readonly faults: readonly [] }
  | { readonly program: null; readonly faults: readonly Fault[] }

/** Reads a script and sees whether it may run: what it requires, each argument, each type. */
export function checkScript(source: string, surroundings: Surroundings): Checked {
  return checkIncluded(source, surroundings, { names: [], count: { scripts: 0 } })
}

interface Including {
  /** Names of the scripts around it, with their places. */
  readonly names: readonly string[]
  readonly count: { scripts: number }
}

function checkIncluded(source: string, surroundings: Surroundings, including: Including): Checked {
  const { script, faults } = readWholeScript(source)
  if (!script) return { program: null, faults }
  const checker = new Checker(script, surroundings, including)
  const steps = checker.script()
  if (checker.faults.length > 0) return { program: null, faults: checker.faults }
  const name = including.names.at(-1) ?? null
  const { required: requires, extensions } = checker
  return { program: { source, name, steps, requires, extensions }, faults: [] }
}

/** The tags of a command, as they are gone through. */
interface Tagging {
  readonly known: Readonly<Record<string, TagSpec>>
  readonly tags: Map<string, Value | null>
  /** The tag of each group that stands already. */
  readonly groups: Map<string, string>
  readonly rest: Argument[]
}

class Checker {
  readonly faults: Fault[] = []
  readonly required = new Set<string>()
  readonly extensions: ReadonlyMap<string, Extension>
  private readonly script_: Script
  private readonly surroundings: Surroundings
  private readonly including: Including
  private readonly commands = new Map<string, { spec: CommandSpec; extension: string | null }>()
  private readonly tests = new Map<string, { spec: TestSpec; extension: string | null }>()
  /** Of the command or test that is being read, in a script with `ihave`. */
  private lacking: Fault[] | null = null
  private complaints = 0

  constructor(script: Script, surroundings: Surroundings, including: Including) {
    this.script_ = script
    this.surroundings = surroundings
    this.including = including
    this.extensions = new Map(
      surroundings.extensions.flatMap(one => (one.name === null ? [] : [[one.name, one]])),
    )
    for (const { name, commands = [], tests = [] } of surroundings.extensions) {
      for (const spec of commands) this.commands.set(spec.name, { spec, extension: name })
      for (const spec of tests) this.tests.set(spec.name, { spec, extension: name })
    }
  }

  script(): Step[] {
    const { commands } = this.script_
    const first = commands.findIndex(command => command.name.toLowerCase() !== 'require')
    const head = first === -1 ? commands : commands.slice(0, first)
    for (const command of head) this.require(command)
    this.requireBeside(head)
    const steps = this.steps(first === -1 ? [] : commands.slice(first))
    checkGlobals(steps, this.complainOf(0))
    checkLoops(steps, this.complainOf(0))
    return steps
  }

  private complain(code: FaultCode, words: FaultWords, offset: number): void {
    const fault = faultAt(this.script_.source, offset, code, words)
    const isLate = this.lacking !== null && LATE.has(code)
    if (!isLate || code !== 'notRequired') this.complaints++
    if (isLate) this.lacking!.push(fault)
    else if (this.faults.length < MAX_FAULTS) this.faults.push(fault)
  }

  // RFC 5228 §3.2
  private require(command: Command): void {
    const [names, ...others] = command.arguments
    if (names?.kind !== 'strings') {
      this.complain('missingArgument', { name: 'require', expected: 'a list of texts' }, command.start)
      return
    }
    if (others.length > 0) this.complain('tooManyArguments', { name: 'require' }, others[0]!.start)
    this.shape(command, {}, null)
    for (const { value, start } of names.items) this.requireOne(value, start)
  }

  private requireBeside(head: readonly Command[]): void {
    for (const name of this.required)
      for (const extension of this.extensions.get(name)?.needs ?? [])
        if (!this.required.has(extension))
          this.complain('notRequired', { name, extension }, head.at(-1)!.start)
  }

  private requireOne(name: string, start: number): void {
    const extension = this.extensions.get(name)
    if (!extension) {
      const code = NOTIFICATIONS.has(name) ? 'notNotified' : 'unknownExtension'
      this.complain(code, { name }, start)
      return
    }
    this.required.add(name)
    for (const brought of extension.brings ?? []) this.required.add(brought)
  }

  private steps(commands: readonly Command[]): Step[] {
    const steps: Step[] = []
    let previous = ''
    for (const command of commands) {
      const step = this.late(
        () => this.step(command, previous),
        lacking => ({ spec: { name: command.name, run: () => {} }, call: callOf(command, lacking) }),
      )
      if (step) steps.push(step)
      previous = command.name.toLowerCase()
    }
    return steps
  }

  private step(command: Command, previous: string): Step | null {
    const name = command.name.toLowerCase()
    if (name === 'require') this.complain('requireNotFirst', {}, command.start)
    const found = this.find(this.commands, command)
    if (!found) {
      if (name !== 'require') this.complain('unknownCommand', { name: command.name }, command.start)
      if (command.block) this.steps(command.block)
      return null
    }
    const { spec } = found
    if (spec.follows && !spec.follows.includes(previous)) this.complain('notAfterIf', { name }, command.start)
    this.shape(command, spec, command.block)
    const call = this.call(command, spec, command.block ? this.steps(command.block) : [])
    return { spec, call }
  }

  /**
   * With `ihave`, what a script may not use is told where it is reached, and what else seems wrong with a command whose
   * grammar is not known, not at all. RFC 5463 §4
   */
  private late<T extends { readonly call: Call }>(
    read: () => T | null,
    unknown: (lacking: readonly Fault[]) => T,
  ): T | null {
    if (!this.required.has('ihave')) return read()
    const { lacking: outer } = this
    const before = this.faults.length
    const lacking: Fault[] = []
    this.lacking = lacking
    const found = read()
    this.lacking = outer
    if (lacking.some(fault => fault.code !== 'notRequired')) this.faults.length = before
    if (!found) return lacking.length > 0 ? unknown(lacking) : null
    return { ...found, call: { ...found.call, lacking } }
  }

  private lateTest(test: Test): BoundTest | null {
    return this.late(
      () => this.test(test),
      lacking => ({ spec: { name: test.name, test: () => false }, call: callOf(test, lacking) }),
    )
  }

  private test(test: Test): BoundTest | null {
    const found = this.find(this.tests, test)
    if (!found) {
      this.complain('unknownTest', { name: test.name }, test.start)
      return null
    }
    const { spec } = found
    this.shape(test, spec, null)
    return { spec, call: this.call(test, spec, []) }
  }

  /** What goes by that name, if the script requires it. */
  private find<T>(known: ReadonlyMap<string, { spec: T; extension: string | null }>, node: Node) {
    const found = known.get(node.name.toLowerCase())
    if (found && found.extension !== null && !this.required.has(found.extension))
      this.complain('notRequired', { name: node.name, extension: found.extension }, node.start)
    return found
  }

  /** Tests and blocks stand where they belong. */
  private shape(
    node: Test | Command,
    grammar: Pick<CommandSpec, 'tests' | 'block'>,
    block: object | null,
  ): void {
    const code = misshapen(node, grammar, block)
    if (!code) return
    const [next] = node.tests
    // A command that has no semicolon takes the next one for its test.
    const isNext = next && 'lead' in node && !grammar.block && this.commands.has(next.name.toLowerCase())
    if (code === 'unexpectedTest' && isNext)
      this.complain('expected', { expected: '";"', found: JSON.stringify(next.name) }, next.start)
    else this.complain(code, { name: node.name }, code === 'unexpectedTest' ? testAt(node) : node.start)
  }

  private call(node: Test, grammar: Grammar, block: readonly Step[]): Call {
    const before = this.complaints
    if (grammar.needs && !this.required.has(grammar.needs))
      this.complain('notRequired', { name: node.name, extension: grammar.needs }, node.start)
    const { tags, positional, isSound } = this.split(node, grammar)
    const call = {
      node,
      tags,
      arguments: isSound ? this.place(node, grammar.arguments ?? [], positional) : [],
      tests: grammar.tests ? node.tests.flatMap(test => this.lateTest(test) ?? []) : [],
      block,
      program: null,
      lacking: [],
    }
    // Arguments that are wrong themselves are not compared with each other.
    if (this.complaints === before) grammar.check?.(call, this.complainOf(node.start))
    if (node.name.toLowerCase() !== 'include' || this.complaints > before) return call
    return { ...call, program: this.include(call) }
  }

  private complainOf(at: number): Complain {
    return (code, words = {}, offset = at) => this.complain(code, words, offset)
  }

  /** Tags, with the value that follows those that have one, and the rest. RFC 5228 §2.6.2 */
  private split(node: Node, { tags: known = {} }: Grammar) {
    const tags = new Map<string, Value | null>()
    const positional: Argument[] = []
    const rest = [...node.arguments]
    const groups = new Map<string, string>()
    // What a tag that is unknown, or lacks its value, does to the others is not their fault.
    let isSound = true
    for (let argument = rest.shift(); argument; argument = rest.shift()) {
      if (argument.kind !== 'tag') {
        positional.push(argument)
        continue
      }
      const name = argument.name.toLowerCase()
      const spec = Object.hasOwn(known, name) ? known[name]! : null
      const isMisplaced = positional.length > 0
      if (!spec) this.complain('unknownTag', { name: node.name, tag: argument.name }, argument.start)
      else if (isMisplaced) this.complain('misplacedTag', { tag: name }, argument.start)
      const hasValue = spec !== null && this.tag(node, argument, name, spec, { known, tags, groups, rest })
      isSound &&= hasValue && !isMisplaced
    }
    return { tags, positional, isSound }
  }

  /** False when its value is not there, or of another kind. */
  private tag(
    node: Node,
    { start }: Argument,
    name: string,
    spec: TagSpec,
    { known, tags, groups, rest }: Tagging,
  ): boolean {
    const group = spec.group ?? name
    if (groups.has(group)) this.complain('repeatedTag', { tag: name, other: groups.get(group)! }, start)
    groups.set(group, name)
    if (spec.needs && !this.required.has(spec.needs))
      this.complain('notRequired', { name, extension: spec.needs }, start)
    tags.set(name, null)
    if (!spec.value) return true
    const given = rest[0]
    if (!given || given.kind === 'tag') {
      this.complain('tagWithoutValue', { tag: name }, start)
      // It was meant for the value.
      if (given && !Object.hasOwn(known, given.name.toLowerCase())) rest.shift()
      return false
    }
    rest.shift()
    const value = this.value(node, given, spec.value)
    tags.set(name, value)
    if (!value) return false
    spec.check?.(value, this.complainOf(given.start))
    if (name === ':comparator') this.requireComparator(value)
    return true
  }

  // RFC 5228 §2.7.3
  private requireComparator(value: Value): void {
    const name = value.kind === 'texts' ? constantOf(value.texts[0]!) : null
    if (name === null || BUILT_IN.has(name) || this.required.has(`comparator-${name}`)) return
    if (this.extensions.has(`comparator-${name}`))
      this.complain('notRequired', { name, extension: `comparator-${name}` }, value.start)
  }

  private place(node: Node, specs: readonly ArgumentSpec[], given: readonly Argument[]): (Value | null)[] {
    const missing = specs.length - given.length
    const { name } = node
    if (given.length > specs.length) this.complain('tooManyArguments', { name }, given[specs.length]!.start)
    let spare = specs.filter(spec => spec.isOptional).length
    if (missing > spare) {
      const expected = EXPECTED[specs.at(-1)!.kind]
      // A test, which none that has arguments takes, stands in its place.
      if (node.tests.length === 0) this.complain('missingArgument', { name, expected }, node.start)
      return []
    }
    const rest = [...given]
    return specs.map(spec => {
      if (spec.isOptional && rest.length < specs.length && spare-- > 0 && missing > 0) return null
      const argument = rest.shift()!
      const value = this.value(node, argument, spec.kind)
      if (value) spec.check?.(value, this.complainOf(argument.start))
      return value
    })
  }

  private value(node: Node, given: Argument, kind: 'string' | 'strings' | 'number'): Value | null {
    const { start } = given
    if (given.kind === 'number' && kind === 'number') return { kind: 'number', number: given.value, start }
    const isFit = given.kind === 'strings' && (kind === 'strings' || (kind === 'string' && !given.isList))
    if (given.kind !== 'strings' || !isFit) {
      this.complain('wrongKind', { name: node.name, expected: EXPECTED[kind] }, start)
      return null
    }
    const before = this.complaints
    const texts = given.items.map(item =>
      readText(item.value, item.start, this.rules(), this.complainOf(start)),
    )
    return this.complaints > before ? null : { kind: 'texts', texts, start }
  }

  private rules(): TextRules {
    return {
      hasVariables: this.required.has('variables'),
      hasEncodedCharacters: this.required.has('encoded-character'),
      namespaces: new Set([...this.required].flatMap(name => this.extensions.get(name)?.namespaces ?? [])),
    }
  }

  // RFC 6609 §3.2
  private include(call: Call): Program | null {
    const value = call.arguments[0]
    const name = value?.kind === 'texts' ? constantOf(value.texts[0]!) : null
    if (name === null) return null
    const place = call.tags.has(':global') ? 'global' : 'personal'
    const complain = this.complainOf(call.node.start)
    const key = `${place}/${name}`
    if (this.including.names.includes(key)) {
      // With :once it would not be run again.
      if (!call.tags.has(':once')) complain('circularInclude', { name })
      return null
    }
    const source = this.surroundings.findScript?.(name, place) ?? null
    if (source === null) {
      if (!call.tags.has(':optional')) complain('unknownScript', { name })
      return null
    }
    if (this.including.names.length >= MAX_INCLUDE_DEPTH || ++this.including.count.scripts > MAX_INCLUDED) {
      complain('tooManyIncludes')
      return null
    }
    const names = [...this.including.names, key]
    const checked = checkIncluded(source, this.surroundings, { ...this.including, names })
    const [fault] = checked.faults
    if (fault) complain('faultInside', { name, line: fault.line, reason: fault.message })
    return checked.program
  }
}

/** Of what is not known, only where it stands. */
const callOf = (node: Node, lacking: readonly Fault[]): Call => ({
  node: { ...node, arguments: [], tests: [] },
  tags: new Map(),
  arguments: [],
  tests: [],
  block: [],
  program: null,
  lacking,
})

function misshapen(
  { tests, isList }: Test,
  grammar: Pick<CommandSpec, 'tests' | 'block'>,
  block: object | null,
): FaultCode | null {
  if (!grammar.tests && (tests.length > 0 || isList)) return 'unexpectedTest'
  if (grammar.tests && tests.length === 0) return 'missingTest'
  if (grammar.tests === 'one' && isList) return 'tooManyTests'
  if (grammar.tests === 'many' && !isList) return 'missingTest'
  if (grammar.block && block === null) return 'missingBlock'
  return !grammar.block && block !== null ? 'unexpectedBlock' : null
}

const testAt = ({ tests, start }: Test): number => tests[0]?.start ?? start

const EXPECTED = { string: 'a text', strings: 'a list of texts', number: 'a number' } as const
const BUILT_IN = new Set(['i;octet', 'i;ascii-casemap'])
/** What an extension could bring that is not there, or not required. */
const LATE: ReadonlySet<FaultCode> = new Set([
  'notRequired',
  'unknownCommand',
  'unknownTest',
  'unknownTag',
  'unknownComparator',
])
const NOTIFICATIONS = new Set(['enotify', 'notify'])
