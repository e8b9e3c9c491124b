import { addressOf } from './language/keep.ts'
import type { Step } from './language.ts'
import { constantOf } from './text.ts'

export interface LiteralRedirect {
  readonly address: string
  readonly start: number
}

/** Where a script sends on to, as far as its words alone tell it; scripts that it includes speak for themselves. */
export const literalRedirects = (steps: readonly Step[]): LiteralRedirect[] =>
  steps.flatMap(step => [
    ...(step.spec.name === 'redirect' ? literal(step) : []),
    ...literalRedirects(step.call.block),
  ])

function literal({ call }: Step): LiteralRedirect[] {
  const [value] = call.arguments
  const text = value?.kind === 'texts' ? constantOf(value.texts[0]!) : null
  const address = text === null ? null : addressOf(text.trim())
  return address === null ? [] : [{ address, start: value!.start }]
}
