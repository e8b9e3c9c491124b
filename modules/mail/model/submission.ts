import type { House } from '../../../core/house.ts'
import { type Resolution, resolveAddresses } from '../../../core/resolve.ts'
import { Refused } from '../../../lib/errors.ts'
import type { AccountId, Digest, PrincipalId, RecordId } from '../../../lib/id.ts'
import { toBytes } from '../../../store/blobs/blobs.ts'
import type { Tx } from '../../../store/database.ts'
import { deleteRecords, touchRecords } from '../../../store/records/write.ts'
import { lockAccounts, take } from '../../../store/sequence.ts'
import { sql } from '../../../store/sql.ts'
import type { EmailAddress } from '../../../wire/mime/address.ts'
import { readStructure } from '../../../wire/mime/structure.ts'
import { leave } from '../smtp/leave.ts'
import { type DeliveryStatus, type Envelope, emailSubmission, type SubmissionAddress } from '../types.ts'
import { internalAssessment, writeAssessments } from './assessment.ts'
import type { Authorship } from './authorship.ts'
import { type Due, findDue } from './due.ts'
import { furnishRole } from './furnish.ts'
import { keepBack } from './kept-back.ts'
import { leaving } from './leaving-message.ts'
import { findRole } from './mailboxes.ts'
import { setMailboxes } from './membership.ts'
import { domainOf, type RelayParameters } from './outgoing.ts'
import { type Prepared, prepareMessage } from './prepare.ts'
import { asOwner } from './rights.ts'
import { keepSent } from './sent.ts'
import { deliverSifted, type Outcomes } from './sieve/deliver-sifted.ts'
import { sift } from './sieve/sift.ts'
import { withSignature } from './signature.ts'
import { reviewAuthorship, type Withdrawn } from './warrant.ts'

export const SUBMIT_JOB = 'mail.submit'

export interface NewSubmission {
  readonly identityId: RecordId
  readonly emailId: RecordId
  readonly threadId: RecordId
  readonly digest: Digest
  readonly envelope: Envelope
  /** Until then it can be called back. */
  readonly sendAt: Date
  /** Who writes on behalf of its From, to be named in what leaves. */
  readonly sender: EmailAddress | null
  /** Another account in whose name it is sent, which keeps a copy. */
  readonly copyIn: AccountId | null
  /** Who submits it: whether they still may is asked as it leaves. */
  readonly by: PrincipalId
}

/** Writes what is to be sent, and the job that sends it when its time has come. RFC 8621 §7.5 */
export async function createSubmission(
  tx: Tx,
  house: House,
  accountId: AccountId,
  given: NewSubmission,
): Promise<RecordId> {
  await lockAccounts(tx, [accountId])
  const id = (await take(tx, accountId, { EmailSubmission: 1 })).EmailSubmission as number as RecordId
  const queued: DeliveryStatus = { smtpReply: '250 2.0.0 Queued', delivered: 'queued', displayed: 'unknown' }
  const statuses = Object.fromEntries(given.envelope.rcptTo.map(({ email }) => [email, queued]))
  await tx.run(sql`
    insert into email_submission (account_id, id, seq, identity_id, email_id, thread_id, envelope, send_at, undo_status,
      delivery_status, blob_digest, sender, copy_in, submitted_by)
    values (${accountId}, ${id}, ${id}, ${given.identityId}, ${given.emailId}, ${given.threadId},
      ${JSON.stringify(given.envelope)}, ${given.sendAt}, 'pending', ${JSON.stringify(statuses)}, ${toBytes(given.digest)},
      ${given.sender && JSON.stringify(given.sender)}, ${given.copyIn}, ${given.by})`)
  await house.blobs.refer(tx, accountId, given.digest)
  await planSubmission(tx, house, { accountId, id, sendAt: given.sendAt })
  return id
}

/** Has what has not left yet leave at another time. */
export async function rescheduleSubmission(
  tx: Tx,
  house: House,
  accountId: AccountId,
  id: RecordId,
  sendAt: Date,
): Promise<void> {
  await lockAccounts(tx, [accountId])
  if (!(await findDue(tx, accountId, id))) throw hasLeft()
  await tx.run(sql`
    update email_submission set send_at = ${sendAt} where account_id = ${accountId} and id = ${id}`)
  await touchRecords(tx, accountId, emailSubmission, [id])
  await planSubmission(tx, house, { accountId, id, sendAt })
}

export interface Planned {
  readonly accountId: AccountId
  readonly id: RecordId
  readonly sendAt: Date
}

