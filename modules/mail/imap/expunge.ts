import type { ExpungeCommand } from '../../../wire/imap/command/copy.ts'
import type { Span } from '../../../wire/imap/sequence.ts'
import { expunge as expungeMessages, listDeleted } from '../model/expunge.ts'
import { findMailbox } from '../model/mailboxes.ts'
import { numbersOf, uidsOf } from './numbers.ts'
import { has } from './rights.ts'
import { no, type Outcome, ok, type Session } from './session.ts'

// RFC 9051 §6.4.3, §6.4.9
export async function expunge(session: Session, { uids }: ExpungeCommand): Promise<Outcome> {
  const { mailbox: selected, house } = session
  if (selected.readOnly) return no('The mailbox is read-only', 'READ-ONLY')
  await expungeWithin(session, uids ? numbersOf(session, uids, true) : everything(session))
  selected.stale = true
  if (!session.tellsModseq) return ok('EXPUNGE completed')
  // RFC 7162 §3.2.7
  const row = await findMailbox(house.db, selected.access, selected.mailboxId)
  return ok('EXPUNGE completed', { code: 'HIGHESTMODSEQ', value: row?.highestSeq ?? selected.seq })
}

// RFC 9051 §6.4.1: without telling what went.
export async function close(session: Session): Promise<Outcome> {
  const { mailbox: selected } = session
  if (!selected.readOnly && has(selected.rights, 'mayRemoveItems'))
    await expungeWithin(session, everything(session))
  session.leave()
  return ok('CLOSE completed')
}

/** Only what the client was told of: what arrived since, it never saw. */
const everything = ({ mailbox: { view } }: Session): Span[] => (view.count > 0 ? [[1, view.count]] : [])

async function expungeWithin({ house, mailbox }: Session, numbers: readonly Span[]): Promise<void> {
  const { access, mailboxId, view } = mailbox
  if (numbers.length === 0) return
  const uids = uidsOf(view, numbers)
  // Programs ask for it as a habit: where nothing is marked, nobody's writing is held up.
  if ((await listDeleted(house.db, access.accountId, mailboxId, uids)).length === 0) return
  await house.db.write(tx => expungeMessages(tx, house, access, mailboxId, uids))
}
