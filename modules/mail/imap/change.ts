import type { Seq } from '../../../lib/id.ts'
import { lockAccounts } from '../../../store/sequence.ts'
import { changed, type KeywordChange, type KeywordOutcome, setKeywords, stands } from '../model/keywords.ts'
import { type Flagged, listFlags, type UidRange } from '../model/messages.ts'
import type { Selected } from './selected.ts'
import type { Session } from './session.ts'

export interface Changed {
  /** All that were named and are there, as they are now. */
  readonly messages: readonly Flagged[]
  readonly outcome: KeywordOutcome
}

/** Changes keywords of messages of the selected mailbox, and remembers that the client knows. */
export async function changeKeywords(
  { house }: Session,
  selected: Selected,
  ranges: readonly UidRange[],
  change: KeywordChange,
  unchangedSince: Seq | null = null,
): Promise<Changed> {
  const { access, accountId, mailboxId } = selected
  // Two programs of one person often want the same: the second one holds nobody up.
  if (access.owner && unchangedSince === null) {
    const messages = await listFlags(house.db, accountId, mailboxId, ranges)
    if (messages.every(message => stands(message.keywords, change))) return { messages, outcome: UNMOVED }
  }
  return house.db.write(async tx => {
    // Sent together, obeyed in this order: what is read is read under the lock.
    const [, before] = await Promise.all([
      lockAccounts(tx, [accountId]),
      listFlags(tx, accountId, mailboxId, ranges),
    ])
    const ids = before.map(message => message.emailId)
    const outcome = await setKeywords(tx, access, ids, change, unchangedSince)
    const messages = before.map(message => {
      const seq = outcome.changed.get(message.emailId)
      return seq === undefined ? message : { ...message, seq, keywords: changed(message.keywords, change) }
    })
    for (const [i, { uid, emailId, seq }] of messages.entries())
      if (outcome.changed.has(emailId) && isKnown(selected, before[i]!)) selected.known.set(uid, seq)
    return { messages, outcome }
  })
}

const UNMOVED: KeywordOutcome = { changed: new Map(), stale: [], forbidden: [] }

/** A client knows what it did, but not what others did before it. */
const isKnown = ({ seq, known }: Selected, before: Flagged): boolean =>
  before.seq <= seq || known.get(before.uid) === before.seq