/** The job that sends it; one that waits for another time is replaced. */
export async function planSubmission(
  tx: Tx,
  house: House,
  { accountId, id, sendAt }: Planned,
): Promise<void> {
  const at = sendAt > house.now() ? { at: sendAt } : {}
  const payload = { accountId, id, sendAt: sendAt.toISOString() }
  await house.jobs.enqueue(tx, SUBMIT_JOB, payload, { ...at, key: `${SUBMIT_JOB}.${accountId}.${id}` })
}

const hasLeft = (): Refused => new Refused('notPossible', 'it has left already', { type: 'cannotUnsend' })

/** Calls back what has not left yet. RFC 8621 §7.5 */
export async function cancelSubmission(
  tx: Tx,
  house: House,
  accountId: AccountId,
  id: RecordId,
): Promise<void> {
  await lockAccounts(tx, [accountId])
  const due = await findDue(tx, accountId, id)
  if (!due) throw hasLeft()
  await tx.run(sql`
    update email_submission set undo_status = 'canceled' where account_id = ${accountId} and id = ${id}`)
  await touchRecords(tx, accountId, emailSubmission, [id])
  house.blobs.release(tx, accountId, [due.digest])
}

/** Forgets a submission. What is still pending must leave or be called back first. */
export async function destroySubmission(tx: Tx, accountId: AccountId, id: RecordId): Promise<void> {
  await lockAccounts(tx, [accountId])
  if (await findDue(tx, accountId, id)) throw new Refused('inUse', 'it has not left yet: cancel it first')
  const gone = await deleteRecords(tx, accountId, emailSubmission, [id])
  if (gone.length === 0) throw new Refused('notFound', 'the submission does not exist')
}

/** `sendAt` is the time that the job was made for: one that was under way when another was set does nothing. */
interface Sent {
  readonly accountId: AccountId
  readonly id: RecordId
  readonly sendAt?: string
}

/**
 * Sends a submission whose time has come, to our own people and to the queue, in one transaction with its new state:
 * a job that is run twice sends once. What lay among what is to leave later goes among what was sent. What whoever
 * submitted it may not send any more stays.
 */
export async function sendSubmission(house: House, { accountId, id, sendAt }: Sent): Promise<void> {
  const isMeant = (due: Due | null): due is Due =>
    due !== null && (sendAt === undefined || due.sendAt.getTime() === Date.parse(sendAt))
  const due = await findDue(house.db, accountId, id)
  if (!isMeant(due)) return
  const letter = await house.blobs.read(due.digest)
  const written = await writtenNow(house, accountId, due, letter)
  if ('withdrawn' in written) return keepBack(house, { accountId, id }, written.due, written.withdrawn)
  const recipients = due.envelope.rcptTo.map(({ email }) => email)
  const bytes = async () => leaving(letter, written.sender)
  const signed = await withSignature(house, { accountId, recipients, bytes })
  const message = await prepareMessage(house, signed ?? (await bytes()))
  const resolved = await resolveAddresses(house.db, recipients)
  const own = accountsOf(resolved)
  const sifted = await sift(house, message, due.envelope.mailFrom.email, addressesOf(resolved))
  await house.db.write(async tx => {
    await lockAccounts(tx, [accountId, ...own, ...(due.copyIn === null ? [] : [due.copyIn])])
    if (!isMeant(await findDue(tx, accountId, id))) return
    const outcomes = await deliverSifted(tx, house, message, own, sifted, { receivedAt: house.now() })
    await assess(tx, message, outcomes)
    const statuses = Object.fromEntries(
      recipients.map(rcpt => [rcpt, statusOf(resolved.get(rcpt)!, outcomes)] as const),
    )
    await relay(tx, house, accountId, id, message, due.envelope, resolved)
    if (due.copyIn !== null) await keepSent(tx, house, due.copyIn, message)
    await finish(tx, accountId, id, statuses)
    await fileAsSent(tx, house, accountId, due.emailId)
    house.blobs.release(tx, accountId, [due.digest])
  })
}

type Written =
  | Pick<Authorship, 'sender'>
  | { readonly withdrawn: Withdrawn; readonly due: Due & { readonly by: PrincipalId } }

/** In whose name it leaves, as whoever submitted it stands at this moment. */
async function writtenNow(house: House, accountId: AccountId, due: Due, letter: Buffer): Promise<Written> {
  const { by, sender } = due
  if (by === null) return { sender }
  const { headerStart, headerEnd } = readStructure(letter)
  const header = letter.subarray(headerStart, headerEnd)
  const mailFrom = due.envelope.mailFrom.email
  const reviewed = await reviewAuthorship(house.db, { accountId, by, mailFrom, header })
  return 'withdrawn' in reviewed ? { ...reviewed, due: { ...due, by } } : reviewed
}

