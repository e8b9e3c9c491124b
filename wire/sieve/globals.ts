import type { Complain, Step, Text } from './language.ts'
import { constantOf } from './text.ts'

/** A variable that the script has set for itself cannot be declared global further down. RFC 6609 §3.4.1 */
export function checkGlobals(steps: readonly Step[], complain: Complain): void {
  const [own, shared] = [new Set<string>(), new Set<string>()]
  for (const { command, name, start } of namesIn(steps))
    if (command === 'set' && !shared.has(name)) own.add(name)
    else if (command === 'global' && own.has(name)) complain('localVariable', { name }, start)
    else if (command === 'global') shared.add(name)
}

interface Naming {
  readonly command: string
  readonly name: string
  readonly start: number
}

/** Where variables are set and declared, from top to bottom. */
const namesIn = (steps: readonly Step[]): Naming[] =>
  steps.flatMap(({ spec, call }) => [
    ...(spec.name === 'set' || spec.name === 'global' ? namings(spec.name, call.arguments[0]) : []),
    ...namesIn(call.block),
  ])

function namings(command: string, value: Step['call']['arguments'][number] | undefined): Naming[] {
  const texts: readonly Text[] = value?.kind === 'texts' ? value.texts : []
  return texts.map(text => ({ command, name: constantOf(text)?.toLowerCase() ?? '', start: text.start }))
}
