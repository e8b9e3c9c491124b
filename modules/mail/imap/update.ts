import { accessOf } from '../../../core/access.ts'
import { Refused } from '../../../lib/errors.ts'
import type { Seq } from '../../../lib/id.ts'
import type { Queryable } from '../../../store/database.ts'
import { writeFetch } from '../../../wire/imap/response/fetch.ts'
import { writeFlagsResponse } from '../../../wire/imap/response/mailbox.ts'
import { writeExists, writeExpunge, writeVanished } from '../../../wire/imap/response/message.ts'
import { writeUntagged } from '../../../wire/imap/response/status.ts'
import { findMailbox } from '../model/mailboxes.ts'
import { listMovements } from '../model/messages.ts'
import { flagsOf, SYSTEM_FLAGS } from './flags.ts'
import type { Change, Selected } from './selected.ts'
import type { Session } from './session.ts'

/** Learns what happened to the selected mailbox, whoever did it. `ask` looks even when no signal came. */
export async function refresh(session: Session, ask: boolean): Promise<void> {
  const selected = session.selected
  if (!selected || !(selected.stale || ask)) return
  selected.stale = false
  await refuseOutsider(session)
  await learn(session.house.db, selected)
}

/** Rights on another's account may end, or change, while it is looked at. */
export async function refuseOutsider({ house, who, selected }: Session): Promise<void> {
  if (!selected || selected.accountId === who.accountId) return
  selected.access = await accessOf(house.db, who, selected.accountId)
  if (!(await findMailbox(house.db, selected.access, selected.mailboxId)))
    throw new Refused('accountNotFound', 'no longer shared')
}

async function learn(db: Queryable, selected: Selected): Promise<void> {
  const movements = await listMovements(db, selected.accountId, selected.mailboxId, selected.seq)
  if (!movements) throw new Refused('cannotCalculateChanges', 'away for too long')
  const last = selected.view.lastUid
  for (const message of movements.moved) {
    if (message.uid > last) selected.arrived.add(message.uid)
    else if (selected.known.get(message.uid) !== message.seq) selected.changed.set(message.uid, message)
  }
  for (const uid of movements.vanished) forget(selected, uid)
  selected.known.clear()
  selected.seq = movements.seq
}

function forget(selected: Selected, uid: number): void {
  selected.arrived.delete(uid)
  selected.changed.delete(uid)
  if (selected.view.numberOf(uid) > 0) selected.vanished.add(uid)
}

/** Tells the client, as far as it may hear it now. RFC 9051 §7.5.1 */
export function tell(session: Session, mayExpunge: boolean): void {
  const selected = session.selected
  if (!selected) return
  if (mayExpunge) tellVanished(session, selected)
  tellArrived(session, selected)
  tellChanged(session, selected)
}

function tellVanished({ writer, enabled }: Session, { view, vanished }: Selected): void {
  if (vanished.size === 0) return
  const uids = [...vanished].sort((a, b) => a - b)
  const numbers = view.remove(vanished)
  vanished.clear()
  if (enabled.has('QRESYNC')) writeVanished(writer, uids)
  else for (const number of numbers.reverse()) writeExpunge(writer, number)
}

function tellArrived({ writer }: Session, { view, arrived }: Selected): void {
  if (arrived.size === 0) return
  view.append([...arrived].sort((a, b) => a - b))
  arrived.clear()
  writeExists(writer, view.count)
}

function tellChanged(session: Session, selected: Selected): void {
  for (const [uid, change] of selected.changed) tellFlags(session, selected, uid, change)
  selected.changed.clear()
}

/** RFC 7162 §3.2.4: the UID goes with the MODSEQ, so that the client knows which message it is. */
export function tellFlags(session: Session, selected: Selected, uid: number, change: Change): void {
  const number = selected.view.numberOf(uid)
  if (number === 0) return
  tellKeywords(session, selected, change.keywords)
  writeFetch(session.writer, number, [
    { item: 'uid', value: uid },
    { item: 'flags', flags: flagsOf(change.keywords) },
    ...(session.tellsModseq ? [{ item: 'modseq' as const, value: change.seq as Seq }] : []),
  ])
}

/** RFC 9051 §7.3.6: a flag is made known before the first message that has it. */
export function tellKeywords(
  session: Pick<Session, 'writer'>,
  selected: Selected,
  keywords: readonly string[],
): void {
  const fresh = keywords.filter(keyword => !selected.keywords.has(keyword))
  if (fresh.length === 0) return
  for (const keyword of fresh) selected.keywords.add(keyword)
  writeKnownFlags(session, selected)
}

export function writeKnownFlags({ writer }: Pick<Session, 'writer'>, selected: Selected): void {
  const flags = new Set([...SYSTEM_FLAGS, ...flagsOf([...selected.keywords])])
  writeFlagsResponse(writer, flags)
  const permanent = selected.readOnly ? [] : [...flags, '\\*']
  writeUntagged(writer, 'OK', 'Flags that are kept', { code: 'PERMANENTFLAGS', flags: permanent })
}
