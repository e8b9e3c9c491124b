import type { Part } from '../mime/part.ts'
import type { Action, FileInto, Keep } from './action.ts'
import { conflictOf } from './conflict.ts'
import type { Facts } from './facts.ts'
import { type FaultCode, type FaultWords, faultAt, SieveFault } from './fault.ts'
import type { BoundTest, Call, Flow, Memory, Program, Run, Step, Text, Value } from './language.ts'
import type { Field, Letter } from './letter.ts'
import {
  MAX_ACTIONS,
  MAX_COMPARED,
  MAX_PART_LOOPS,
  MAX_REDIRECTS,
  MAX_REGEX_COMPARED,
  MAX_STEPS,
  MAX_VARIABLE,
} from './limits.ts'
import { type Shared, VariableStore } from './variable-store.ts'

/** One script at work on one message: what it wants done is collected, nothing is done yet. */
export class Machine implements Run {
  readonly facts: Facts
  letter: Letter
  readonly included = new Set<string>()
  readonly memories = new Map<string, Memory>()
  fields: readonly Field[]
  flags: readonly string[] = []
  program: Program
  variables: VariableStore
  isKept = true
  part: Part | null = null
  private loops = 0
  private enabled = new Set<string>()
  private readonly shared: Shared = new Map()
  protected wishes: readonly Action[] = []
  private steps = 0
  private compared = 0
  private expressed = 0
  /** Where the program stands, for its faults. */
  private at = 0

  constructor(program: Program, letter: Letter, facts: Facts) {
    this.program = program
    this.letter = letter
    this.fields = letter.fields
    this.facts = facts
    this.variables = this.newVariables()
  }

  block(steps: readonly Step[]): Flow {
    let isTaken = false
    for (const { spec, call } of steps) {
      // RFC 5228 §3.1: of a chain, the first that holds.
      if (!spec.follows) isTaken = false
      if (isTaken) continue
      this.reach(call)
      if (spec.condition && !spec.condition(call, this)) continue
      isTaken = spec.condition !== undefined
      const flow = spec.run(call, this) ?? 'next'
      if (flow !== 'next') return flow
    }
    return 'next'
  }

  inPart(part: Part, steps: readonly Step[]): Flow {
    const { part: outer } = this
    this.count()
    if (++this.loops > MAX_PART_LOOPS) this.fail('tooManyLoops', { max: MAX_PART_LOOPS })
    this.part = part
    const flow = this.block(steps)
    this.part = outer
    this.loops--
    return flow
  }

  test({ spec, call }: BoundTest): boolean {
    this.reach(call)
    return spec.test(call, this)
  }

  include(program: Program): Flow {
    const { program: outer, variables, enabled, at } = this
    this.program = program
    this.variables = this.newVariables()
    this.enabled = new Set()
    const flow = this.block(program.steps)
    this.program = outer
    this.variables = variables
    this.enabled = enabled
    this.at = at
    return flow
  }

  act(action: Action): void {
    const conflict = conflictOf(action, this.wishes)
    if (conflict) this.fail('conflict', { name: action.kind, other: conflict })
    const same = this.wishes.findIndex(wish => isSame(wish, action))
    // RFC 5232 §5: the flags that were named last.
    if (same !== -1) {
      const wish = this.wishes[same]!
      this.wishes = this.wishes.with(same, {
        ...wish,
        ...('flags' in action && { flags: action.flags }),
      } as Action)
      return
    }
    if (this.wishes.length >= MAX_ACTIONS) this.fail('tooManyActions')
    const redirects = this.wishes.filter(wish => wish.kind === 'redirect').length
    if (action.kind === 'redirect' && redirects >= MAX_REDIRECTS)
      this.fail('tooManyRedirects', { max: MAX_REDIRECTS })
    this.wishes = [...this.wishes, action]
  }

  actions(): readonly Action[] {
    return this.wishes
  }

  enable(extensions: readonly string[]): void {
    for (const name of extensions) {
      this.enabled.add(name)
      for (const brought of this.program.extensions.get(name)?.brings ?? []) this.enabled.add(brought)
    }
  }

  cancelKeep(): void {
    this.isKept = false
  }

  remember(memory: Memory): void {
    this.memories.set(memory.key, memory)
  }

  text(value: Value | null | undefined): string {
    return this.texts(value)[0] ?? ''
  }

  texts(value: Value | null | undefined): string[] {
    return value?.kind === 'texts' ? value.texts.map(text => this.expand(text)) : []
  }

  spend(characters: number): void {
    this.compared += characters
    if (this.compared > MAX_COMPARED) this.fail('tooManySteps')
  }

  spendRegex(characters: number): void {
    this.expressed += characters
    if (this.expressed > MAX_REGEX_COMPARED) this.fail('tooManySteps')
  }

  fail(code: FaultCode, words: FaultWords = {}): never {
    throw new SieveFault(faultAt(this.program.source, this.at, code, words))
  }

  private newVariables(): VariableStore {
    return new VariableStore(this.shared, () => this.fail('tooManyVariables'))
  }

  private count(): void {
    if (++this.steps > MAX_STEPS) this.fail('tooManySteps')
  }

  private reach({ node, lacking }: Call): void {
    this.at = node.start
    this.count()
    for (const fault of lacking)
      if (fault.code !== 'notRequired' || !this.enabled.has(String(fault.words['extension'])))
        throw new SieveFault(fault)
  }

  private expand({ pieces }: Text): string {
    const text = pieces
      .map(piece => (typeof piece === 'string' ? piece : this.variables.read(piece.name)))
      .join('')
    this.spend(pieces.length === 1 ? 0 : text.length)
    return text.length > MAX_VARIABLE && pieces.length > 1 ? text.slice(0, MAX_VARIABLE).toWellFormed() : text
  }
}

/** Two wishes that would do the same thing twice: into one mailbox, to one address. */
function isSame(wish: Action, action: Action): boolean {
  if (wish.kind === 'redirect' && action.kind === 'redirect')
    return wish.address.toLowerCase() === action.address.toLowerCase()
  if (!('flags' in wish) || !('flags' in action) || wish.fields !== action.fields) return false
  return JSON.stringify(placeOf(wish)) === JSON.stringify(placeOf(action))
}

const placeOf = (kept: Keep | FileInto): unknown => {
  if (kept.kind === 'keep' || kept.mailbox.toUpperCase() === 'INBOX') return 'INBOX'
  return [kept.mailbox, kept.mailboxId, kept.specialUse]
}
