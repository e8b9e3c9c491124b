import { type RecordId, type Seq, writeId } from '../../../lib/id.ts'
import { type FetchCommand, type FetchItem, marksSeen } from '../../../wire/imap/command/fetch.ts'
import { type FetchValue, writeFetch } from '../../../wire/imap/response/fetch.ts'
import type { Span } from '../../../wire/imap/sequence.ts'
import { imapBody } from '../../../wire/mime/imap-body.ts'
import { listMessages, type Message } from '../model/messages.ts'
import { listPreviews } from '../model/previews.ts'
import { listSaveDates } from '../model/save-dates.ts'
import { email, thread } from '../types.ts'
import { changeKeywords } from './change.ts'
import { flagsOf } from './flags.ts'
import { FETCH_OCTETS, FETCH_ROWS, STREAMED_OCTETS } from './limits.ts'
import { tellVanishedSince } from './missed.ts'
import { batches, numbersOf, runs, sizeOf, uidsOf, windowOf } from './numbers.ts'
import { type OctetsItem, octetsOf, type Source } from './octets.ts'
import { has } from './rights.ts'
import type { Selected } from './selected.ts'
import { bad, type Outcome, ok, type Session } from './session.ts'
import { tellKeywords } from './update.ts'

// RFC 9051 §6.4.5
export async function fetch(session: Session, command: FetchCommand): Promise<Outcome> {
  const { mailbox: selected } = session
  // RFC 7162 §3.2.6
  if (command.vanished && !session.enabled.has('QRESYNC')) return bad('ENABLE QRESYNC first')
  const items = itemsOf(session, command)
  const named = numbersOf(session, command.set, command.uid)
  const numbers = command.partial ? windowOf(named, command.partial) : named
  if (command.vanished) await tellVanishedSince(session, selected, command.changedSince as Seq, command.set)
  let count = 0
  for await (const found of ahead(batches(numbers, FETCH_ROWS), read(session, selected, command, items)))
    count += await tellBatch(session, selected, items, found)
  // RFC 9051 §7.1 (EXPUNGEISSUED)
  const missing = command.changedSince === undefined && count < sizeOf(numbers)
  return ok('FETCH completed', missing ? 'EXPUNGEISSUED' : undefined)
}

/** What is told of each message, in the client's order; some comes unasked. */
function itemsOf(session: Session, { items, uid, changedSince }: FetchCommand): FetchItem[] {
  if (changedSince !== undefined || items.some(({ item }) => item === 'modseq')) session.enable('CONDSTORE')
  const all = [...items]
  const add = (item: 'uid' | 'modseq') => {
    if (!all.some(known => known.item === item)) all.push({ item })
  }
  if (uid) add('uid')
  // RFC 7162 §3.1.4.1: CHANGEDSINCE asks for MODSEQ too.
  if (changedSince !== undefined) add('modseq')
  return all
}

/** While some are told, the next are read. */
async function* ahead<T, R>(batches: Iterable<T>, read: (batch: T) => Promise<R>): AsyncGenerator<R> {
  let reading: Promise<R> | null = null
  for (const batch of batches) {
    const next = read(batch)
    // Whoever waits for it hears of its failure; until then it is nobody's.
    next.catch(() => {})
    if (reading) yield await reading
    reading = next
  }
  if (reading) yield await reading
}

const read =
  (
    { house }: Session,
    { accountId, mailboxId, view }: Selected,
    { changedSince }: FetchCommand,
    items: readonly FetchItem[],
  ) =>
  (batch: readonly Span[]): Promise<Message[]> =>
    listMessages(house.db, accountId, mailboxId, {
      ranges: uidsOf(view, batch),
      envelope: items.some(({ item }) => item === 'envelope'),
      structure: items.some(needsStructure),
      ...(changedSince !== undefined && { changedSince: changedSince as Seq }),
    })

async function tellBatch(
  session: Session,
  selected: Selected,
  items: readonly FetchItem[],
  found: readonly Message[],
): Promise<number> {
  const marked = items.some(marksSeen) ? await markSeen(session, selected, found) : null
  const beside = await readBeside(session, selected, found, items)
  for (const group of groups(found, items.some(needsBytes))) {
    const bytes = await bytesOf(session, group, items)
    for (const message of group) {
      const source = { ...(marked?.get(message.uid) ?? message), bytes: bytes?.get(message.digest) ?? null }
      const extra: FetchItem[] = marked?.has(message.uid) ? [{ item: 'flags' }] : []
      await tellMessage(session, selected, source, [...items, ...extra], beside)
    }
    await session.flush()
  }
  return found.length
}

const needsBytes = ({ item }: FetchItem): boolean => isOctets({ item }) && item !== 'binary.size'
const needsStructure = ({ item }: FetchItem): boolean =>
  isOctets({ item }) || item === 'body' || item === 'bodystructure'

