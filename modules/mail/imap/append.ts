import type { AppendCommand, AppendedMessage } from '../../../wire/imap/command/append.ts'
import { readCommand, readOffer } from '../../../wire/imap/command.ts'
import type { StreamEvent } from '../../../wire/imap/stream.ts'
import { appendMessage } from '../model/append.ts'
import { type Prepared, prepareMessage } from '../model/prepare.ts'
import { findQuota } from '../model/quota.ts'
import { crlf } from './crlf.ts'
import { keywordsOf } from './flags.ts'
import { STALLED_MS } from './limits.ts'
import { answer } from './reply.ts'
import { has } from './rights.ts'
import { no, type Outcome, ok, type Session } from './session.ts'
import { type Place, tryPlace } from './tree.ts'

type Offer = Extract<StreamEvent, { kind: 'offer' }>

/**
 * An APPEND, from the announcement of its message to the end of its line:
 *
 *   offer ──check──▶ accept ──bytes──▶ prepared ──command──▶ appended
 *              └────▶ refuse, and the bytes do not come or are read over
 */
export async function append(
  session: Session,
  offer: Offer,
): Promise<readonly [tag: string, outcome: Outcome]> {
  const { stream } = session.connection
  const utf8 = session.writer.utf8
  let command: AppendCommand & { tag: string }
  try {
    command = readOffer(offer.frame, { utf8 })
  } catch (error) {
    stream.refuse()
    throw error
  }
  const { tag } = command
  const checked = await answer(session, () => check(session, command, offer.literal.size))
  if ('condition' in checked) {
    stream.refuse()
    return [tag, checked]
  }
  stream.accept()
  const received = await receive(session, offer.literal.size)
  const end = await untilCommand(session)
  if (!end) return [tag, no('One message at a time', 'LIMIT')]
  // The line may still be malformed, and then nothing is kept.
  const [message] = (readCommand(end.frame, { utf8 }) as AppendCommand).messages
  return [tag, await answer(session, () => file(session, checked, received(), message!))]
}

async function check(
  session: Session,
  { mailbox, messages }: AppendCommand,
  size: number,
): Promise<Place | Outcome> {
  const { house } = session
  if (!session.actor) return no('Log in first')
  if (size > house.config.mail.maxSize) return no('The message is too large', 'TOOBIG')
  // RFC 3502 §6.3.11: a client that thinks better of it sends nothing.
  if (size === 0) return no('An empty message is not kept')
  keywordsOf(messages.at(-1)!.flags)
  const place = await tryPlace(house, session.who, mailbox)
  if (!place) return no('There is no such mailbox', 'TRYCREATE')
  if (!has(place.row.rights, 'mayAddItems') || place.access.readOnly)
    return no('Messages may not be added here', 'NOPERM')
  const { used, quota } = await findQuota(house.db, place.access.accountId)
  return quota !== null && used + size > quota ? no('The mailbox is full', 'OVERQUOTA') : place
}

/** Spools the message. A failure is told once the client has said it all. */
async function receive(session: Session, size: number): Promise<() => Prepared> {
  const literal = { left: size }
  try {
    const prepared = await prepareMessage(session.house, crlf(bytesOf(session, literal)))
    return () => prepared
  } catch (error) {
    for await (const _ of bytesOf(session, literal));
    return () => {
      throw error
    }
  }
}

async function* bytesOf({ connection }: Session, literal: { left: number }): AsyncGenerator<Buffer> {
  while (literal.left > 0) {
    const event = await connection.read(STALLED_MS)
    if (event === 'woken') continue
    if (event.kind === 'continue') await connection.write(['+ OK\r\n'])
    if (event.kind !== 'bytes') continue
    literal.left = event.left
    yield event.bytes
  }
}

/** The end of the line; null when a second message follows, which is refused with the whole. */
async function untilCommand({
  connection,
}: Session): Promise<Extract<StreamEvent, { kind: 'command' }> | null> {
  for (;;) {
    const event = await connection.read(STALLED_MS)
    if (event === 'woken') continue
    if (event.kind === 'command') return event
    if (event.kind !== 'offer') throw new Error(`${event.kind} after a message`)
    connection.stream.refuse()
    return null
  }
}

async function file(
  session: Session,
  { access, row }: Place,
  prepared: Prepared,
  { flags, at }: AppendedMessage,
): Promise<Outcome> {
  const { house } = session
  const filing = { mailboxes: [row.id], keywords: keywordsOf(flags), receivedAt: at ?? house.now() }
  const placed = await house.db.write(tx => appendMessage(tx, house, access, prepared, filing))
  if (session.selected) session.selected.stale = true
  // RFC 4315 §3
  const uids = [placed.uids.get(row.id)!]
  return ok('APPEND completed', { code: 'APPENDUID', uidValidity: row.uidValidity, uids })
}
