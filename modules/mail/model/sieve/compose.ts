import { randomBytes } from 'node:crypto'
import { hostnameOf } from '../../../../core/certificate/certificate.ts'
import type { House } from '../../../../core/house.ts'
import { Refused } from '../../../../lib/errors.ts'
import { keywordOfFlag } from '../../../../wire/imap/flag.ts'
import { readAddresses } from '../../../../wire/mime/address.ts'
import type { Action, Redirect, Vacation } from '../../../../wire/sieve/action.ts'
import type { Facts } from '../../../../wire/sieve/facts.ts'
import { type Fault, faultAt } from '../../../../wire/sieve/fault.ts'
import type { Memory as Remembered } from '../../../../wire/sieve/language.ts'
import { type Field, isNamed, type Letter, writeLetter } from '../../../../wire/sieve/letter.ts'
import { addressedAs, silenceOf, writeVacationReply } from '../../../../wire/sieve/reply.ts'
import { mayForward } from '../forwarding.ts'
import { readKeywords } from '../keyword.ts'
import { type Prepared, prepareMessage } from '../prepare.ts'
import type { Filter } from './filter.ts'
import type { Folders } from './folders.ts'
import { isRemembered, memoryKey } from './memory.ts'
import { noticeOf } from './notice.ts'
import type { KeptCopy, LeavingCopy, Memory, Place, Verdict } from './verdict.ts'

/** One message on its way through the filter of one account. */
export interface Sifting {
  readonly filter: Filter
  readonly folders: Folders
  readonly letter: Letter
  readonly message: Prepared
  readonly mailFrom: string
  readonly rcpt: string
  /** What was found out about it before; null when nobody has looked. */
  readonly spam: Facts['spam']
}

/** Makes what a script wants ready: other headers, copies, answers. */
export async function compose(
  house: House,
  sifting: Sifting,
  actions: readonly Action[],
  memories: readonly Remembered[],
  fault: Fault | null,
): Promise<Verdict> {
  const writer = new Writer(house, sifting)
  const redirects = actions.filter(action => action.kind === 'redirect')
  const fenced = redirects.find(action => !isFree(sifting, action))
  // A message that this account has sent on before has come back: it stays. RFC 5228 §4.2
  const isLoop = redirects.length > 0 && hasPassed(sifting)
  const leaving: LeavingCopy[] = []
  if (!isLoop) {
    for (const action of redirects) if (isFree(sifting, action)) leaving.push(await writer.redirect(action))
  }
  for (const action of actions) if (action.kind === 'vacation') leaving.push(...(await writer.answer(action)))
  const kept = await writer.copies(actions)
  const stays = kept.length === 0 && (isLoop || fenced !== undefined)
  const wrong = fault ?? (fenced && fenceFault(sifting, fenced))
  return {
    kept: stays ? [{ message: sifting.message, keywords: [], places: ['inbox'] }] : kept,
    rejection: actions.find(action => action.kind === 'reject')?.reason ?? null,
    leaving,
    memories: memories.map(({ key, seconds, isLast }) => ({
      key: memoryKey('duplicate', key),
      seconds,
      isRenewed: isLast,
    })),
    notice: wrong ? await noticeOf(house, sifting.filter, wrong, subjectOf(sifting.letter)) : null,
  }
}

/** Whether the administrators let it be sent on there. */
const isFree = ({ filter: { fence } }: Sifting, { address }: Redirect): boolean =>
  fence === null || mayForward(fence, address)

const fenceFault = ({ filter }: Sifting, { address }: Redirect): Fault =>
  faultAt(filter.script ?? '', 0, 'notForwarded', { name: address })

const subjectOf = (letter: Letter): string =>
  letter.fields.find(field => isNamed(field, 'subject'))?.text ?? ''

/** Says in a message whose account has sent it on. */
const PASSED = 'Delivered-To'

const hasPassed = ({ letter, filter }: Sifting): boolean =>
  letter.fields.some(field => isNamed(field, PASSED) && field.text.toLowerCase() === addressOf(filter))

