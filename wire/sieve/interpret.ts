import type { Action } from './action.ts'
import type { Facts } from './facts.ts'
import { type Fault, SieveFault } from './fault.ts'
import { Unknown } from './language/duplicate.ts'
import type { Memory, Program } from './language.ts'
import type { Letter } from './letter.ts'
import { Machine } from './run.ts'

/** What is to be done with a message. */
export type Outcome =
  | { readonly kind: 'done'; readonly actions: readonly Action[]; readonly memories: readonly Memory[] }
  /** The script went wrong: the message is kept as it came, and nothing else is done. RFC 5228 §2.10.6 */
  | { readonly kind: 'failed'; readonly fault: Fault; readonly actions: readonly Action[] }
  /** Whether `duplicate` knows this key has to be looked up; then it is run again. */
  | { readonly kind: 'asks'; readonly key: string }

/** Runs a program on a message: pure, and bounded whatever the program. */
export function interpret(program: Program, letter: Letter, facts: Facts): Outcome {
  const machine = new Machine(program, letter, facts)
  try {
    machine.block(program.steps)
    return { kind: 'done', ...settle(machine) }
  } catch (error) {
    if (error instanceof Unknown) return { kind: 'asks', key: error.key }
    if (error instanceof SieveFault) return { kind: 'failed', fault: error.fault, actions: [kept([], null)] }
    throw error
  }
}

/** What was wished, and the message itself unless something took it away. */
export function settle(machine: Machine): { actions: Action[]; memories: Memory[] } {
  const fields = machine.fields === machine.letter.fields ? null : machine.fields
  const actions = [...machine.actions(), ...(machine.isKept ? [kept(machine.flags, fields)] : [])]
  return { actions, memories: [...machine.memories.values()] }
}

const kept = (flags: readonly string[], fields: Machine['fields'] | null): Action => ({
  kind: 'keep',
  flags,
  fields,
  isImplicit: true,
})
