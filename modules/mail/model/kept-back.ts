import type { House } from '../../../core/house.ts'
import type { AccountId, Digest, PrincipalId, RecordId } from '../../../lib/id.ts'
import type { Tx } from '../../../store/database.ts'
import { touchRecords } from '../../../store/records/write.ts'
import { lockAccounts } from '../../../store/sequence.ts'
import { sql } from '../../../store/sql.ts'
import { type Reply, reply, replyText } from '../../../wire/smtp/reply.ts'
import { readHeader } from '../smtp/relay/content.ts'
import { prepareReport, sendReport } from '../smtp/report.ts'
import type { Cause } from '../smtp/report-causes.ts'
import { type DeliveryStatus, emailSubmission } from '../types.ts'
import { type Due, findDue } from './due.ts'
import { findHeld, type Held, releaseHeld } from './held.ts'
import type { Prepared } from './prepare.ts'
import { findOwner } from './sender.ts'
import { prepareUnsent, putBack } from './unsent.ts'
import { auditKeptBack, NO_LONGER_ALLOWED, type Withdrawn } from './warrant.ts'

// What does not leave after all: its submission says why, the letter is a draft again, and whoever it concerns is told as
// they are told of any letter that did not arrive.

/** Where something waited to leave. */
export interface Place<Id> {
  readonly accountId: AccountId
  readonly id: Id
}

/** Whoever submitted it may not any more; whoever has the mailbox hears of it, and the administrators. RFC 8621 §7 */
export async function keepBack(
  house: House,
  { accountId, id }: Place<RecordId>,
  due: Due & { readonly by: PrincipalId },
  withdrawn: Withdrawn,
): Promise<void> {
  const recipients = due.envelope.rcptTo.map(({ email }) => email)
  await end(house, { accountId, id }, due, {
    undoStatus: 'canceled',
    reply: NO_LONGER_ALLOWED,
    told: await toOwner(house, accountId, recipients, due.envelope.mailFrom.email),
    also: tx => auditKeptBack(tx, { accountId, by: due.by }, withdrawn, recipients.length),
  })
}

/** It could not be sent, however often that was tried. RFC 8621 §7 */
export async function giveUp(house: House, { accountId, id }: Place<RecordId>): Promise<void> {
  const due = await findDue(house.db, accountId, id)
  if (!due) return
  const recipients = due.envelope.rcptTo.map(({ email }) => email)
  const told = await toSender(house, accountId, recipients, due.envelope.mailFrom.email)
  await end(house, { accountId, id }, due, { undoStatus: 'final', reply: NOT_SENT, told })
}

// RFC 3463 §3.4
const NOT_SENT = reply(554, '5.3.0', 'It could not be sent, in many attempts')

/** Of a report on what does not leave. */
interface Told {
  readonly to: string
  readonly recipients: readonly string[]
  readonly reply: Reply
  readonly cause: Cause
}

async function toOwner(
  house: House,
  accountId: AccountId,
  recipients: readonly string[],
  mailFrom: string,
): Promise<Told> {
  const owner = await findOwner(house.db, accountId)
  return { to: owner?.address ?? mailFrom, recipients, reply: NO_LONGER_ALLOWED, cause: 'noLongerAllowed' }
}

async function toSender(
  house: House,
  accountId: AccountId,
  recipients: readonly string[],
  mailFrom: string,
): Promise<Told> {
  const to = mailFrom || ((await findOwner(house.db, accountId))?.address ?? '')
  return { to, recipients, reply: NOT_SENT, cause: 'notSent' }
}

interface End {
  readonly undoStatus: 'canceled' | 'final'
  readonly reply: Reply
  readonly told: Told
  readonly also?: (tx: Tx) => Promise<void>
}

async function end(
  house: House,
  { accountId, id }: Place<RecordId>,
  due: Due,
  { undoStatus, reply, told, also }: End,
): Promise<void> {
  const { digest, emailId, sendAt } = due
  const status: DeliveryStatus = { smtpReply: replyText(reply), delivered: 'no', displayed: 'unknown' }
  const statuses = Object.fromEntries(told.recipients.map(rcpt => [rcpt, status]))
  await settle(house, accountId, digest, told, async (tx, message) => {
    if ((await findDue(tx, accountId, id))?.sendAt.getTime() !== sendAt.getTime()) return false
    await tx.run(sql`
      update email_submission set undo_status = ${undoStatus}, delivery_status = ${JSON.stringify(statuses)}
      where account_id = ${accountId} and id = ${id}`)
    await touchRecords(tx, accountId, emailSubmission, [id])
    await putBack(tx, house, accountId, emailId, message)
    house.blobs.release(tx, accountId, [digest])
    await also?.(tx)
    return true
  })
}

/** The same of what was submitted by SMTP. */
export async function keepHeldBack(
  house: House,
  place: Place<number>,
  held: Held,
  by: PrincipalId,
  withdrawn: Withdrawn,
): Promise<void> {
  const { accountId } = place
  const recipients = held.envelope.recipients.map(({ rcpt }) => rcpt)
  const told = await toOwner(house, accountId, recipients, held.envelope.mailFrom)
  await endHeld(house, place, held, told, tx =>
    auditKeptBack(tx, { accountId, by }, withdrawn, recipients.length),
  )
}

export async function giveUpHeld(house: House, place: Place<number>): Promise<void> {
  const { accountId } = place
  const held = await findHeld(house.db, accountId, place.id)
  if (!held) return
  const recipients = held.envelope.recipients.map(({ rcpt }) => rcpt)
  await endHeld(house, place, held, await toSender(house, accountId, recipients, held.envelope.mailFrom))
}

function endHeld(
  house: House,
  { accountId, id }: Place<number>,
  { digest }: Held,
  told: Told,
  also?: (tx: Tx) => Promise<void>,
): Promise<void> {
  return settle(house, accountId, digest, told, async (tx, message) => {
    if (!(await findHeld(tx, accountId, id))) return false
    await putBack(tx, house, accountId, null, message)
    await releaseHeld(tx, house, accountId, id)
    await also?.(tx)
    return true
  })
}

/** Ends it, with its report, in one transaction; `work` says whether it still waited. */
async function settle(
  house: House,
  accountId: AccountId,
  digest: Digest,
  { to, recipients, reply, cause }: Told,
  work: (tx: Tx, message: Prepared | null) => Promise<boolean>,
): Promise<void> {
  const message = await prepareUnsent(house, accountId, digest)
  const report = await prepareReport(house.db, house, {
    action: 'failed',
    mailFrom: to,
    header: () => readHeader(house, digest),
    whole: () => null,
    arrivedAt: house.now(),
    retryUntil: null,
    recipients: recipients.map(rcpt => ({ rcpt, parameters: {}, reply, remoteMta: null, cause })),
    holder: accountId,
    isDraftAgain: message !== null,
  })
  const readers = report?.sender?.recipients.map(one => one.accountId) ?? []
  await house.db.write(async tx => {
    await lockAccounts(tx, [accountId, ...readers])
    if ((await work(tx, message)) && report) await sendReport(tx, house, report)
  })
}
