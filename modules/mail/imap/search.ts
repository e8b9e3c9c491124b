import type { Seq } from '../../../lib/id.ts'
import type { SearchCommand, SearchReturn } from '../../../wire/imap/command/search.ts'
import type { SearchKey } from '../../../wire/imap/command/search-key.ts'
import { type SearchAnswer, writeEsearch, writeSearch } from '../../../wire/imap/response/search.ts'
import { type FoundMessage, type MessageSort, searchMessages } from '../model/search-messages.ts'
import { type Outcome, ok, type Session } from './session.ts'
import { namesModseq, wantedOf } from './wanted.ts'

// RFC 9051 §6.4.4
export async function search(session: Session, command: SearchCommand & { tag: string }): Promise<Outcome> {
  const found = await find(session, command.key)
  // RFC 4731 §3.1, RFC 9051 §6.4.4: in rev2 the answer is always an ESEARCH.
  const returns = command.returns ?? (session.isRev2 ? ['all' as const] : null)
  if (returns) extended(session, { ...command, returns }, found)
  else writeSearch(session.writer, numbersTold(session, command.uid, found), modseqOf(command, found))
  return ok('SEARCH completed')
}

/** What fits of the selected mailbox, as far as it was told: what arrived since has no number yet. */
export async function find(
  session: Session,
  key: SearchKey,
  sort: readonly MessageSort[] = [],
): Promise<FoundMessage[]> {
  const { mailbox: selected, house } = session
  const wanted = wantedOf(session, key)
  if (namesModseq(key)) session.enable('CONDSTORE')
  const found = await searchMessages(house, selected.accountId, selected.mailboxId, wanted, sort)
  return found.filter(({ uid }) => selected.view.numberOf(uid) > 0)
}

export const numbersTold = (
  { mailbox: { view } }: Session,
  uid: boolean,
  found: readonly FoundMessage[],
): number[] => found.map(message => (uid ? message.uid : view.numberOf(message.uid)))

type Asked = Pick<SearchCommand, 'uid' | 'returns' | 'partial' | 'key'>

/** The highest MODSEQ of what is told, where it was asked for; of MIN or MAX alone, theirs. RFC 7162 §3.1.5 */
export function modseqOf({ key, returns }: Asked, found: readonly FoundMessage[]): number | undefined {
  if (!namesModseq(key) || found.length === 0) return undefined
  const only = returns?.filter(word => word !== 'save') ?? []
  const ends = only.length > 0 && only.every(word => word === 'min' || word === 'max')
  if (!ends) return found.reduce((top, { seq }) => (seq > top ? seq : top), 0 as Seq)
  const told = [only.includes('min') ? found[0]! : [], only.includes('max') ? found.at(-1)! : []].flat()
  return Math.max(...told.map(({ seq }) => seq))
}

/** The answer to RETURN, in the order of what was found; RFC 5267 §3 has it for SORT too. */
export function extended(
  session: Session,
  command: Asked & { readonly tag: string; readonly returns: readonly SearchReturn[] },
  found: readonly FoundMessage[],
): void {
  const { tag, uid, returns, partial } = command
  // RFC 5182 §2.1
  if (returns.includes('save')) session.saved = savedOf(found, returns)
  if (returns.length === 1 && returns[0] === 'save' && !partial) return
  const modseq = modseqOf(command, found)
  writeEsearch(session.writer, tag, {
    uid,
    ...resultsOf(numbersTold(session, uid, found), returns, partial),
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
  return { range: `${from}:${to}`, numbers: within }
}
