import { Refused } from '../../../lib/errors.ts'
import { raw, type Sql, sql } from '../../../store/sql.ts'
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

/** Of a text with spaces between them: the driver reads an array ten times slower. */
export const wordsOf = (keywords: string): string[] => (keywords === '' ? [] : keywords.split(' '))

/** What many emails have. */
const USUAL = ['$answered', '$draft', '$forwarded', '$junk', '$notjunk', '$seen']

/**
 * Whether emails in this alias have a keyword, as SQL, written as the indexes write it that know the lack of `$seen`, and
 * which emails have a keyword that is not usual.
 */
export const hasWord = (alias: 'e' | 't' | 'o', word: string): Sql => {
  const keywords = raw(`${alias}.keywords`)
  if (word === '$seen') return sql`${keywords} && '{$seen}'::text[]`
  const has = sql`${keywords} && ${[word]}::text[]`
  return USUAL.includes(word) ? has : sql`(${has} and not ${keywords} <@ ${raw(`'{${USUAL}}'::text[]`)})`
}

/** A mailbox remembers so many words; those beyond are told when an email that has them is. */
const MAX_REMEMBERED = 1000

/** Keywords of mailbox `b` with more of them, as SQL. They are only ever added to: what IMAP lists as flags may be unused. */
export const withKeywords = (more: Sql): Sql => sql`case
  when b.keywords @> ${more} or cardinality(b.keywords) >= ${MAX_REMEMBERED}::int then b.keywords
  else (select array_agg(distinct k order by k) from unnest(b.keywords || ${more}) k) end`

// RFC 8621 §4.1.1
const isKeyword = (word: string): boolean => /^[!-~]{1,255}$/.test(word) && !/[(){\]%*"\\]/.test(word)
