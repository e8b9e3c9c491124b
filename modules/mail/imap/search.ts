import type { Seq } from '../../../lib/id.ts'
import type { SearchCommand, SearchReturn } from '../../../wire/imap/command/search.ts'
import type { SearchKey } from '../../../wire/imap/command/search-key.ts'
import { type SearchAnswer, writeEsearch, writeSearch } from '../../../wire/imap/response/search.ts'
import type { SequenceSet } from '../../../wire/imap/sequence.ts'
import { type FoundMessage, searchMessages, type Wanted } from '../model/search-messages.ts'
import { searchedKeyword } from './flags.ts'
import { numbersOf, uidsOf } from './numbers.ts'
import { type Outcome, ok, type Session } from './session.ts'

// RFC 9051 §6.4.4
export async function search(session: Session, command: SearchCommand & { tag: string }): Promise<Outcome> {
  const { mailbox: selected, house } = session
  const wanted = wantedOf(session, command.key)
  const usesModseq = namesModseq(command.key)
  if (usesModseq) session.enable('CONDSTORE')
  const found = await searchMessages(house, selected.accountId, selected.mailboxId, wanted)
  // What arrived and was not told has no number yet.
  const told = found.filter(({ uid }) => selected.view.numberOf(uid) > 0)
  const modseq = usesModseq && told.length > 0 ? Math.max(...tops(told, command)) : undefined
  answer(session, command, told, modseq)
  return ok('SEARCH completed')
}

/** RFC 7162 §3.1.5: the highest MODSEQ of what is told; of MIN or MAX alone, theirs. */
function tops(found: readonly FoundMessage[], { returns }: SearchCommand): Seq[] {
  const only = returns?.filter(word => word !== 'save') ?? []
  const ends = only.length > 0 && only.every(word => word === 'min' || word === 'max')
  if (!ends) return [found.reduce((top, { seq }) => (seq > top ? seq : top), 0 as Seq)]
  return [only.includes('min') ? found[0]!.seq : [], only.includes('max') ? found.at(-1)!.seq : []].flat()
}

function answer(
  session: Session,
  { tag, uid, returns, partial }: SearchCommand & { tag: string },
  found: readonly FoundMessage[],
  modseq: number | undefined,
): void {
  const { writer, mailbox } = session
  const numbers = found.map(message => (uid ? message.uid : mailbox.view.numberOf(message.uid)))
  // RFC 5182 §2.1
  if (returns?.includes('save')) session.saved = savedOf(found, returns)
  // RFC 4731 §3.1, RFC 9051 §6.4.4: in rev2 the answer is always an ESEARCH.
  const options = returns ?? (session.isRev2 ? ['all' as const] : null)
  if (!options) writeSearch(writer, numbers, modseq)
  else if (options.length > 1 || options[0] !== 'save')
    writeEsearch(writer, tag, {
      uid,
      ...resultsOf(numbers, options, partial),
      ...(modseq !== undefined && { modseq }),
    })
}

function resultsOf(
  numbers: readonly number[],
  options: readonly SearchReturn[],
  partial: SearchCommand['partial'],
): Omit<SearchAnswer, 'uid'> {
  const some = numbers.length > 0
  return {
    ...(some && options.includes('min') && { min: numbers[0]! }),
    ...(some && options.includes('max') && { max: numbers.at(-1)! }),
    ...(options.includes('all') && { all: numbers }),
    ...(options.includes('count') && { count: numbers.length }),
    ...(partial && { partial: windowOf(numbers, partial) }),
  }
}

/** RFC 9051 §6.4.4.1: with MIN or MAX alone, only those are saved. */
function savedOf(found: readonly FoundMessage[], returns: readonly string[]): number[] {
  const uids = found.map(message => message.uid)
  if (returns.includes('all') || returns.includes('count') || uids.length === 0) return uids
  const ends = [returns.includes('min') ? uids[0]! : [], returns.includes('max') ? uids.at(-1)! : []].flat()
  return ends.length > 0 ? [...new Set(ends)] : uids
}

/** RFC 9394 §3.1 */
function windowOf(numbers: readonly number[], { first, last }: NonNullable<SearchCommand['partial']>) {
  const [from, to] = [first, last].sort((a, b) => Math.abs(a) - Math.abs(b)) as [number, number]
  const within =
    from > 0 ? numbers.slice(from - 1, to) : numbers.slice(to, from === -1 ? undefined : from + 1)
  return { range: `${first}:${last}`, numbers: within }
}

function wantedOf(session: Session, key: SearchKey): Wanted {
  switch (key.key) {
    case 'all':
      return { key: 'all' }
    // RFC 9051 §2.3.2: no message is recent. RFC 8514 §4.3: times of saving are not kept.
    case 'recent':
    case 'savedatesupported':
      return { key: 'none' }
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
      return { key: key.date === 'sent' ? 'sent' : 'received', is: key.is, day: key.day }
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
  ranges: uidsOf(session.mailbox.view, numbersOf(session, set, uid)),
})

function namesModseq(key: SearchKey): boolean {
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
