import type { Suite } from './suite.ts'

/** A verdict that a filter left in a header, as Dovecot is told to read it. RFC 5235 §2 */
export function configured(suite: Suite, test: 'spamtest' | 'virustest') {
  const status = readField(suite, suite.settings.get(`sieve_${test}_status_header`))
  if (status === null) return null
  const type = suite.settings.get(`sieve_${test}_status_type`) ?? 'score'
  const share = type === 'text' ? byText(suite, test, status) : byScore(suite, test, type, status)
  if (share === null) return null
  const scale = test === 'virustest' ? 4 : 9
  return { score: share === 0 ? 1 : Math.floor(1 + share * scale), percent: Math.round(share * 100) }
}

function byScore(suite: Suite, test: string, type: string, status: string): number | null {
  if (type === 'strlen') return Math.min(status.length / maximum(suite, test), 1)
  const score = Number.parseFloat(status)
  if (Number.isNaN(score)) return null
  return Math.min(Math.max(score / maximum(suite, test), 0), 1)
}

function maximum(suite: Suite, test: string): number {
  const inHeader = readField(
    suite,
    suite.settings.get(`sieve_${test}_score_max_header`) ?? suite.settings.get(`sieve_${test}_max_header`),
  )
  return Number.parseFloat(inHeader ?? suite.settings.get(`sieve_${test}_score_max_value`) ?? '10')
}

function byText(suite: Suite, test: string, status: string): number | null {
  for (let value = 0; value <= 10; value++)
    if (suite.settings.get(`sieve_${test}_text_value/${value}`) === status)
      return test === 'virustest' ? (value - 1) / 4 : (value - 1) / 9
  return null
}

/** "X-Field:expression": what the expression finds in the field. */
function readField(suite: Suite, setting: string | undefined): string | null {
  if (!setting) return null
  const colon = setting.indexOf(':')
  const name = (colon === -1 ? setting : setting.slice(0, colon)).trim().toLowerCase()
  const field = suite.current().fields.find(one => one.name.toLowerCase() === name)
  if (!field || colon === -1) return field?.text ?? null
  const found = new RegExp(
    setting
      .slice(colon + 1)
      .trimStart()
      .replaceAll('\\\\', '\\'),
  ).exec(field.text)
  return found && (found[1] ?? found[0])
}
