import { Refused } from '../../../lib/errors.ts'
import { MAX_KEYWORDS } from '../types.ts'

/** Neither read nor one's own draft. RFC 8621 §2 */
export const isUnread = (keywords: readonly string[]): boolean =>
  !keywords.includes('$seen') && !keywords.includes('$draft')

/** Keywords as they are kept: in lower case, each once, in order. */
// RFC 8621 §4.1.1
export function readKeywords(words: readonly string[]): string[] {
  const kept = [...new Set(words.map(word => word.toLowerCase()))].sort()
  const wrong = kept.find(word => !isKeyword(word))
  if (wrong !== undefined)
    throw new Refused('invalidProperties', `"${wrong}" is not a keyword`, { properties: ['keywords'] })
  if (kept.length > MAX_KEYWORDS)
    throw new Refused('tooMany', `more than ${MAX_KEYWORDS} keywords`, { type: 'tooManyKeywords' })
  return kept
}

// RFC 8621 §4.1.1
const isKeyword = (word: string): boolean => /^[!-~]{1,255}$/.test(word) && !/[(){\]%*"\\]/.test(word)