function isOctets(item: { readonly item: FetchItem['item'] }): item is OctetsItem {
  return /^(?:section|binary|binary\.size|rfc822|rfc822\.header|rfc822\.text)$/.test(item.item)
}

/** Messages whose bytes may be in memory together. */
function* groups(messages: readonly Message[], bytes: boolean): Generator<Message[]> {
  let group: Message[] = []
  let octets = 0
  for (const message of messages) {
    const size = bytes && message.size <= STREAMED_OCTETS ? message.size : 0
    if (octets + size > FETCH_OCTETS) {
      yield group
      group = []
      octets = 0
    }
    group.push(message)
    octets += size
  }
  yield group
}

async function bytesOf({ house }: Session, group: readonly Message[], items: readonly FetchItem[]) {
  if (!items.some(needsBytes)) return null
  const small = group.filter(message => message.size <= STREAMED_OCTETS)
  return small.length > 0 ? house.blobs.readMany(small.map(message => message.digest)) : null
}

/** What stands in other rows, and is read only when it is asked for. */
interface Beside {
  readonly previews: ReadonlyMap<RecordId, string> | null
  readonly saved: ReadonlyMap<RecordId, Date> | null
}

async function readBeside(
  { house: { db } }: Session,
  { accountId, mailboxId }: Selected,
  messages: readonly Message[],
  items: readonly FetchItem[],
): Promise<Beside> {
  const ids = messages.map(message => message.emailId)
  const asks = (name: FetchItem['item']) => items.some(({ item }) => item === name)
  return {
    previews: asks('preview') ? await listPreviews(db, accountId, ids) : null,
    saved: asks('savedate') ? await listSaveDates(db, accountId, mailboxId, ids) : null,
  }
}

/** RFC 9051 §6.4.5: reading a body marks the message. Those that were marked by it, as they are now. */
async function markSeen(
  session: Session,
  selected: Selected,
  messages: readonly Message[],
): Promise<Map<number, Message>> {
  const unseen = messages.filter(message => !message.keywords.includes('$seen'))
  if (selected.readOnly || unseen.length === 0 || !has(selected.rights, 'maySetSeen')) return new Map()
  const ranges = runs(unseen.map(message => message.uid)).map(([first, last]) => ({ first, last }))
  const { messages: now, outcome } = await changeKeywords(session, selected, ranges, SEEN)
  const marked = new Map(now.map(message => [message.uid, message]))
  return new Map(
    unseen.flatMap(message => {
      const { keywords, seq } = marked.get(message.uid) ?? message
      return outcome.changed.has(message.emailId)
        ? [[message.uid, { ...message, keywords, seq }] as const]
        : []
    }),
  )
}

const SEEN = { add: ['$seen'], remove: [] }

async function tellMessage(
  session: Session,
  selected: Selected,
  source: Source,
  items: readonly FetchItem[],
  beside: Beside,
): Promise<void> {
  const values: FetchValue[] = []
  for (const item of distinct(items)) {
    values.push(isOctets(item) ? await octetsOf(session.house, source, item) : told(source, item, beside))
  }
  if (items.some(({ item }) => item === 'flags')) {
    tellKeywords(session, selected, source.keywords)
    // RFC 7162 §3.2: flags are told with their MODSEQ.
    if (session.tellsModseq && !items.some(({ item }) => item === 'modseq'))
      values.push({ item: 'modseq', value: source.seq })
  }
  writeFetch(session.writer, selected.view.numberOf(source.uid), values)
}

/** A client may ask for flags that come unasked as well. */
function distinct(items: readonly FetchItem[]): FetchItem[] {
  const seen = new Set<string>()
  return items.filter(item => {
    const isNew = !seen.has(item.item)
    if (!isOctets(item)) seen.add(item.item)
    return isNew
  })
}

function told(message: Source, { item }: Exclude<FetchItem, OctetsItem>, beside: Beside): FetchValue {
  switch (item) {
    case 'uid':
      return { item, value: message.uid }
    case 'flags':
      return { item, flags: flagsOf(message.keywords) }
    case 'modseq':
      return { item, value: message.seq }
    case 'rfc822.size':
      return { item, value: message.size }
    case 'internaldate':
      return { item, at: message.receivedAt }
    case 'envelope':
      return { item, envelope: message.envelope! }
    case 'body':
    case 'bodystructure':
      return { item, part: imapBody(message.structure!) }
    case 'emailid':
      return { item, id: writeId(email.prefix, message.emailId) }
    case 'threadid':
      return { item, id: writeId(thread.prefix, message.threadId) }
    case 'savedate':
      return { item, at: beside.saved?.get(message.emailId) ?? null }
    case 'preview':
      return { item, text: beside.previews?.get(message.emailId) ?? null }
    default:
      throw new Error(`${item} is told from the bytes`)
  }
}
