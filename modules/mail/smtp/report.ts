import { randomBytes } from 'node:crypto'
import { hostnameOf } from '../../../core/certificate/certificate.ts'
import type { House } from '../../../core/house.ts'
import { type Found, resolveAddress } from '../../../core/resolve.ts'
import type { AccountId } from '../../../lib/id.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'
import type { Action, RecipientStatus } from '../../../wire/smtp/delivery-status.ts'
import type { Reply } from '../../../wire/smtp/reply.ts'
import { writeReport } from '../../../wire/smtp/report.ts'
import { deliverPrepared } from '../model/deliver.ts'
import { holdMessage } from '../model/held.ts'
import { domainOf, type RelayParameters } from '../model/outgoing.ts'
import { type Prepared, prepareMessage } from '../model/prepare.ts'
import { listFilters } from '../model/sieve/filter.ts'
import { messageIdOf } from './header.ts'
import { leave } from './leave.ts'
import type { Cause } from './report-causes.ts'
import { wordsOf } from './report-words.ts'
import { returnPath } from './trace.ts'

/** What became of a message, for whoever sent it. */
export interface News {
  readonly action: Exclude<Action, 'expanded'>
  readonly mailFrom: string
  /** Of the message, once somebody is to be told. */
  readonly header: () => Promise<Buffer> | Buffer
  /** The whole of it, for whoever asked to have it back; null where it is too big for that. */
  readonly whole: () => Promise<Buffer | null> | Buffer | null
  readonly arrivedAt: Date
  /** When we shall give up, of what is delayed. */
  readonly retryUntil: Date | null
  readonly recipients: readonly Concerned[]
  /** Holds the report while it is on its way to a sender elsewhere. */
  readonly holder: AccountId
  /** It did not leave, and can be changed and sent again. */
  readonly isDraftAgain?: boolean
}

export interface Concerned {
  readonly rcpt: string
  readonly parameters: RelayParameters
  readonly reply: Reply
  readonly remoteMta: string | null
  /** Where the reply does not say it. */
  readonly cause?: Cause
}

/** A report that is written, and whoever is to have it. */
export interface Report {
  readonly message: Prepared
  /** Of our own people; null is elsewhere. */
  readonly sender: Found | null
  readonly to: string
  readonly holder: AccountId
}

/** Sends a report to whoever asked for it, or did not ask not to be told. */
export async function report(tx: Tx, house: House, news: News): Promise<void> {
  const written = await prepareReport(tx, house, news)
  if (written) await sendReport(tx, house, written)
}

/** All of it that needs no transaction; null where there is nobody to tell. */
export async function prepareReport(db: Queryable, house: House, news: News): Promise<Report | null> {
  const { mailFrom, holder } = news
  const recipients = news.recipients.filter(one => isWanted(news.action, one.parameters.notify))
  // RFC 5321 §6.1: a report is never answered with a report.
  if (mailFrom === '' || recipients.length === 0) return null
  const sender = await resolveAddress(db, mailFrom)
  if (sender.kind === 'unknown') {
    house.log.warn('nobody is left to hear of a failure', { to: mailFrom })
    return null
  }
  const languages =
    sender.kind === 'found' ? [sender.recipients[0]?.language ?? 'fr'] : await houseFirst(db, holder)
  const postmaster = `postmaster@${sender.kind === 'found' ? domainOf(mailFrom) : hostnameOf(house.config)}`
  const original = await originalOf(house, news)
  const bytes = write(house, { ...news, recipients }, original, languages, postmaster)
  const isOurs = sender.kind === 'found'
  const trace = Buffer.from(isOurs ? returnPath('') : '')
  const message = await prepareMessage(house, Buffer.concat([trace, bytes]), db)
  return { message, sender: isOurs ? sender : null, to: mailFrom, holder }
}

/** The languages of the house, that of the organisation before the other. */
async function houseFirst(db: Queryable, holder: AccountId): Promise<string[]> {
  const row = await db.row<{ language: string }>(sql`
    select o.language from account a join organisation o on o.account_id = a.organisation_id
    where a.account_id = ${holder}`)
  return row?.language.startsWith('fr') === false ? ['en', 'fr'] : ['fr', 'en']
}

