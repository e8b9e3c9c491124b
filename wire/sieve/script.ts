import { type Fault, type FaultWords, SieveFault } from './fault.ts'
import { MAX_FAULTS, MAX_LIST, MAX_NESTING, MAX_NODES } from './limits.ts'
import { Lexer, type Token } from './token.ts'

/**
 * A script as it is written: commands, their arguments, tests and blocks, each with its place in the text.
 *
 *   | # comment ⏎ if header "a" "b" { keep; } |
 *     lead ────── start ──────────────────  end
 *
 * What nobody knows is read like the rest, so an editor can keep what it does not understand, byte for byte.
 */
export interface Script {
  readonly source: string
  readonly commands: readonly Command[]
  /** Where the blanks and comments after the last command begin. */
  readonly tail: number
}

export interface Node {
  /** As it is written; names are the same in any letter case. */
  readonly name: string
  readonly arguments: readonly Argument[]
  readonly tests: readonly Test[]
  readonly start: number
  readonly end: number
}

export interface Test extends Node {
  /** Its tests stand in parentheses. */
  readonly isList: boolean
}

export interface Command extends Test {
  readonly block: readonly Command[] | null
  /** Where the blanks and comments before it begin. */
  readonly lead: number
  /** Where those before the closing brace begin. */
  readonly blockTail: number
}

export type Argument =
  | { readonly kind: 'tag'; readonly name: string; readonly start: number; readonly end: number }
  | { readonly kind: 'number'; readonly value: number; readonly start: number; readonly end: number }
  | {
      readonly kind: 'strings'
      readonly items: readonly { readonly value: string; readonly start: number; readonly end: number }[]
      /** In brackets, though it may hold one only. */
      readonly isList: boolean
      readonly start: number
      readonly end: number
    }

/** A script, or every place where it is none. */
export type Reading =
  | { readonly script: Script; readonly faults: readonly [] }
  | { readonly script: null; readonly faults: readonly Fault[] }

/** Throws SieveFault at the first place that is no Sieve. RFC 5228 §8.2 */
export function readScript(source: string): Script {
  const { script, faults } = readWholeScript(source)
  if (!script) throw new SieveFault(faults[0]!)
  return script
}

/** Goes on behind a command that is none: who writes a script hears of all its faults. */
export function readWholeScript(source: string): Reading {
  const faults: Fault[] = []
  try {
    const script = new Parser(source, faults).script()
    return faults.length > 0 ? { script: null, faults } : { script, faults: [] }
  } catch (error) {
    if (!(error instanceof SieveFault)) throw error
    return { script: null, faults: [...faults, error.fault].slice(0, MAX_FAULTS) }
  }
}

class Parser {
  private readonly lexer: Lexer
  private readonly faults: Fault[]
  private token: Token
  private previousEnd = 0
  private nodes = 0
  private depth = 0

  constructor(source: string, faults: Fault[]) {
    this.faults = faults
    this.lexer = new Lexer(source)
    this.token = this.lexer.next()
  }

  script(): Script {
    const commands: Command[] = []
    while (!this.sees('end')) commands.push(...this.soundCommand())
    return { source: this.lexer.source, commands, tail: this.previousEnd }
  }

  private block(): Command[] {
    const commands: Command[] = []
    while (!this.sees('end') && !this.seesMark('}')) commands.push(...this.soundCommand())
    return commands
  }

  /** A command; none, with its fault kept, where something else stands than must. */
  private soundCommand(): [Command] | [] {
    const { depth } = this
    try {
      return [this.command()]
    } catch (error) {
      const isOver = this.faults.length >= MAX_FAULTS
      if (!(error instanceof SieveFault) || error.fault.code !== 'expected' || isOver) throw error
      // Braces that are all missing at the end are missing once.
      if (error.fault.offset !== this.faults.at(-1)?.offset) this.faults.push(error.fault)
      this.depth = depth
      this.skipCommand()
      return []
    }
  }

  /** To behind the next semicolon or block, but not out of the block around. */
  private skipCommand(): void {
    let open = 0
    while (!this.sees('end') && !(open === 0 && this.depth > 0 && this.seesMark('}'))) {
      const { kind, text } = this.take()
      if (kind !== 'mark') continue
      if (text === '{') open++
      if (text === '}') open--
      if (open <= 0 && (text === ';' || text === '}')) return
    }
  }

  private command(): Command {
    if (!this.sees('identifier')) this.expected('a command')
    const lead = this.previousEnd
    const node = this.node()
    if (this.takeMark(';')) return { ...node, block: null, lead, blockTail: -1, end: this.previousEnd }
    if (!this.takeMark('{')) this.expected('";"')
    const block = this.nested(() => this.block())
    const blockTail = this.previousEnd
    if (!this.takeMark('}')) this.expected('"}"')
    return { ...node, block, lead, blockTail, end: this.previousEnd }
  }

  private node(): Test {
    if (++this.nodes > MAX_NODES) this.lexer.fail(this.token.start, 'tooLong')
    const { text: name, start } = this.take()
    const args = this.arguments()
    const tests = this.tests()
    return { name, arguments: args, ...tests, start, end: this.previousEnd }
  }

  private arguments(): Argument[] {
    const found: Argument[] = []
    for (let next = this.argument(); next; next = this.argument()) found.push(next)
    return found
  }