const addressOf = ({ address, accountId }: Filter): string =>
  (address ?? `account-${accountId}`).toLowerCase()

class Writer {
  private readonly house: House
  private readonly sifting: Sifting
  /** Each header is written once, however many actions keep it. */
  private readonly written = new Map<readonly Field[], Prepared>()

  constructor(house: House, sifting: Sifting) {
    this.house = house
    this.sifting = sifting
  }

  async copies(actions: readonly Action[]): Promise<KeptCopy[]> {
    const copies: { message: Prepared; keywords: readonly string[]; places: Place[] }[] = []
    for (const action of actions) {
      if (action.kind !== 'keep' && action.kind !== 'fileinto') continue
      const message = await this.withFields(action.fields)
      const keywords = keywordsOf(action.flags)
      const same = copies.find(copy => copy.message === message && String(copy.keywords) === String(keywords))
      const place: Place = action.kind === 'keep' ? 'inbox' : action
      if (same) same.places.push(place)
      else copies.push({ message, keywords, places: [place] })
    }
    return copies
  }

  /** The envelope's sender stays: who wrote it hears of what fails. RFC 5228 §4.2 */
  async redirect({ address, fields }: Redirect): Promise<LeavingCopy> {
    const { letter, filter, mailFrom } = this.sifting
    const passed: Field = { name: PASSED, text: '', raw: ` ${addressOf(filter)}`, from: null }
    const rest = (fields ?? letter.fields).filter(field => !isNamed(field, 'return-path'))
    const message = await prepareMessage(this.house, writeLetter(letter, [passed, ...rest]))
    return { message, mailFrom, rcpt: address, once: null }
  }

  /** Nothing, where no automatic answer may be given or one was given of late. RFC 5230 §4.2 */
  async answer(action: Vacation): Promise<LeavingCopy[]> {
    const { letter, filter, mailFrom, rcpt } = this.sifting
    const own = new Set([...filter.addresses, rcpt, ...action.addresses].map(one => one.toLowerCase()))
    if (silenceOf(letter, mailFrom, own) !== null) return []
    const key = memoryKey('vacation', action.handle, mailFrom.toLowerCase())
    if (await isRemembered(this.house.db, filter.accountId, key, this.house.now())) return []
    const addressed = addressedAs(letter, new Set(filter.addresses))
    const host = hostnameOf(this.house.config)
    const bytes = writeVacationReply(
      letter,
      { ...action, from: ownSender(action, filter) },
      {
        to: mailFrom,
        from: { name: filter.name, email: addressed ?? filter.address ?? rcpt },
        messageId: `${randomBytes(12).toString('hex')}@${host}`,
        at: this.house.now().toISOString(),
      },
    )
    const once: Memory = { key, seconds: action.seconds, isRenewed: false }
    return [{ message: await prepareMessage(this.house, bytes), mailFrom: '', rcpt: mailFrom, once }]
  }

  private async withFields(fields: readonly Field[] | null): Promise<Prepared> {
    if (fields === null) return this.sifting.message
    const known = this.written.get(fields)
    if (known) return known
    const message = await prepareMessage(this.house, writeLetter(this.sifting.letter, fields))
    this.written.set(fields, message)
    return message
  }
}

/** Nobody answers in the name of another. RFC 5230 §4.4 */
function ownSender({ from }: Vacation, { addresses }: Filter): string | null {
  const email = from === null ? undefined : readAddresses(from)[0]?.email.toLowerCase()
  return email !== undefined && addresses.includes(email) ? from : null
}

/** Flags that JMAP has no keyword for, and those that are none, are left out. RFC 5232 §2 */
export const keywordsOf = (flags: readonly string[]): string[] => {
  const words = flags.flatMap(flag => keywordOfFlag(systemFlag(flag)) ?? []).filter(isKeyword)
  return readKeywords(words)
}

const systemFlag = (flag: string): string =>
  flag.startsWith('\\') ? `\\${flag.charAt(1).toUpperCase()}${flag.slice(2).toLowerCase()}` : flag

function isKeyword(word: string): boolean {
  try {
    readKeywords([word])
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}
