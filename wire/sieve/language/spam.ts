import type { Call, Extension, Run } from '../language.ts'
import { checkMatch, MATCH_TAGS, matcherOf } from '../match.ts'

// RFC 5235 §2.1: 0 says that nobody has looked, 10 that it is certainly spam; in percent, 0 is no spam.
function scoreOf(call: Call, run: Run): string {
  const { spam } = run.facts
  if (spam === null) return '0'
  return String(call.tags.has(':percent') ? (spam.percent ?? '0') : spam.score)
}

const arguments_ = [{ name: 'value', kind: 'string' }] as const

export const spamtest: Extension = {
  name: 'spamtest',
  tests: [
    {
      name: 'spamtest',
      tags: { ...MATCH_TAGS, ':percent': { needs: 'spamtestplus' } },
      arguments: arguments_,
      check: (call, complain) => checkMatch(call, 0, complain),
      test(call, run) {
        // RFC 5235 §2.1: with :count, the number of verdicts.
        const values = call.tags.has(':count') && run.facts.spam === null ? [] : [scoreOf(call, run)]
        return matcherOf(call, run).any(values, run.texts(call.arguments[0]))
      },
    },
  ],
}

// RFC 5235 §2.2
export const spamtestplus: Extension = { name: 'spamtestplus', brings: ['spamtest'] }

// RFC 5235 §2.3
export const virustest: Extension = {
  name: 'virustest',
  tests: [
    {
      name: 'virustest',
      tags: MATCH_TAGS,
      arguments: arguments_,
      check: (call, complain) => checkMatch(call, 0, complain),
      test(call, run) {
        const { virus } = run.facts
        const values = call.tags.has(':count') && virus === null ? [] : [String(virus ?? 0)]
        return matcherOf(call, run).any(values, run.texts(call.arguments[0]))
      },
    },
  ],
}
