import type { House } from '../../../core/house.ts'
import type { AccountId, RecordId } from '../../../lib/id.ts'
import { sql } from '../../../store/sql.ts'
import { RELEASE_JOB } from './held.ts'
import { giveUp, giveUpHeld } from './kept-back.ts'
import { planSubmission, SUBMIT_JOB } from './submission.ts'

export const STUCK_JOB = 'mail.stuck'

/** What should have left this long ago, and for which nobody tries any more, will not by itself. */
const AFTER_MS = 10 * 60_000
/** In one go; the others have their turn at the next. */
const MOST = 100

interface Stuck {
  readonly accountId: AccountId
  readonly id: number
  readonly at: Date
  /** Its job was tried as often as any is; otherwise there is none. */
  readonly hasFailed: boolean
}

/** Ends what waits for ever: its sender is told. A job that is missing, which nothing explains, is made anew. */
export async function endStuck(house: House): Promise<void> {
  for (const { accountId, id, at, hasFailed } of await listStuck(house))
    await bear(house, accountId, () =>
      hasFailed
        ? giveUp(house, { accountId, id: id as RecordId })
        : house.db.write(tx => planSubmission(tx, house, { accountId, id: id as RecordId, sendAt: at })),
    )
  for (const { accountId, id } of await listStuckHeld(house))
    await bear(house, accountId, () => giveUpHeld(house, { accountId, id }))
}

/** One that cannot be ended holds up no other. */
const bear = (house: House, accountId: AccountId, work: () => Promise<void>): Promise<void> =>
  work().catch(error =>
    house.log.error('a submission that is stuck could not be ended', { accountId, error }),
  )

const before = (house: House): Date => new Date(house.now().getTime() - AFTER_MS)

const listStuck = (house: House): Promise<Stuck[]> =>
  house.db.rows(sql`
    select s.account_id as "accountId", s.id, s.send_at as at, j.id is not null as "hasFailed"
    from email_submission s
    left join graphile_worker.jobs j on j.key = ${`${SUBMIT_JOB}.`}::text || s.account_id || '.' || s.id
    where s.undo_status = 'pending' and s.send_at < ${before(house)}
      and (j.id is null or (j.attempts >= j.max_attempts and j.locked_at is null))
    order by s.send_at limit ${MOST}`)

/** What a filter sends on is not among them: nobody of ours wrote it, and its failed job stays with the administrators. */
const listStuckHeld = (house: House): Promise<Pick<Stuck, 'accountId' | 'id'>[]> =>
  house.db.rows(sql`
    select h.account_id as "accountId", h.id from held_submission h
    join graphile_worker.jobs j on j.key = ${`${RELEASE_JOB}.`}::text || h.account_id || '.' || h.id
    where h.release_at < ${before(house)} and (h.envelope->>'isOurs')::boolean
      and j.attempts >= j.max_attempts and j.locked_at is null
    order by h.release_at limit ${MOST}`)
