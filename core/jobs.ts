import type { Queryable } from '../store/database.ts'
import type { House } from './house.ts'

/** One kind of job; it may run more than once and must bear it. */
export type Job = (house: House, payload: never) => Promise<void>

export interface Enqueued {
  /** Not before. */
  readonly at?: Date
  /** A waiting job of the same key is replaced. */
  readonly key?: string
  /** Jobs of the same queue run one after the other. */
  readonly queue?: string
  readonly maxAttempts?: number
}

/** Work for later, in PostgreSQL: enqueued with the rows that need it, retried with back-off, never lost. */
export interface Jobs {
  enqueue(tx: Queryable, name: string, payload: object, options?: Enqueued): Promise<void>
}