async function assess(tx: Tx, message: Prepared, outcomes: Outcomes): Promise<void> {
  const assessment = internalAssessment(message)
  const delivered = [...outcomes].flatMap(([accountId, outcome]) =>
    outcome instanceof Refused || outcome === 'sifted'
      ? []
      : [{ accountId, emailId: outcome.emailId, assessment }],
  )
  writeAssessments(tx, delivered)
}

type Resolved = ReadonlyMap<string, Resolution>

const accountsOf = (resolved: Resolved): AccountId[] => [
  ...new Set(
    [...resolved.values()].flatMap(found =>
      found.kind === 'found' ? found.recipients.map(one => one.accountId) : [],
    ),
  ),
]

/** By which address each account is reached. */
const addressesOf = (resolved: Resolved): Map<AccountId, string> =>
  new Map(
    [...resolved].flatMap(([rcpt, found]) =>
      found.kind === 'found' ? found.recipients.map(one => [one.accountId, rcpt] as const) : [],
    ),
  )

function statusOf(found: Resolution, outcomes: Outcomes): Pick<DeliveryStatus, 'smtpReply' | 'delivered'> {
  if (found.kind === 'elsewhere') return { smtpReply: '250 2.0.0 Queued', delivered: 'queued' }
  if (found.kind === 'unknown') return { smtpReply: '550 5.1.1 No such address', delivered: 'no' }
  const reached = found.recipients.map(one => outcomes.get(one.accountId))
  const refusal = reached.find(outcome => outcome instanceof Refused)
  if (refusal && reached.every(outcome => outcome instanceof Refused))
    return { smtpReply: `552 5.2.2 ${refusal.message}`, delivered: 'no' }
  return { smtpReply: '250 2.1.5 Delivered', delivered: 'yes' }
}

async function relay(
  tx: Tx,
  house: House,
  accountId: AccountId,
  submissionId: RecordId,
  message: Prepared,
  { mailFrom, rcptTo }: Envelope,
  resolved: Resolved,
): Promise<void> {
  const remote = rcptTo.filter(({ email }) => resolved.get(email)!.kind === 'elsewhere')
  if (remote.length === 0) return
  await leave(tx, house, accountId, message, {
    mailFrom: mailFrom.email,
    recipients: remote.map(one => ({
      rcpt: one.email,
      domain: domainOf(one.email),
      parameters: parametersOf(mailFrom, one),
    })),
    submissionId,
    isOurs: true,
    at: house.now(),
  })
}

/** RFC 3461 §4, as the envelope of a submission writes them: names in any case, values in no encoding. */
function parametersOf(from: SubmissionAddress, to: SubmissionAddress): RelayParameters {
  const of = ({ parameters }: SubmissionAddress, name: string) =>
    Object.entries(parameters ?? {}).find(([key]) => key.toUpperCase() === name)?.[1] || undefined
  const ret = of(from, 'RET')?.toUpperCase()
  const envid = of(from, 'ENVID')
  const notify = of(to, 'NOTIFY')?.toUpperCase()
  const orcpt = of(to, 'ORCPT')
  return {
    ...(ret === 'FULL' || ret === 'HDRS' ? { ret } : {}),
    ...(envid && { envid }),
    ...(notify && NOTIFY.test(notify) ? { notify } : {}),
    ...(orcpt && { orcpt }),
  }
}

const NOTIFY = /^(?:NEVER|(?:SUCCESS|FAILURE|DELAY)(?:,(?:SUCCESS|FAILURE|DELAY))*)$/

async function finish(tx: Tx, accountId: AccountId, id: RecordId, statuses: object): Promise<void> {
  await tx.run(sql`
    update email_submission set undo_status = 'final',
      delivery_status = coalesce(delivery_status, '{}') ||
        (select coalesce(jsonb_object_agg(key, value || '{"displayed": "unknown"}'), '{}') from jsonb_each(${JSON.stringify(statuses)}))
    where account_id = ${accountId} and id = ${id}`)
  await touchRecords(tx, accountId, emailSubmission, [id])
}

async function fileAsSent(tx: Tx, house: House, accountId: AccountId, emailId: RecordId): Promise<void> {
  const owner = asOwner(accountId)
  const scheduled = await findRole(tx, owner, 'scheduled')
  if (scheduled === null) return
  const waits = await tx.row(sql`
    select from mailbox_email
    where account_id = ${accountId} and mailbox_id = ${scheduled} and email_id = ${emailId}`)
  if (!waits) return
  const sent = (await findRole(tx, owner, 'sent')) ?? (await furnishRole(tx, accountId, 'sent'))
  await setMailboxes(tx, house, owner, [emailId], { add: [sent], remove: [scheduled] })
}
