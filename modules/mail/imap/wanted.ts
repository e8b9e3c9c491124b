import type { Seq } from '../../../lib/id.ts'
import type { SearchKey } from '../../../wire/imap/command/search-key.ts'
import { resolveSequence, type SequenceSet, type Span } from '../../../wire/imap/sequence.ts'
import type { Wanted } from '../model/search-messages.ts'
import { searchedKeyword } from './flags.ts'
import { numbersOf, uidsOf } from './numbers.ts'
import type { Session } from './session.ts'

/** A search in the words of the model: flags as keywords, numbers as UIDs. */
export function wantedOf(session: Session, key: SearchKey): Wanted {
  switch (key.key) {
    case 'all':
      return { key: 'all' }
    // RFC 9051 §2.3.2: no message is recent.
    case 'recent':
      return { key: 'none' }
    // RFC 8514 §4.3: in every mailbox.
    case 'savedatesupported':
      return { key: 'all' }
    case 'and':
      return { key: 'and', of: key.keys.map(part => wantedOf(session, part)) }
    case 'or':
      return { key: 'or', of: [wantedOf(session, key.left), wantedOf(session, key.right)] }
    case 'not':
      return { key: 'not', of: wantedOf(session, key.of) }
    case 'flag':
      return flagWanted(key.flag, key.set)
    case 'text':
      return key.field === 'body' || key.field === 'text'
        ? { key: 'text', field: key.field, value: key.value }
        : { key: 'header', field: key.field, value: key.value }
    case 'date':
      return { key: key.date === 'internal' ? 'received' : key.date, is: key.is, day: key.day }
    case 'sequence':
      return uidsWanted(session, key.set, false)
    case 'uid':
      return uidsWanted(session, key.set, true)
    case 'older':
    case 'younger':
      return { key: 'age', is: key.key, at: new Date(session.house.now().getTime() - key.seconds * 1000) }
    case 'modseq':
      return { key: 'seq', from: key.modseq as Seq }
    default:
      return key
  }
}

function flagWanted(flag: string, set: boolean): Wanted {
  const keyword = searchedKeyword(flag)
  const has: Wanted = keyword === null ? { key: 'none' } : { key: 'keyword', keyword }
  return set ? has : { key: 'not', of: has }
}

const uidsWanted = (session: Session, set: SequenceSet, uid: boolean): Wanted => ({
  key: 'uid',
  ranges: uidsOf(session.mailbox.view, uid ? numbersOf(session, set, true) : found(session, set)),
})

/** A search for a number that no message has finds nothing: nothing could be taken for another message. */
function found(session: Session, set: SequenceSet): Span[] {
  if (set === '$') return numbersOf(session, set, false)
  const { count } = session.mailbox.view
  return resolveSequence(set, count).flatMap(([first, last]): Span[] =>
    first <= count ? [[first, Math.min(last, count)]] : [],
  )
}

export function namesModseq(key: SearchKey): boolean {
  switch (key.key) {
    case 'modseq':
      return true
    case 'and':
      return key.keys.some(namesModseq)
    case 'or':
      return namesModseq(key.left) || namesModseq(key.right)
    case 'not':
      return namesModseq(key.of)
    default:
      return false
  }
}
