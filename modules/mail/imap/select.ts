import type { Seq } from '../../../lib/id.ts'
import { writeId } from '../../../lib/id.ts'
import { readState } from '../../../store/sequence.ts'
import type { Resync, SelectCommand } from '../../../wire/imap/command/select.ts'
import { writeList } from '../../../wire/imap/response/mailbox.ts'
import { writeExists, writeRecent } from '../../../wire/imap/response/message.ts'
import { writeUntagged } from '../../../wire/imap/response/status.ts'
import { findMailbox, type MailboxRow } from '../model/mailboxes.ts'
import { noteOpening } from '../model/opened.ts'
import { listUidRuns } from '../model/uids.ts'
import { mailbox } from '../types.ts'
import { tellMissed } from './missed.ts'
import { isReadOnly } from './rights.ts'
import { Selected } from './selected.ts'
import { bad, type Outcome, ok, type Session } from './session.ts'
import { findPlace, type Place } from './tree.ts'
import { writeKnownFlags } from './update.ts'
import { View } from './view.ts'

// RFC 9051 §6.3.2, §6.3.3
export async function select(session: Session, command: SelectCommand): Promise<Outcome> {
  // RFC 7162 §3.2.5
  if (command.qresync && !session.enabled.has('QRESYNC')) return bad('ENABLE QRESYNC first')
  leaveFor(session)
  const { house } = session
  const place = await findPlace(house, session.who, command.mailbox)
  await noteOpening(house, session.who, place.access.accountId)
  const { selected, row } = await open(session, place, command.name === 'examine')
  if (command.condstore || command.qresync) session.enable('CONDSTORE')
  session.selected = selected
  introduce(session, selected, row)
  if (command.qresync) await resync(session, selected, command.qresync)
  const state = selected.readOnly ? 'READ-ONLY' : 'READ-WRITE'
  return ok(`${command.name.toUpperCase()} completed`, state)
}

/** RFC 9051 §7.1 (CLOSED): what follows is of another mailbox. */
function leaveFor(session: Session): void {
  if (session.selected && (session.isRev2 || session.tellsModseq))
    writeUntagged(session.writer, 'OK', 'The mailbox before is closed', 'CLOSED')
  session.leave()
}

/** Everything of one moment. */
async function open(session: Session, { access, row, path }: Place, examine: boolean) {
  return session.house.db.read(async tx => {
    const [{ seq }, found] = await Promise.all([
      readState(tx, access.accountId),
      findMailbox(tx, access, row.id),
    ])
    const now = found ?? row
    const view = new View(await listUidRuns(tx, access.accountId, row.id, now.totalEmails))
    const keywords = now.keywords.split(' ').filter(Boolean)
    const readOnly = examine || access.readOnly || isReadOnly(row.rights)
    const selected = new Selected(session.house, access, now, { name: path, readOnly, view, keywords, seq })
    // What moved between the snapshot and the subscription.
    selected.stale = true
    return { selected, row: now }
  })
}

function introduce(session: Session, selected: Selected, row: MailboxRow): void {
  const { writer } = session
  writeKnownFlags(session, selected)
  writeExists(writer, selected.view.count)
  if (!session.isRev2) writeRecent(writer, 0)
  writeUntagged(writer, 'OK', 'UIDs are valid', { code: 'UIDVALIDITY', value: row.uidValidity })
  writeUntagged(writer, 'OK', 'Next UID', { code: 'UIDNEXT', value: row.uidNext })
  writeUntagged(writer, 'OK', 'Highest', { code: 'HIGHESTMODSEQ', value: row.highestSeq })
  // RFC 8474 §4.2
  writeUntagged(writer, 'OK', 'Identifier', { code: 'MAILBOXID', id: writeId(mailbox.prefix, row.id) })
  // RFC 9051 §6.3.2: rev2 names the mailbox by a LIST response.
  if (session.isRev2) writeList(writer, { name: selected.name, delimiter: '/', attributes: [] })
}

/** RFC 7162 §3.2.5: what the client missed since it was here. */
async function resync(session: Session, selected: Selected, known: Resync): Promise<void> {
  if (known.uidValidity !== selected.uidValidity) return
  const uids = known.uids === '$' ? undefined : known.uids
  await tellMissed(session, selected, known.modseq as Seq, uids)
}

// RFC 9051 §6.4.2; RFC 3691 §2
export async function unselect(session: Session): Promise<Outcome> {
  session.leave()
  return ok('UNSELECT completed')
}
