import type { Call, Complain, Extension, TagSpec, Value } from '../language.ts'
import { checkMatch, MATCH_TAGS, matcherOf } from '../match.ts'
import { constantOf, isVariableName } from '../text.ts'

type Modifier = (text: string) => string

const firstTo =
  (change: Modifier): Modifier =>
  text => {
    const [first = ''] = text
    return change(first) + text.slice(first.length)
  }

/** RFC 5229 §4.1: those of a higher rank are done first. */
const MODIFIERS: Readonly<Record<string, { readonly rank: number; readonly apply: Modifier }>> = {
  ':lower': { rank: 40, apply: text => text.toLowerCase() },
  ':upper': { rank: 40, apply: text => text.toUpperCase() },
  ':lowerfirst': { rank: 30, apply: firstTo(letter => letter.toLowerCase()) },
  ':upperfirst': { rank: 30, apply: firstTo(letter => letter.toUpperCase()) },
  ':quotewildcard': { rank: 20, apply: text => text.replace(/[*?\\]/g, '\\$&') },
  ':quoteregex': { rank: 20, apply: text => text.replace(/[*+?[\]{}()|^$.\\]/g, '\\$&') },
  ':length': { rank: 10, apply: text => String([...text].length) },
}

export const MODIFIER_TAGS: Readonly<Record<string, TagSpec>> = Object.fromEntries(
  Object.entries(MODIFIERS).map(([name, { rank }]) => [
    name,
    { group: `rank ${rank}`, ...(name === ':quoteregex' && { needs: 'regex' }) },
  ]),
)

export function modified(call: Call, text: string): string {
  const modifiers = [...call.tags.keys()].flatMap(tag => MODIFIERS[tag] ?? []).sort((a, b) => b.rank - a.rank)
  return modifiers.reduce((changed, { apply }) => apply(changed), text)
}

/** The variable that a command sets. */
export const checkNameFor = (command: string) => (value: Value, complain: Complain) => {
  const name = value.kind === 'texts' ? constantOf(value.texts[0]!) : null
  if (name === null) complain('constantExpected', { name: command })
  else if (!isVariableName(name.replace(/^global\./i, ''))) complain('badVariable', { name })
}

// RFC 5229 §4, §5
export const variables: Extension = {
  name: 'variables',
  commands: [
    {
      name: 'set',
      tags: MODIFIER_TAGS,
      arguments: [
        { name: 'name', kind: 'string', check: checkNameFor('set') },
        { name: 'value', kind: 'string' },
      ],
      run(call, run) {
        const value = modified(call, run.text(call.arguments[1]))
        run.variables.write(run.text(call.arguments[0]).toLowerCase(), value)
      },
    },
  ],
  tests: [
    {
      name: 'string',
      tags: MATCH_TAGS,
      arguments: [
        { name: 'source', kind: 'strings' },
        { name: 'keys', kind: 'strings' },
      ],
      check: (call, complain) => checkMatch(call, 1, complain),
      test(call, run) {
        const source = run.texts(call.arguments[0])
        // RFC 5229 §5: empty texts are not counted.
        const values = call.tags.has(':count') ? source.filter(text => text !== '') : source
        return matcherOf(call, run).any(values, run.texts(call.arguments[1]))
      },
    },
  ],
}
