import { Malformed } from '../../../lib/errors.ts'
import { type Flag, flagOfKeyword, isFlag, keywordOfFlag } from '../../../wire/imap/flag.ts'

/** RFC 8621 §4.1.1 gives \Deleted no keyword; here it is kept under this one. */
const DELETED = '$deleted'

/** RFC 9051 §2.3.2: flags that every mailbox has. */
export const SYSTEM_FLAGS: readonly Flag[] = ['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft']

/** Keywords are kept in lower case; these are known to old clients as they were registered. */
const REGISTERED = new Map(
  [
    '$Forwarded',
    '$MDNSent',
    '$Junk',
    '$NotJunk',
    '$Phishing',
    '$Important',
    '$SubmitPending',
    '$Submitted',
    // What Thunderbird writes, and looks for in these letters.
    'Junk',
    'NonJunk',
  ].map(flag => [flag.toLowerCase(), flag]),
)

/** What flags of a client are kept as. */
export function keywordsOf(flags: readonly Flag[]): string[] {
  return flags.filter(flag => flag !== '\\Recent').map(keywordOf)
}

function keywordOf(flag: Flag): string {
  const keyword = flag === '\\Deleted' ? DELETED : keywordOfFlag(flag)
  if (keyword === undefined) throw new Malformed(`${flag} is no flag`)
  return keyword
}

/** What those are kept as. */
export const SYSTEM_KEYWORDS: readonly string[] = keywordsOf(SYSTEM_FLAGS)

/** What a client is told of the keywords that an email has. */
export function flagsOf(keywords: readonly string[]): Flag[] {
  return keywords.map(flagOf).filter(isFlag)
}

function flagOf(keyword: string): Flag {
  return keyword === DELETED ? '\\Deleted' : (REGISTERED.get(keyword) ?? flagOfKeyword(keyword))
}

/** RFC 9051 §2.3.2: a keyword of a search; null for a flag that no email can have. */
export function searchedKeyword(flag: Flag): string | null {
  return flag === '\\Deleted' ? DELETED : (keywordOfFlag(flag) ?? null)
}