  private argument(): Argument | null {
    const { kind, text, start } = this.token
    if (kind === 'tag') return { kind: 'tag', name: text, start, end: this.take().end }
    if (kind === 'number') return { kind: 'number', value: this.token.value, start, end: this.take().end }
    if (kind === 'string') {
      const { end } = this.take()
      return { kind: 'strings', items: [{ value: text, start, end }], isList: false, start, end }
    }
    return kind === 'mark' && text === '[' ? this.list() : null
  }

  private list(): Argument {
    const { start } = this.take()
    const items: { value: string; start: number; end: number }[] = []
    do {
      if (this.token.kind !== 'string') this.expected('a text in quotes')
      if (items.length >= MAX_LIST) this.lexer.fail(start, 'listTooLong')
      const { text: value, start: at, end } = this.take()
      items.push({ value, start: at, end })
    } while (this.takeMark(','))
    if (!this.takeMark(']')) this.expected('"]"')
    return { kind: 'strings', items, isList: true, start, end: this.previousEnd }
  }

  private tests(): { tests: Test[]; isList: boolean } {
    if (this.sees('identifier')) return { tests: [this.test()], isList: false }
    if (!this.takeMark('(')) return { tests: [], isList: false }
    const tests: Test[] = []
    do {
      if (!this.sees('identifier')) this.expected('a test')
      tests.push(this.test())
    } while (this.takeMark(','))
    if (!this.takeMark(')')) this.expected('")"')
    return { tests, isList: true }
  }

  private test(): Test {
    return this.nested(() => this.node())
  }

  private nested<T>(rule: () => T): T {
    if (++this.depth > MAX_NESTING) this.lexer.fail(this.token.start, 'tooDeep')
    const value = rule()
    this.depth--
    return value
  }

  private sees(kind: Token['kind']): boolean {
    return this.token.kind === kind
  }

  private take(): Token {
    const taken = this.token
    this.previousEnd = taken.end
    this.token = this.lexer.next()
    return taken
  }

  private seesMark(mark: string): boolean {
    return this.token.kind === 'mark' && this.token.text === mark
  }

  private takeMark(mark: string): boolean {
    if (!this.seesMark(mark)) return false
    this.take()
    return true
  }

  private expected(expected: string): never {
    const { kind, start, end } = this.token
    const written =
      kind === 'end' ? 'the end' : JSON.stringify(this.lexer.source.slice(start, end).slice(0, 40))
    const words: FaultWords = { expected, found: written }
    return this.lexer.fail(start, 'expected', words)
  }
}

/** The script in canonical form: one command a line, two spaces a level, comments where they stood. */
export function writeScript(script: Pick<Script, 'source' | 'commands' | 'tail'>): string {
  const { source, commands, tail } = script
  return writeCommands(source, commands, '') + writeComments(source.slice(tail), '')
}

const writeCommands = (source: string, commands: readonly Command[], indent: string): string =>
  commands.map(command => writeCommand(source, command, indent)).join('')

function writeCommand(source: string, command: Command, indent: string): string {
  const comments = writeComments(source.slice(command.lead, command.start), indent)
  const line = comments + indent + writeNode(command)
  if (command.block === null) return `${line};\n`
  const inner = writeCommands(source, command.block, `${indent}  `)
  const tail = writeComments(source.slice(command.blockTail, command.end), `${indent}  `)
  return `${line} {\n${inner}${tail}${indent}}\n`
}

/** The comments of what lies between two tokens, each on lines of its own. */
function writeComments(between: string, indent: string): string {
  const comments = between.match(/#[^\r\n]*|\/\*.*?\*\//gs) ?? []
  return comments.map(comment => `${indent}${comment.trimEnd().replace(/\r\n?/g, '\n')}\n`).join('')
}

/** A command without its block, or a test. */
export function writeNode({ name, arguments: given, tests, isList }: Omit<Test, 'start' | 'end'>): string {
  const words = [name.toLowerCase(), ...given.map(writeArgument)]
  if (isList) words.push(`(${tests.map(writeNode).join(', ')})`)
  else words.push(...tests.map(writeNode))
  return words.join(' ')
}

function writeArgument(argument: Argument): string {
  if (argument.kind === 'tag') return argument.name.toLowerCase()
  if (argument.kind === 'number') return writeNumber(argument.value)
  const items = argument.items.map(item => writeString(item.value))
  return argument.isList && items.length !== 1 ? `[${items.join(', ')}]` : items[0]!
}

function writeNumber(value: number): string {
  for (const [unit, size] of [
    ['G', 1024 ** 3],
    ['M', 1024 ** 2],
    ['K', 1024],
  ] as const)
    if (value > 0 && value % size === 0) return `${value / size}${unit}`
  return String(value)
}

/** In quotes; several lines, which people want to read, as a text that ends with a dot. RFC 5228 §2.4.2 */
export function writeString(value: string): string {
  const text = value.replaceAll('\r\n', '\n')
  if (text.endsWith('\n') && text.length > 1) return `text:\n${text.replace(/^\./gm, '..')}.\n`
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** Puts other text in the place of some commands; everything else stays as it is, byte for byte. */
export function replaceCommands(
  { source }: Script,
  changes: ReadonlyMap<Pick<Command, 'start' | 'end'>, string>,
): string {
  const sorted = [...changes].sort(([a], [b]) => b.start - a.start)
  return sorted.reduce((text, [{ start, end }, now]) => text.slice(0, start) + now + text.slice(end), source)
}
