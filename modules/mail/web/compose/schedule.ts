/** When a letter may leave by itself. */
export interface Moment {
  readonly id: 'tonight' | 'tomorrow' | 'monday'
  readonly at: Date
}

const MORNING = 8
const EVENING = 18
/** An hour that is nearer than this is no hour to wait for. */
const NEAR_MS = 60 * 60_000

/** The moments that people choose, those that are still to come. */
export function momentsFrom(now: Date): Moment[] {
  const daysToMonday = (8 - now.getDay()) % 7 || 7
  const moments: Moment[] = [
    { id: 'tonight', at: dayAt(now, 0, EVENING) },
    { id: 'tomorrow', at: dayAt(now, 1, MORNING) },
    { id: 'monday', at: dayAt(now, daysToMonday, MORNING) },
  ]
  return moments.filter(
    ({ id, at }) => at.getTime() - now.getTime() > NEAR_MS && !(id === 'monday' && daysToMonday === 1),
  )
}

const dayAt = (from: Date, days: number, hour: number): Date =>
  new Date(from.getFullYear(), from.getMonth(), from.getDate() + days, hour)

/** As a field of date and time writes it: the wall clock, without a zone. */
export function writeLocal(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`
}
