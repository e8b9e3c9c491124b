import { Readable } from 'node:stream'
import type { House } from '../../../core/house.ts'
import { turns } from '../../../lib/turn.ts'
import type { AppendedMessage } from '../../../wire/imap/command/append.ts'
import { type Offer, readCommand, readOffer } from '../../../wire/imap/command.ts'
import type { ResponseCode } from '../../../wire/imap/response/code.ts'
import type { StreamEvent } from '../../../wire/imap/stream.ts'
import { encodeBinary } from '../../../wire/mime/encode-binary.ts'
import { appendMessage } from '../model/append.ts'
import { type Prepared, prepareMessage } from '../model/prepare.ts'
import { findQuota } from '../model/quota.ts'
import { crlf } from './crlf.ts'
import { keywordsOf } from './flags.ts'
import { STALLED_MS } from './limits.ts'
import { findReplaced, takePlace } from './replace.ts'
import { answer } from './reply.ts'
import { has } from './rights.ts'
import { no, type Outcome, ok, type Session } from './session.ts'
import { type Place, tryPlace } from './tree.ts'

type Event<K extends StreamEvent['kind']> = Extract<StreamEvent, { kind: K }>

/** Gives a message that was received, or throws why it cannot be kept. */
type Received = () => Prepared

/**
 * An APPEND or a REPLACE, from the announcement of its first message to the end of its line:
 *
 *   offer ──check──▶ accept ──bytes──▶ prepared ──command──▶ all of them appended, or none
 *     ▲        └────▶ refuse, and    │
 *     └── another (RFC 3502) ────────┘ the bytes do not come or are read over
 */
export async function append(
  session: Session,
  first: Event<'offer'>,
): Promise<readonly [tag: string, outcome: Outcome]> {
  const { stream } = session.connection
  const received: Received[] = []
  let octets = 0
  let place: Place | null = null
  let event: Event<'offer' | 'command'> = first
  while (event.kind === 'offer') {
    const offer = readOffered(session, event)
    octets += event.literal.size
    const { size } = event.literal
    const checked = await answer(session, () => check(session, offer, size, octets))
    if ('condition' in checked) {
      stream.refuse()
      return [offer.tag, checked]
    }
    place = checked
    stream.accept()
    received.push(await receive(session, event.literal))
    event = await next(session)
  }
  // The line may still be malformed, and then nothing is kept.
  const command = readCommand(event.frame, { utf8: session.writer.utf8 }) as Offer
  const target = place!
  return [command.tag, await answer(session, () => file(session, command, target, received))]
}

function readOffered({ connection, writer }: Session, { frame }: Event<'offer'>): Offer {
  try {
    return readOffer(frame, { utf8: writer.utf8 })
  } catch (error) {
    connection.stream.refuse()
    throw error
  }
}

/** Before the bytes come: the last message, and the whole so far. */
async function check(session: Session, offer: Offer, size: number, octets: number): Promise<Place | Outcome> {
  const { house } = session
  if (!session.actor) return no('Log in first')
  if (size > house.config.mail.maxSize) return no('The message is too large', 'TOOBIG')
  // RFC 3502 §6.3.11: a client that thinks better of it sends nothing.
  if (size === 0) return no('An empty message is not kept')
  keywordsOf(offer.messages.at(-1)!.flags)
  if (offer.name === 'replace') findReplaced(session, offer)
  const place = await tryPlace(house, session.who, offer.mailbox)
  if (!place) return no('There is no such mailbox', 'TRYCREATE')
  if (!has(place.row.rights, 'mayAddItems') || place.access.readOnly)
    return no('Messages may not be added here', 'NOPERM')
  const { used, quota } = await findQuota(house.db, place.access.accountId)
  return quota !== null && used + octets > quota ? no('The mailbox is full', 'OVERQUOTA') : place
}

/** Spools a message. A failure is told once the client has said it all. */
async function receive(session: Session, { size, binary }: Event<'offer'>['literal']): Promise<Received> {
  const { house } = session
  const literal = { left: size }
  const bytes = bytesOf(session, literal)
  try {
    const prepared = binary ? await prepareBinary(house, bytes) : await prepareMessage(house, crlf(bytes))
    return () => prepared
  } catch (error) {
    for await (const _ of bytesOf(session, literal));
    return () => {
      throw error
    }
  }
}

/** RFC 3516 §4.4: octets come as they are, and are kept in text: old clients could not be told them otherwise. */
async function prepareBinary(house: House, source: AsyncIterable<Buffer>): Promise<Prepared> {
  const raw = await prepareMessage(house, source)
  return inTurn(async () => {
    const text = encodeBinary(await raw.bytes())
    return prepareMessage(house, crlf(Readable.from([text])))
  })
}

/** Whole messages in memory at a time. */
const inTurn = turns(1)

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

/** Another message, or the end of the line. */
async function next({ connection }: Session): Promise<Event<'offer' | 'command'>> {
  for (;;) {
    const event = await connection.read(STALLED_MS)
    if (event === 'woken') continue
    if (event.kind === 'command' || event.kind === 'offer') return event
    throw new Error(`${event.kind} after a message`)
  }
}

async function file(
  session: Session,
  command: Offer,
  place: Place,
  received: readonly Received[],
): Promise<Outcome> {
  const messages = received.map((take, i) => [take(), command.messages[i]!] as const)
  if (command.name === 'replace') return takePlace(session, command, place, ...messages[0]!)
  const code = await appendAll(session, place, messages)
  return ok('APPEND completed', code)
}

/** RFC 3502 §6.3.11: all, or none. */
async function appendAll(
  session: Session,
  { access, row }: Place,
  messages: readonly (readonly [Prepared, AppendedMessage])[],
): Promise<ResponseCode> {
  const { house } = session
  const uids = await house.db.write(async tx => {
    const filed: number[] = []
    for (const [prepared, { flags, at }] of messages) {
      const filing = { mailboxes: [row.id], keywords: keywordsOf(flags), receivedAt: at ?? house.now() }
      filed.push((await appendMessage(tx, house, access, prepared, filing)).uids.get(row.id)!)
    }
    return filed
  })
  if (session.selected) session.selected.stale = true
  // RFC 4315 §3
  return { code: 'APPENDUID', uidValidity: row.uidValidity, uids }
}
