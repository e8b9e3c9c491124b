import type { RecordId, Seq } from '../../../lib/id.ts'
import type { StoreCommand } from '../../../wire/imap/command/store.ts'
import type { Span } from '../../../wire/imap/sequence.ts'
import type { KeywordChange } from '../model/keywords.ts'
import type { Flagged } from '../model/messages.ts'
import { changeKeywords } from './change.ts'
import { keywordsOf } from './flags.ts'
import { WRITE_ROWS } from './limits.ts'
import { batches, numbersOf, sizeOf, uidsOf } from './numbers.ts'
import type { Selected } from './selected.ts'
import { no, type Outcome, ok, type Session } from './session.ts'
import { tellFlags } from './update.ts'

// RFC 9051 §6.4.6
export async function store(session: Session, command: StoreCommand): Promise<Outcome> {
  const { mailbox: selected } = session
  if (selected.readOnly) return no('The mailbox is read-only', 'READ-ONLY')
  if (command.unchangedSince !== undefined) session.enable('CONDSTORE')
  const numbers = numbersOf(session, command.set, command.uid)
  const total: Result = { stored: 0, stale: [], forbidden: 0 }
  for (const batch of batches(numbers, WRITE_ROWS)) {
    const result = await storeBatch(session, selected, command, batch)
    total.stored += result.stored
    total.stale.push(...result.stale)
    total.forbidden += result.forbidden
    await session.flush()
  }
  return outcomeOf(selected, command, total, sizeOf(numbers))
}

interface Result {
  stored: number
  /** UIDs of messages that moved since the client looked. */
  stale: number[]
  forbidden: number
}

function outcomeOf({ view }: Selected, { uid }: StoreCommand, result: Result, asked: number): Outcome {
  if (result.forbidden > 0) return no('The flags of some messages may not be changed', 'NOPERM')
  // RFC 7162 §3.1.3: what failed is told as the client named it.
  if (result.stale.length > 0) {
    const numbers = uid ? result.stale : result.stale.map(stale => view.numberOf(stale))
    return ok('Conditional STORE failed', { code: 'MODIFIED', numbers })
  }
  // RFC 9051 §7.1 (EXPUNGEISSUED)
  return ok('STORE completed', result.stored < asked ? 'EXPUNGEISSUED' : undefined)
}

async function storeBatch(
  session: Session,
  selected: Selected,
  command: StoreCommand,
  batch: readonly Span[],
): Promise<Result> {
  const since = (command.unchangedSince ?? null) as Seq | null
  const ranges = uidsOf(selected.view, batch)
  const { messages, outcome } = await changeKeywords(session, selected, ranges, changeOf(command), since)
  const stale = new Set(outcome.stale)
  for (const message of messages) {
    if (stale.has(message.emailId)) continue
    const changed = outcome.changed.has(message.emailId)
    // RFC 7162 §3.1.3: with CONDSTORE the new MODSEQ is told all the same.
    if (!command.silent || (changed && session.tellsModseq))
      tellFlags(session, selected, message.uid, message)
  }
  return {
    stored: messages.length,
    stale: uidsAmong(messages, stale),
    forbidden: outcome.forbidden.length,
  }
}

const uidsAmong = (messages: readonly Flagged[], ids: ReadonlySet<RecordId>): number[] =>
  messages.filter(message => ids.has(message.emailId)).map(message => message.uid)

function changeOf({ action, flags }: StoreCommand): KeywordChange {
  const keywords = keywordsOf(flags)
  if (action === 'replace') return { set: keywords }
  return action === 'add' ? { add: keywords, remove: [] } : { add: [], remove: keywords }
}
