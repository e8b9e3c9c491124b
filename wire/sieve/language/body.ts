import type { Extension } from '../language.ts'
import { bodyParts, bodyTexts, hasBody, rawBody } from '../letter.ts'
import { checkMatch, MATCH_TAGS, matcherOf } from '../match.ts'

// RFC 5173 §4
export const body: Extension = {
  name: 'body',
  tests: [
    {
      name: 'body',
      tags: {
        ...MATCH_TAGS,
        ':raw': { group: 'transform' },
        ':content': { group: 'transform', value: 'strings' },
        ':text': { group: 'transform' },
      },
      arguments: [{ name: 'keys', kind: 'strings' }],
      check: (call, complain) => checkMatch(call, 0, complain),
      test(call, run) {
        const types = call.tags.get(':content')
        const { letter } = run
        if (!hasBody(letter)) return false
        const parts = types
          ? bodyParts(letter, run.texts(types))
          : call.tags.has(':raw')
            ? [rawBody(letter)]
            : bodyTexts(letter)
        // RFC 5173 §6: what a wildcard stands for in a body is kept for nobody.
        const { matches } = run.variables
        const isMatch = matcherOf(call, run).any(parts, run.texts(call.arguments[0]))
        run.variables.matches = matches
        return isMatch
      },
    },
  ],
}