export const sendReport = (tx: Tx, house: House, { sender, ...written }: Report): Promise<void> =>
  sender ? hand(tx, house, { sender, ...written }) : send(tx, house, { sender, ...written })

// RFC 3461 §4.1: without a wish, failures are told; delays are as we like.
function isWanted(action: News['action'], notify: string | undefined): boolean {
  const wish = WISHES[action]
  return notify === undefined ? wish !== 'SUCCESS' : notify.split(',').includes(wish)
}

const WISHES = { failed: 'FAILURE', delayed: 'DELAY', delivered: 'SUCCESS', relayed: 'SUCCESS' } as const

type Original = Parameters<typeof writeReport>[0]['original'] & { readonly header: Buffer }

// RFC 3461 §4.3: RET speaks of failures; other reports never carry the message.
async function originalOf(house: House, { action, recipients, header, whole }: News): Promise<Original> {
  const isWanted = action === 'failed' && recipients.some(one => one.parameters.ret === 'FULL')
  const bytes = isWanted ? await orNothing(house, whole) : null
  const fields = (await orNothing(house, header)) ?? Buffer.alloc(0)
  return bytes ? { kind: 'whole', bytes, header: fields } : { kind: 'header', bytes: fields, header: fields }
}

/** What cannot be read may be why it did not arrive: that is told all the same. */
async function orNothing<T>(house: House, read: () => Promise<T> | T): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    house.log.error('a message that is reported on cannot be read', { error })
    return null
  }
}

/** To our own people it is one of their own who writes (RFC 5321 §4.5.1), in their language; to others in each of ours. */
function write(
  house: House,
  news: News,
  { header, ...original }: Original,
  languages: readonly string[],
  postmaster: string,
): Buffer {
  const { mailFrom, arrivedAt, recipients } = news
  const host = hostnameOf(house.config)
  const at = house.now().toISOString()
  const { sender, ...words } = wordsOf(languages, news)
  return writeReport({
    from: { name: sender, email: postmaster },
    to: mailFrom,
    ...words,
    status: {
      reportingMta: host,
      envelopeId: recipients[0]!.parameters.envid ?? null,
      arrivedAt: arrivedAt.toISOString(),
      recipients: recipients.map(one => statusOf(one, news, at)),
    },
    original,
    messageId: `${randomBytes(12).toString('hex')}@${host}`,
    inReplyTo: messageIdOf(header),
    at,
    boundary: randomBytes(12).toString('hex'),
  })
}

function statusOf(one: Concerned, { action, retryUntil }: News, at: string): RecipientStatus {
  const { rcpt, parameters, reply, remoteMta } = one
  return {
    recipient: rcpt,
    original: parameters.orcpt ?? null,
    action,
    status: reply.status ?? `${String(reply.code)[0]}.0.0`,
    remoteMta,
    diagnostic: [reply.code, reply.status, ...reply.lines].filter(word => word !== null).join(' '),
    attemptedAt: at,
    retryUntil: action === 'delayed' ? (retryUntil?.toISOString() ?? null) : null,
  }
}

/** As any mail: who has a filter gets it through that, which reads it outside of this transaction. */
async function hand(
  tx: Tx,
  house: House,
  { message, sender, to, holder }: Report & { readonly sender: Found },
): Promise<void> {
  const accounts = sender.recipients.map(({ accountId }) => accountId)
  const now = house.now()
  if ((await listFilters(tx, accounts, now)).length > 0) {
    const envelope = { mailFrom: '', recipients: [{ rcpt: to, parameters: {} }] }
    return holdMessage(tx, house, holder, message, envelope, now)
  }
  const recipients = accounts.map(accountId => ({ accountId }))
  await deliverPrepared(tx, house, message, recipients, now)
}

const send = (tx: Tx, house: House, { message, to, holder }: Report): Promise<void> =>
  leave(tx, house, holder, message, {
    mailFrom: '',
    recipients: [{ rcpt: to, domain: domainOf(to) }],
    submissionId: null,
    isOurs: true,
    at: house.now(),
  })
