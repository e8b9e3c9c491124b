import type { Seq } from '../../../lib/id.ts'
import { writeVanished } from '../../../wire/imap/response/message.ts'
import { inSpans, resolveSequence, type SequenceRange } from '../../../wire/imap/sequence.ts'
import { listMessages, listVanished } from '../model/messages.ts'
import type { Selected } from './selected.ts'
import type { Session } from './session.ts'
import { tellFlags } from './update.ts'

/** RFC 7162 §3.2.5: expunges and flags that a client has missed since `since`, among UIDs that it knows. */
export async function tellMissed(
  session: Session,
  selected: Selected,
  since: Seq,
  known: readonly SequenceRange[] | undefined,
): Promise<void> {
  const { house } = session
  const { accountId, mailboxId, view } = selected
  const within = known && resolveSequence(known, view.lastUid)
  const isKnown = (uid: number) => !within || inSpans(within, uid)
  await tellVanishedSince(session, selected, since, within ?? [[1, view.lastUid]])
  const messages = await listMessages(house.db, accountId, mailboxId, { changedSince: since })
  for (const message of messages) if (isKnown(message.uid)) tellFlags(session, selected, message.uid, message)
}

/** RFC 7162 §3.2.6: when it was too long ago to know, whatever is not there has vanished. */
export async function tellVanishedSince(
  session: Session,
  { accountId, mailboxId, view }: Selected,
  since: Seq,
  within: readonly (readonly [number, number])[],
): Promise<void> {
  const gone = await listVanished(session.house.db, accountId, mailboxId, since)
  const uids = gone
    ? gone.filter(uid => inSpans(within, uid) && view.numberOf(uid) === 0)
    : within.flatMap(([first, last]) => absent(view, first, Math.min(last, view.lastUid)))
  writeVanished(session.writer, uids, true)
}

function absent(view: Selected['view'], first: number, last: number): number[] {
  const uids: number[] = []
  for (let uid = first; uid <= last; uid++) if (view.numberOf(uid) === 0) uids.push(uid)
  return uids
}
