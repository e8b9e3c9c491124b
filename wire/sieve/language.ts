import type { Part } from '../mime/part.ts'
import type { Action } from './action.ts'
import type { Facts } from './facts.ts'
import type { Fault, FaultCode, FaultWords } from './fault.ts'
import type { Field, Letter } from './letter.ts'
import type { Node } from './script.ts'

/**
 * What a capability brings: commands and tests, each with its grammar and what it does. The whole language is a list of
 * these; whoever runs scripts may bring more of them.
 */
export interface Extension {
  /** As `require` names it; null for what needs no require. */
  readonly name: string | null
  readonly commands?: readonly CommandSpec[]
  readonly tests?: readonly TestSpec[]
  /** Extensions that come with it. */
  readonly brings?: readonly string[]
  /** Extensions that have to be required beside it. */
  readonly needs?: readonly string[]
  /** Namespaces of its variables. RFC 5229 §3 */
  readonly namespaces?: readonly string[]
}

export interface Grammar {
  readonly name: string
  /** Tags by their name, colon included. */
  readonly tags?: Readonly<Record<string, TagSpec>>
  readonly arguments?: readonly ArgumentSpec[]
  readonly tests?: 'one' | 'many'
  /** An extension beyond that of its own. */
  readonly needs?: string
  /** What its own arguments cannot say of each other; run when the script is checked. */
  readonly check?: (call: Call, complain: Complain) => void
}

export interface CommandSpec extends Grammar {
  readonly block?: boolean
  /** It must follow one of these. */
  readonly follows?: readonly string[]
  /** It is done only where this holds; of those that follow one another, one is. */
  readonly condition?: (call: Call, run: Run) => boolean
  readonly run: (call: Call, run: Run) => Flow | void
}

export interface TestSpec extends Grammar {
  readonly test: (call: Call, run: Run) => boolean
}

export interface TagSpec {
  readonly value?: 'string' | 'strings' | 'number'
  /** One of a group at most. */
  readonly group?: string
  /** The extension that brings it. */
  readonly needs?: string
  readonly check?: (value: Value, complain: Complain) => void
}

export interface ArgumentSpec {
  readonly name: string
  readonly kind: 'string' | 'strings' | 'number'
  /** May be left out, when others follow. */
  readonly isOptional?: boolean
  readonly check?: (value: Value, complain: Complain) => void
}

export type Complain = (code: FaultCode, words?: FaultWords, offset?: number) => void

/** A text, in which variables may stand. */
export interface Text {
  readonly pieces: readonly (string | Variable)[]
  readonly start: number
}

export interface Variable {
  /** In lower case; digits name a match. */
  readonly name: string
}

export type Value =
  | { readonly kind: 'number'; readonly number: number; readonly start: number }
  | { readonly kind: 'texts'; readonly texts: readonly Text[]; readonly start: number }

/** A command or a test with its arguments in place. */
export interface Call {
  readonly node: Node
  readonly tags: ReadonlyMap<string, Value | null>
  readonly arguments: readonly (Value | null)[]
  readonly tests: readonly BoundTest[]
  readonly block: readonly Step[]
  /** A script that it includes. */
  readonly program: Program | null
  /** What nothing but `ihave` could bring: wrong where it is reached without. RFC 5463 §4 */
  readonly lacking: readonly Fault[]
}

export interface Step {
  readonly spec: CommandSpec
  readonly call: Call
}

export interface BoundTest {
  readonly spec: TestSpec
  readonly call: Call
}

/** A script that may run. */
export interface Program {
  readonly source: string
  /** Of an included script. */
  readonly name: string | null
  readonly steps: readonly Step[]
  readonly requires: ReadonlySet<string>
  /** All that it could require. */
  readonly extensions: ReadonlyMap<string, Extension>
}

/** What follows a command: the next one, what is behind a loop, or nothing more of this script, or of all. */
export type Flow = 'next' | Break | 'return' | 'stop'

export interface Break {
  /** The name of the loop; null for the innermost. */
  readonly leaves: string | null
}

/** What `duplicate` is to know of from now on. RFC 7352 §3 */
export interface Memory {
  readonly key: string
  readonly seconds: number
  /** The time counts from the last that came, not from the first. */
  readonly isLast: boolean
}

/** A script at work on one message. */
export interface Run {
  readonly facts: Facts
  readonly letter: Letter
  /** As the script left them so far. */
  fields: readonly Field[]
  flags: readonly string[]
  readonly variables: Variables
  /** Answers of `include :once`. */
  readonly included: Set<string>
  /** The part of the message that a loop has come to; null outside of loops. */
  readonly part: Part | null
  readonly program: Program
  act(action: Action): void
  actions(): readonly Action[]
  /** As if the script had required them from here on. */
  enable(extensions: readonly string[]): void
  /** The message is not kept unless something else says so. */
  cancelKeep(): void
  remember(memory: Memory): void
  text(value: Value | null | undefined): string
  texts(value: Value | null | undefined): string[]
  /** Counts what a comparison costs. */
  spend(characters: number): void
  spendRegex(characters: number): void
  test(test: BoundTest): boolean
  block(steps: readonly Step[]): Flow
  inPart(part: Part, steps: readonly Step[]): Flow
  include(program: Program): Flow
  fail(code: FaultCode, words?: FaultWords): never
}

export interface Variables {
  read(name: string): string
  write(name: string, value: string): void
  /** Gives a name to a variable that all scripts of a run share. RFC 6609 §3.4 */
  share(name: string): void
  matches: readonly string[]
}
