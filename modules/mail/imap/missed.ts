import type { Seq } from '../../../lib/id.ts'
import { writeVanished } from '../../../wire/imap/response/message.ts'
import {
  inSpans,
  resolveSequence,
  type SequenceRange,
  type SequenceSet,
} from '../../../wire/imap/sequence.ts'
import { findMailbox } from '../model/mailboxes.ts'
import { listMessages, listVanished } from '../model/messages.ts'
import { runs } from './numbers.ts'
import type { Selected } from './selected.ts'
import type { Session } from './session.ts'
import { tellFlags } from './update.ts'

/** All UIDs that were ever given: what a client that names none is taken to know. RFC 7162 §3.2.5.1 */
const EVER_GIVEN: readonly SequenceRange[] = [{ first: 1, last: '*' }]

/** RFC 7162 §3.2.5: expunges and flags that a client has missed since `since`, among UIDs that it knows. */
export async function tellMissed(
  session: Session,
  selected: Selected,
  since: Seq,
  known: readonly SequenceRange[] = EVER_GIVEN,
): Promise<void> {
  const { house } = session
  const { accountId, mailboxId, view } = selected
  await tellVanishedSince(session, selected, since, known)
  const within = resolveSequence(known, view.lastUid)
  const messages = await listMessages(house.db, accountId, mailboxId, { changedSince: since })
  for (const message of messages)
    if (inSpans(within, message.uid)) tellFlags(session, selected, message.uid, message)
}

/** RFC 7162 §3.2.6: when it was too long ago to know, whatever is not there has vanished. */
export async function tellVanishedSince(
  session: Session,
  selected: Selected,
  since: Seq,
  set: SequenceSet,
): Promise<void> {
  const { accountId, mailboxId, view } = selected
  const gone = await listVanished(session.house.db, accountId, mailboxId, since)
  const last = gone ? gone.at(-1) : await lastGiven(session, selected)
  if (last === undefined) return
  // What was last may have vanished itself: here `*` is the last UID that was given to a message.
  const within = set === '$' ? runs(session.saved) : resolveSequence(set, Math.max(last, view.lastUid))
  const uids = gone
    ? gone.filter(uid => inSpans(within, uid) && view.numberOf(uid) === 0)
    : within.flatMap(([first, end]) => absent(view, first, Math.min(end, last)))
  writeVanished(session.writer, uids, true)
}

async function lastGiven({ house }: Session, { access, mailboxId }: Selected): Promise<number | undefined> {
  const row = await findMailbox(house.db, access, mailboxId)
  return row ? row.uidNext - 1 : undefined
}

function absent(view: Selected['view'], first: number, last: number): number[] {
  const uids: number[] = []
  for (let uid = first; uid <= last; uid++) if (view.numberOf(uid) === 0) uids.push(uid)
  return uids
}
