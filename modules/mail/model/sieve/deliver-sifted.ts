import type { House } from '../../../../core/house.ts'
import { Refused } from '../../../../lib/errors.ts'
import type { AccountId, RecordId } from '../../../../lib/id.ts'
import type { Tx } from '../../../../store/database.ts'
import { lockAccounts } from '../../../../store/sequence.ts'
import type { Role } from '../../types.ts'
import { deliverPrepared } from '../deliver.ts'
import { holdMessage } from '../held.ts'
import type { Placed } from '../place.ts'
import type { Prepared } from '../prepare.ts'
import { type Folders, listFolders, makeFolder } from './folders.ts'
import { remember, rememberLonger } from './memory.ts'
import type { Sifted } from './sift.ts'
import type { KeptCopy, LeavingCopy, Memory, Place, Verdict } from './verdict.ts'

/** Where a message stands, why it was refused, or that a filter kept no copy of it. */
export type Outcomes = ReadonlyMap<AccountId, Placed | Refused | 'sifted'>

/** Where what is kept goes, unless a filter says otherwise. */
export type Home = Extract<Role, 'inbox' | 'junk'>

export interface Handing {
  readonly receivedAt: Date
  /** The inbox, where nothing is said. */
  readonly homeOf?: (accountId: AccountId) => Home
}

/**
 * Delivers a message to accounts as their filters say, in one transaction: what stays, what leaves (held until it has
 * left), what is remembered. Where a filter's mailbox is not there, its home takes its place.
 */
export async function deliverSifted(
  tx: Tx,
  house: House,
  message: Prepared,
  accounts: readonly AccountId[],
  sifted: Sifted,
  { receivedAt, homeOf = () => 'inbox' }: Handing,
): Promise<Outcomes> {
  const plain = accounts.filter(accountId => !sifted.has(accountId))
  const recipients = plain.map(accountId => ({ accountId, mailboxes: homeOf(accountId) }))
  if (plain.length === accounts.length) return deliverPrepared(tx, house, message, recipients, receivedAt)
  await lockAccounts(tx, accounts)
  const outcomes = new Map<AccountId, Placed | Refused | 'sifted'>(
    await deliverPrepared(tx, house, message, recipients, receivedAt),
  )
  for (const [accountId, verdict] of sifted)
    outcomes.set(
      accountId,
      await obey(tx, house, accountId, at(verdict, message, homeOf(accountId)), receivedAt),
    )
  return outcomes
}

/** A verdict, and where what it keeps stands when it names no place. */
interface Sentence extends Verdict {
  readonly home: Home
}

/** Junk is neither answered nor sent on: what would have left alone stays there. */
function at(verdict: Verdict, message: Prepared, home: Home): Sentence {
  if (home !== 'junk') return { ...verdict, home }
  const isSentOn = verdict.leaving.some(copy => copy.once === null)
  const whole: KeptCopy = { message, keywords: [], places: ['inbox'] }
  const kept = verdict.kept.length === 0 && isSentOn ? [whole] : verdict.kept
  return { ...verdict, kept, leaving: [], home }
}

async function obey(
  tx: Tx,
  house: House,
  accountId: AccountId,
  verdict: Sentence,
  receivedAt: Date,
): Promise<Placed | Refused | 'sifted'> {
  if (verdict.rejection !== null) return new Refused('notPossible', verdict.rejection, { isRejection: true })
  const outcome = await keepCopies(tx, house, accountId, verdict.kept, verdict.home, receivedAt)
  // It comes again: nothing is sent for what could not be kept.
  if (outcome instanceof Refused) return outcome
  for (const copy of verdict.leaving) await leave(tx, house, accountId, copy)
  for (const memory of verdict.memories) await keepInMind(tx, house, accountId, memory)
  if (verdict.notice && (await keepInMind(tx, house, accountId, verdict.notice.once)))
    await deliverPrepared(tx, house, verdict.notice.message, [{ accountId }], receivedAt)
  return outcome
}

async function keepCopies(
  tx: Tx,
  house: House,
  accountId: AccountId,
  copies: readonly KeptCopy[],
  home: Home,
  receivedAt: Date,
): Promise<Placed | Refused | 'sifted'> {
  const folders = copies.some(copy => copy.places.some(place => place !== 'inbox'))
    ? await listFolders(tx, accountId)
    : null
  let first: Placed | 'sifted' = 'sifted'
  for (const { message, keywords, places } of copies) {
    const mailboxes = folders ? await mailboxesOf(tx, accountId, folders, places, home) : home
    const recipient = { accountId, mailboxes, keywords }
    const outcome = (await deliverPrepared(tx, house, message, [recipient], receivedAt)).get(accountId)!
    if (outcome instanceof Refused) {
      if (first === 'sifted') return outcome
      house.log.warn('a filter’s further copy had no room', { accountId })
    } else if (first === 'sifted') first = outcome
  }
  return first
}

async function mailboxesOf(
  tx: Tx,
  accountId: AccountId,
  folders: Folders,
  places: readonly Place[],
  home: Home,
): Promise<RecordId[] | Home> {
  const specialUse = home === 'junk' ? '\\Junk' : null
  const kept = folders.find({ mailbox: 'INBOX', mailboxId: null, specialUse })
  const found = new Set<RecordId>()
  for (const place of places) {
    const id = place === 'inbox' ? null : await mailboxOf(tx, accountId, folders, place)
    if (id !== null) found.add(id)
    else if (kept) found.add(kept.id)
    // An account that has no inbox yet gets one where it is asked for alone.
    else return home
  }
  return [...found]
}

async function mailboxOf(
  tx: Tx,
  accountId: AccountId,
  folders: Folders,
  place: Exclude<Place, 'inbox'>,
): Promise<RecordId | null> {
  const found = folders.find(place)
  if (found) return found.id
  return place.create ? makeFolder(tx, accountId, place.mailbox) : null
}

/** Held by the account until it has left, for our own people as for others: nothing is lost on the way. */
async function leave(tx: Tx, house: House, accountId: AccountId, copy: LeavingCopy): Promise<void> {
  const { message, mailFrom, rcpt, once } = copy
  if (once && !(await keepInMind(tx, house, accountId, once))) return
  const recipients = [{ rcpt, parameters: {} }]
  await holdMessage(tx, house, accountId, message, { mailFrom, recipients }, house.now())
}

/** False when it was known already. */
async function keepInMind(tx: Tx, house: House, accountId: AccountId, memory: Memory): Promise<boolean> {
  const { key, seconds, isRenewed } = memory
  const now = house.now()
  const until = new Date(now.getTime() + seconds * 1000)
  if (!isRenewed) return remember(tx, accountId, key, now, until)
  await rememberLonger(tx, accountId, key, until)
  return true
}
