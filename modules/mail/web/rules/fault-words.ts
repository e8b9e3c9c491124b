import type { Place } from './rules-book.ts'
import { type FaultT, faultTexts } from './texts.ts'

/** What is wrong, in the reader’s language where it has words for it. */
export function sayFault({ code, words, description }: Place, t: FaultT): string {
  if (!Object.hasOwn(faultTexts.texts.fr, code)) return description
  const say = t as (key: string, values: Place['words']) => string
  const told = Object.entries(words).map(([name, value]) => [name, thing(String(value), t)])
  return say(code, Object.fromEntries(told))
}

/** Some things that the reader of the language expects have names, the others are marks. */
const THINGS = {
  'a command': 'thing.command',
  'a test': 'thing.test',
  'a text in quotes': 'thing.text',
  'the end': 'thing.end',
} as const

const thing = (value: string, t: FaultT): string =>
  Object.hasOwn(THINGS, value) ? t(THINGS[value as keyof typeof THINGS]) : value
