import type { Extension } from '../language.ts'
import { checkMatch, MATCH_TAGS, matcherOf } from '../match.ts'

// RFC 5183 §4
export const environment: Extension = {
  name: 'environment',
  tests: [
    {
      name: 'environment',
      tags: MATCH_TAGS,
      arguments: [
        { name: 'item', kind: 'string' },
        { name: 'keys', kind: 'strings' },
      ],
      check: (call, complain) => checkMatch(call, 1, complain),
      test(call, run) {
        const item = run.text(call.arguments[0]).toLowerCase()
        const { environment: known } = run.facts
        // What is not known matches nothing, not even the empty text.
        if (!Object.hasOwn(known, item)) return false
        return matcherOf(call, run).any([known[item]!], run.texts(call.arguments[1]))
      },
    },
  ],
}
