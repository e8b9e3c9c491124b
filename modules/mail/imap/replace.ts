import { Refused } from '../../../lib/errors.ts'
import { lockAccounts } from '../../../store/sequence.ts'
import type { AppendedMessage, ReplaceCommand } from '../../../wire/imap/command/append.ts'
import { writeUntagged } from '../../../wire/imap/response/status.ts'
import { appendMessage } from '../model/append.ts'
import { setMailboxes } from '../model/membership.ts'
import { listMessages } from '../model/messages.ts'
import type { Prepared } from '../model/prepare.ts'
import { keywordsOf } from './flags.ts'
import { numbersOf, uidsOf } from './numbers.ts'
import { type Outcome, ok, type Session } from './session.ts'
import type { Place } from './tree.ts'

/** The UID of the message that gives way; refuses when nothing may be taken out here. RFC 8508 §3.4 */
export function findReplaced(session: Session, { replaced, uid }: ReplaceCommand): number {
  const { selected } = session
  if (!selected) throw new Refused('notPossible', 'Select a mailbox first')
  if (selected.readOnly) throw new Refused('forbidden', 'The mailbox is read-only')
  const [number] = numbersOf(session, [{ first: replaced, last: replaced }], uid)
  if (!number) throw new Refused('notFound', 'There is no such message')
  return uidsOf(selected.view, [number])[0]!.first
}

/** One transaction: whoever looks sees the one or the other. RFC 8508 §3.1 */
export async function takePlace(
  session: Session,
  command: ReplaceCommand,
  { access, row }: Place,
  prepared: Prepared,
  { flags, at }: AppendedMessage,
): Promise<Outcome> {
  const { house, mailbox: selected } = session
  const first = findReplaced(session, command)
  const filing = { mailboxes: [row.id], keywords: keywordsOf(flags), receivedAt: at ?? house.now() }
  const uid = await house.db.write(async tx => {
    await lockAccounts(tx, [access.accountId, selected.accountId])
    const placed = await appendMessage(tx, house, access, prepared, filing)
    const ranges = [{ first, last: first }]
    const [old] = await listMessages(tx, selected.accountId, selected.mailboxId, { ranges })
    if (!old) throw new Refused('notFound', 'The message is gone already')
    await setMailboxes(tx, house, selected.access, [old.emailId], { add: [], remove: [selected.mailboxId] })
    return placed.uids.get(row.id)!
  })
  selected.stale = true
  // RFC 8508 §3.4: before the EXPUNGE, so that the client knows what came instead.
  const code = { code: 'APPENDUID', uidValidity: row.uidValidity, uids: [uid] } as const
  writeUntagged(session.writer, 'OK', 'Replaced', code)
  return ok('REPLACE completed')
}
