import type { RecordId } from '../../../lib/id.ts'
import type { CopyCommand } from '../../../wire/imap/command/copy.ts'
import type { ResponseCode } from '../../../wire/imap/response/code.ts'
import { writeUntagged } from '../../../wire/imap/response/status.ts'
import { appendMessage } from '../model/append.ts'
import { duplicateEmails } from '../model/duplicate.ts'
import { setMailboxes } from '../model/membership.ts'
import { listMessages, type Message } from '../model/messages.ts'
import { prepareBlob } from '../model/prepare.ts'
import { numbersOf, uidsOf } from './numbers.ts'
import type { Selected } from './selected.ts'
import { no, type Outcome, ok, type Session } from './session.ts'
import { type Place, tryPlace } from './tree.ts'

/** The UID that each message has in the other mailbox, by the one that it had. */
type Pairs = readonly (readonly [from: number, to: number])[]

// RFC 9051 §6.4.7
export async function copy(session: Session, command: CopyCommand): Promise<Outcome> {
  const target = await findTarget(session, command)
  if (!target) return NO_TARGET
  const messages = await named(session, command)
  const pairs = await copyInto(session, session.mailbox, messages, target)
  session.mailbox.stale = true
  return ok('COPY completed', codeOf(target, pairs))
}

// RFC 9051 §6.4.8
export async function move(session: Session, command: CopyCommand): Promise<Outcome> {
  const { mailbox: selected } = session
  if (selected.readOnly) return no('The mailbox is read-only', 'READ-ONLY')
  const target = await findTarget(session, command)
  if (!target) return NO_TARGET
  if (target.access.accountId === selected.accountId && target.row.id === selected.mailboxId)
    return no('The messages are there already', 'CANNOT')
  const messages = await named(session, command)
  const pairs = await moveInto(session, selected, messages, target)
  const code = codeOf(target, pairs)
  // RFC 6851 §4.3: before the first EXPUNGE, so that the client knows where they went.
  if (code) writeUntagged(session.writer, 'OK', 'Moved', code)
  selected.stale = true
  return ok('MOVE completed')
}

const NO_TARGET = no('There is no such mailbox', 'TRYCREATE')

const findTarget = ({ house, who }: Session, { mailbox }: CopyCommand): Promise<Place | null> =>
  tryPlace(house, who, mailbox)

const named = (session: Session, { set, uid }: CopyCommand): Promise<Message[]> => {
  const { accountId, mailboxId, view } = session.mailbox
  const ranges = uidsOf(view, numbersOf(session, set, uid))
  return ranges.length === 0
    ? Promise.resolve([])
    : listMessages(session.house.db, accountId, mailboxId, { ranges })
}

/** RFC 4315 §3 */
function codeOf({ row }: Place, pairs: Pairs): ResponseCode | undefined {
  return pairs.length > 0 ? { code: 'COPYUID', uidValidity: row.uidValidity, uids: pairs } : undefined
}

async function copyInto(
  { house }: Session,
  selected: Selected,
  messages: readonly Message[],
  { access, row }: Place,
): Promise<Pairs> {
  if (access.accountId !== selected.accountId)
    return copyAbroad({ house }, selected, messages, { access, row })
  const made = await house.db.write(tx => duplicateEmails(tx, house, access, idsOf(messages), row.id))
  const uids = uidsById(messages)
  return made.map(({ from, uid }) => [uids.get(from)!, uid])
}

/** Into another account, one by one: what was copied before a refusal stays. */
async function copyAbroad(
  { house }: Pick<Session, 'house'>,
  selected: Selected,
  messages: readonly Message[],
  { access, row }: Pick<Place, 'access' | 'row'>,
): Promise<Pairs> {
  const pairs: [number, number][] = []
  for (const { uid, digest, keywords, receivedAt } of messages) {
    const prepared = await prepareBlob(house, selected.accountId, digest)
    if (!prepared) continue
    const filing = { mailboxes: [row.id], keywords, receivedAt }
    const placed = await house.db.write(tx => appendMessage(tx, house, access, prepared, filing))
    pairs.push([uid, placed.uids.get(row.id)!])
  }
  return pairs
}

async function moveInto(
  session: Session,
  selected: Selected,
  messages: readonly Message[],
  target: Place,
): Promise<Pairs> {
  const { house } = session
  const change = { remove: [selected.mailboxId] }
  if (target.access.accountId !== selected.accountId) {
    const pairs = await copyInto(session, selected, messages, target)
    const copied = new Set(pairs.map(([from]) => from))
    const ids = idsOf(messages.filter(message => copied.has(message.uid)))
    await house.db.write(tx => setMailboxes(tx, house, selected.access, ids, { add: [], ...change }))
    return pairs
  }
  const { filed } = await house.db.write(tx =>
    setMailboxes(tx, house, selected.access, idsOf(messages), { add: [target.row.id], ...change }),
  )
  const uids = uidsById(messages)
  return filed.map(({ emailId, uid }) => [uids.get(emailId)!, uid])
}

const idsOf = (messages: readonly Message[]): RecordId[] => messages.map(message => message.emailId)

const uidsById = (messages: readonly Message[]): Map<RecordId, number> =>
  new Map(messages.map(message => [message.emailId, message.uid]))
