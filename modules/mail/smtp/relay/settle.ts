import type { House } from '../../../../core/house.ts'
import type { Tx } from '../../../../store/database.ts'
import { lockAccounts } from '../../../../store/sequence.ts'
import { isPositive, isTransient, type Reply, reply, replyText } from '../../../../wire/smtp/reply.ts'
import { postponeOutgoing } from '../../model/outgoing.ts'
import { settleOutgoing, tellDelivery } from '../../model/submission-status.ts'
import { type Concerned, type News, prepareReport, sendReport } from '../report.ts'
import type { Verdict } from './attempt.ts'
import { readHeader, readWhole } from './content.ts'
import type { Parcel } from './parcel.ts'
import { isNoticeDue, nextTry, type Plan } from './plan.ts'

interface Later {
  readonly verdict: Verdict
  readonly at: Date
}

/** Writes what became of a parcel: gone, given up with a report, or to be tried again. */
export async function settle(
  house: House,
  plan: Plan,
  parcel: Parcel,
  verdicts: readonly Verdict[],
): Promise<void> {
  const now = house.now()
  const later = verdicts.flatMap((verdict): Later[] => {
    const { attempts, createdAt } = verdict.outgoing
    const at = isTransient(verdict.reply) ? nextTry(plan, attempts, createdAt, now) : null
    return at ? [{ verdict, at }] : []
  })
  const waiting = new Set(later.map(one => one.verdict))
  const done = verdicts.filter(verdict => !waiting.has(verdict)).map(expired)
  const gone = done.filter(verdict => isPositive(verdict.reply))
  const failed = done.filter(verdict => !isPositive(verdict.reply))
  const late = later.filter(({ verdict, at }) => isNoticeDue(plan, verdict.outgoing.createdAt, now, at))
  const newsOf = teller(house, plan, parcel)
  const reports = await Promise.all(
    [
      newsOf('failed', failed),
      newsOf(
        'delayed',
        late.map(one => one.verdict),
      ),
      newsOf(
        'relayed',
        gone.filter(verdict => !verdict.isTold),
      ),
    ].map(news => prepareReport(house.db, house, news)),
  )
  await house.db.write(async tx => {
    await lockAccounts(tx, [parcel[0].accountId])
    for (const verdict of gone)
      await settleOutgoing(tx, house, verdict.outgoing, outcome(verdict.reply, 'unknown'))
    for (const verdict of failed)
      await settleOutgoing(tx, house, verdict.outgoing, outcome(verdict.reply, 'no'))
    for (const { verdict } of later) await tellQueued(tx, verdict)
    for (const written of reports) if (written) await sendReport(tx, house, written)
  })
  for (const { verdict, at } of later)
    await postponeOutgoing(house.db, verdict.outgoing, at, replyText(verdict.reply))
}

/** What could not leave for so long has failed. RFC 3463 §3.5 */
function expired(verdict: Verdict): Verdict {
  if (!isTransient(verdict.reply)) return verdict
  const last = replyText(verdict.reply).split('\n')
  return { ...verdict, reply: reply(550, '5.4.7', 'Tried for too long', ...last) }
}

const outcome = (reply: Reply, delivered: 'no' | 'unknown' | 'queued') => ({
  smtpReply: replyText(reply),
  delivered,
})

async function tellQueued(tx: Tx, { outgoing, reply }: Verdict): Promise<void> {
  const { accountId, submissionId, rcpt } = outgoing
  if (submissionId !== null) await tellDelivery(tx, accountId, submissionId, rcpt, outcome(reply, 'queued'))
}

/** News of a parcel's message, which is read only if somebody is to be told. */
function teller(house: House, plan: Plan, parcel: Parcel) {
  const { mailFrom, createdAt, accountId, digest } = parcel[0]
  return (action: News['action'], verdicts: readonly Verdict[]): News => ({
    action,
    mailFrom,
    header: () => readHeader(house, digest),
    whole: () => readWhole(house, accountId, digest),
    arrivedAt: createdAt,
    retryUntil: new Date(createdAt.getTime() + plan.patience),
    recipients: verdicts.map(concerned),
    holder: accountId,
  })
}

const concerned = ({ outgoing, reply, remoteMta, cause }: Verdict): Concerned => ({
  rcpt: outgoing.rcpt,
  parameters: outgoing.parameters,
  reply,
  remoteMta,
  ...(cause && { cause }),
})
