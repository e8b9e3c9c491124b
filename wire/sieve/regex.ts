import { RE2JS } from 're2js'
import { MAX_REGEX } from './limits.ts'

/**
 * POSIX extended regular expressions (draft-ietf-sieve-regex), by an engine whose time grows with the text alone: no
 * pattern can make it hang.
 */
export interface Regex {
  /** The whole match and its groups, or null. */
  match(subject: string): string[] | null
}

/** A pattern, or the reason why it is none. */
export function readRegex(pattern: string, ignoreCase: boolean): Regex | { readonly reason: string } {
  if (pattern.length > MAX_REGEX) return { reason: `longer than ${MAX_REGEX} characters` }
  try {
    const flags = RE2JS.LONGEST_MATCH | (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0)
    const compiled = RE2JS.compile(pattern, flags)
    return { match: subject => matchOf(compiled, subject) }
  } catch (error) {
    return {
      reason: error instanceof Error ? error.message.replace('error parsing regexp: ', '') : String(error),
    }
  }
}

function matchOf(compiled: RE2JS, subject: string): string[] | null {
  const matcher = compiled.matcher(subject)
  if (!matcher.find()) return null
  return Array.from({ length: matcher.groupCount() + 1 }, (_, i) => matcher.group(i) ?? '')
}
