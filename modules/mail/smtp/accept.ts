import type { House } from '../../../core/house.ts'
import type { Found, Recipient } from '../../../core/resolve.ts'
import { Refused } from '../../../lib/errors.ts'
import type { AccountId } from '../../../lib/id.ts'
import type { Tx } from '../../../store/database.ts'
import { lockAccounts } from '../../../store/sequence.ts'
import { type Reply, reply } from '../../../wire/smtp/reply.ts'
import { type Assessed, type Assessment, internalAssessment, writeAssessments } from '../model/assessment.ts'
import type { Letter } from '../model/deliver.ts'
import { deliverTogether } from '../model/deliver-together.ts'
import { findHeld, releaseHeld } from '../model/held.ts'
import type { Leaving, RelayParameters } from '../model/outgoing.ts'
import type { Prepared } from '../model/prepare.ts'
import { deliverSifted, type Home, type Outcomes } from '../model/sieve/deliver-sifted.ts'
import { type Sifted, sift } from '../model/sieve/sift.ts'
import { spamFacts } from '../model/sieve/spam.ts'
import type { KeptCopy } from '../model/sieve/verdict.ts'
import { leave } from './leave.ts'
import { refusalOf } from './refusal.ts'
import { type Concerned, type News, report } from './report.ts'

/** A message that the house answers for once it has said 250. */
export interface Arrival {
  readonly mailFrom: string
  readonly message: Prepared
  readonly header: Buffer
  /** As it came, where it is small enough to be given back. */
  readonly whole: Buffer | null
  readonly local: readonly Local[]
  readonly remote: Leaving['recipients']
  /** The account of whoever sends it from here. */
  readonly sender: AccountId | null
  /** False of what a filter sends on in the name of an account: others wrote it. */
  readonly isOurs?: boolean
  /** What is written with it. */
  readonly also?: (tx: Tx) => Promise<void>
  /** What was found out about it, for each account; null of what our own people send; nothing where nobody knows. */
  readonly assessments: ReadonlyMap<AccountId, Assessment> | null
}

/** Somebody who could have it when it came, and cannot any more. */
export interface Unreachable {
  readonly rcpt: string
  readonly parameters: RelayParameters
  readonly reply: Reply
}

/** What was taken long ago: nobody waits for an answer, so whoever cannot have it is told in a report. */
export interface HeldArrival extends Arrival {
  readonly sender: AccountId
  readonly heldId: number
  readonly unreachable: readonly Unreachable[]
}

/** An address of ours, and whom it reaches. */
export interface Local {
  readonly rcpt: string
  readonly parameters: RelayParameters
  readonly found: Found
}

/**
 * Delivers, queues and reports on whoever could not have it, in one transaction: nothing is done by half. Throws when
 * nobody could have it: the sender is then told in the session.
 */
export async function accept(house: House, arrival: Arrival): Promise<void> {
  const sifted = await siftFor(house, arrival)
  const settle = async (tx: Tx, deliveries: Outcomes) => {
    refuseAltogether(arrival, deliveries)
    await tell(tx, house, arrival, deliveries)
    await arrival.also?.(tx)
  }
  if (arrival.sender === null && sifted.size === 0)
    return deliverTogether(house, letterOf(house, arrival), {
      assessed: deliveries => assessed(arrival, deliveries),
      settle,
    })
  await house.db.write(async tx => settle(tx, await hand(tx, house, arrival, sifted)))
}

/** The same for what was held, if it still is. */
export async function acceptHeld(house: House, arrival: HeldArrival): Promise<void> {
  const { sender, heldId, unreachable, mailFrom } = arrival
  const said = await siftFor(house, arrival)
  const sifted = mailFrom === '' ? unrefused(said, arrival.message) : said
  await house.db.write(async tx => {
    await lockAccounts(tx, [...accountsOf(arrival), sender])
    if (!(await findHeld(tx, sender, heldId))) return
    const deliveries = await hand(tx, house, arrival, sifted)
    await releaseHeld(tx, house, sender, heldId)
    await tell(tx, house, arrival, deliveries, unreachable)
  })
}

/** What the filters of whom it reaches say; to each by the address that was written. */
function siftFor(house: House, { message, mailFrom, local, assessments }: Arrival): Promise<Sifted> {
  const recipients = local.flatMap(({ rcpt, found }) =>
    found.recipients.map(({ accountId }) => [accountId, rcpt] as const),
  )
  return sift(house, message, mailFrom, new Map(recipients), accountId => {
    const assessment = assessments?.get(accountId)
    return assessment ? spamFacts(assessment.score, house.config.junk.threshold) : null
  })
}

