import { type Moment as Common, momentsFrom } from '../compose/schedule.ts'

/** When a conversation may come back. */
export interface Moment {
  readonly id: Common['id'] | 'soon' | 'week'
  readonly at: Date
}

const SOON_HOURS = 3
/** Nobody is called back at night. */
const FIRST_HOUR = 7
const LAST_HOUR = 20
const MORNING = 8

/** The moments that letters are sent at, one that is nearer and one that is further away; none of them twice. */
export function snoozeMoments(now: Date): Moment[] {
  const usual = momentsFrom(now)
  const soon = { id: 'soon', at: hourAt(now, 0, now.getHours() + SOON_HOURS) } as const
  const week = { id: 'week', at: hourAt(now, 7, MORNING) } as const
  const isNew = ({ at }: Moment): boolean => usual.every(one => one.at.getTime() !== at.getTime())
  const isByDay = soon.at.getDate() === now.getDate() && hourIn(soon.at, FIRST_HOUR, LAST_HOUR)
  return [...(isByDay && isNew(soon) ? [soon] : []), ...usual, ...(isNew(week) ? [week] : [])]
}

const hourAt = (from: Date, days: number, hour: number): Date =>
  new Date(from.getFullYear(), from.getMonth(), from.getDate() + days, hour)

const hourIn = (at: Date, first: number, last: number): boolean =>
  at.getHours() >= first && at.getHours() <= last
