import type { AccountId } from '../../lib/id.ts'
import type { Queryable } from '../../store/database.ts'
import type { Jobs } from '../jobs.ts'

export const PUSH_JOB = 'pushStates'

export interface Whose {
  readonly accountId: AccountId
  readonly id: number
}

export interface Push extends Whose {
  /** What came while its person wanted to be told of nothing is told of as one. */
  readonly isLate?: boolean
}

/** One push waits for each subscription, however much moves meanwhile. */
export const enqueuePush = (db: Queryable, jobs: Jobs, push: Push, at?: Date): Promise<void> =>
  jobs.enqueue(db, PUSH_JOB, push, {
    key: `${PUSH_JOB}:${push.accountId}:${push.id}`,
    maxAttempts: 8,
    ...(at && { at }),
  })