/** What came from nobody stays where a filter refuses it: there is nobody to be told. */
const unrefused = (sifted: Sifted, message: Prepared): Sifted =>
  new Map(
    Array.from(sifted, ([accountId, verdict]) => {
      const kept: KeptCopy[] = [{ message, keywords: [], places: ['inbox'] }]
      return [accountId, verdict.rejection === null ? verdict : { ...verdict, rejection: null, kept }]
    }),
  )

async function hand(tx: Tx, house: House, arrival: Arrival, sifted: Sifted): Promise<Outcomes> {
  const { message, mailFrom, remote, sender } = arrival
  const accounts = accountsOf(arrival)
  if (sender !== null) await lockAccounts(tx, [...accounts, sender])
  const deliveries = await deliverSifted(tx, house, message, accounts, sifted, {
    homeOf: accountId => homeOf(house, arrival, accountId),
    receivedAt: house.now(),
  })
  writeAssessments(tx, assessed(arrival, deliveries))
  if (sender !== null && remote.length > 0)
    await leave(tx, house, sender, message, {
      mailFrom,
      recipients: remote,
      submissionId: null,
      isOurs: arrival.isOurs ?? true,
      at: house.now(),
    })
  return deliveries
}

/** What is kept goes there, unless a filter of the account has another place for it. */
function homeOf({ config }: House, { assessments }: Arrival, accountId: AccountId): Home {
  const score = assessments?.get(accountId)?.score ?? 0
  return score >= config.junk.threshold ? 'junk' : 'inbox'
}

function assessed({ assessments, message }: Arrival, deliveries: Outcomes): Assessed[] {
  const ours = assessments === null ? internalAssessment(message) : null
  return [...deliveries].flatMap(([accountId, outcome]): Assessed[] => {
    const assessment = ours ?? assessments?.get(accountId)
    const isPlaced = outcome !== 'sifted' && !(outcome instanceof Refused)
    return assessment && isPlaced ? [{ accountId, emailId: outcome.emailId, assessment }] : []
  })
}

const letterOf = (house: House, arrival: Arrival): Letter => ({
  message: arrival.message,
  recipients: accountsOf(arrival).map(accountId => ({
    accountId,
    mailboxes: homeOf(house, arrival, accountId),
  })),
  receivedAt: house.now(),
})

/** Whoever is meant twice, by two addresses or two groups, has it once. */
export const receiversOf = (local: readonly Local[]): Recipient[] => [
  ...new Map(
    local.flatMap(({ found }) => found.recipients.map(one => [one.accountId, one] as const)),
  ).values(),
]

const accountsOf = ({ local }: Arrival): AccountId[] => receiversOf(local).map(one => one.accountId)

function refuseAltogether({ remote }: Arrival, deliveries: Outcomes): void {
  const refusals = [...deliveries.values()].filter(outcome => outcome instanceof Refused)
  if (refusals.length > 0 && refusals.length === deliveries.size && remote.length === 0) throw refusals[0]
}

async function tell(
  tx: Tx,
  house: House,
  arrival: Arrival,
  deliveries: Outcomes,
  unreachable: readonly Unreachable[] = [],
): Promise<void> {
  const { mailFrom, header, whole, sender, local } = arrival
  // RFC 5321 §6.2: whoever is said to have sent junk has not, and hears nothing of it.
  const isJunk = (accountId: AccountId) => homeOf(house, arrival, accountId) === 'junk'
  const holder = sender ?? local[0]?.found.organisationId
  if (holder === undefined) return
  const news = (action: News['action'], recipients: readonly Concerned[]): News => ({
    action,
    mailFrom,
    header: () => header,
    whole: () => whole,
    arrivedAt: house.now(),
    retryUntil: null,
    recipients,
    holder,
  })
  const failed = [
    ...local.flatMap(one => failures(one, deliveries, isJunk)),
    ...unreachable.map(one => ({ ...one, remoteMta: null })),
  ]
  await report(tx, house, news('failed', failed))
  const reached = local.filter(({ found }) =>
    found.recipients.some(one => !(deliveries.get(one.accountId) instanceof Refused)),
  )
  await report(tx, house, news('delivered', reached.map(delivered)))
}

function failures(
  { rcpt, parameters, found }: Local,
  deliveries: Outcomes,
  isJunk: (accountId: AccountId) => boolean,
): Concerned[] {
  return found.recipients.flatMap(({ accountId, address }) => {
    const outcome = deliveries.get(accountId)
    if (!(outcome instanceof Refused) || isJunk(accountId)) return []
    return [{ rcpt: address ?? rcpt, parameters, reply: refusalOf(outcome).reply, remoteMta: null }]
  })
}

// RFC 3461 §4.1: told to whoever asks for NOTIFY=SUCCESS alone.
const delivered = ({ rcpt, parameters }: Local): Concerned => ({
  rcpt,
  parameters,
  reply: reply(250, '2.1.5', 'Delivered'),
  remoteMta: null,
})
