/** When a message that could not leave is tried again, and how long. RFC 5321 §4.5.4.1 */
export interface Plan {
  /** From one try to the next; the last one repeats. */
  readonly pauses: readonly number[]
  /** Age at which nobody tries any more. */
  readonly patience: number
  /** Age at which the sender hears that it takes long. */
  readonly notice: number
  /** How long a worker may hold what it claimed; whoever died has lost it by then. */
  readonly lease: number
  /** The longest that one transaction may take. */
  readonly transaction: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export const PLAN: Plan = {
  pauses: [5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR],
  patience: 5 * 24 * HOUR,
  notice: 4 * HOUR,
  lease: 30 * MINUTE,
  transaction: 15 * MINUTE,
}

/** The next try after so many that failed; null when patience is at its end. */
export function nextTry(plan: Plan, attempts: number, createdAt: Date, now: Date): Date | null {
  const pause = plan.pauses[Math.min(attempts, plan.pauses.length - 1)]!
  const next = now.getTime() + pause
  return next - createdAt.getTime() > plan.patience ? null : new Date(next)
}

/** Whether the age at which the sender is told falls between this try and the next: so that it is told once. */
export const isNoticeDue = (plan: Plan, createdAt: Date, now: Date, next: Date): boolean => {
  const at = createdAt.getTime() + plan.notice
  return now.getTime() <= at && at < next.getTime()
}
