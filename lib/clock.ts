const MINUTE_MS = 60_000
export const DAY_MINUTES = 1440
const DAY_MS = DAY_MINUTES * MINUTE_MS

/** A day on the clock of some place, as days since 1 January 1970. */
export type LocalDay = number

/** Of a date, its month counted from 0 as in `Date`. */
export const dayOf = (year: number, month: number, date: number): LocalDay =>
  Date.UTC(year, month, date) / DAY_MS

/** The clock of a time zone: which day it is there, and when it shows what. */
export interface Clock {
  dayAt(instant: Date): LocalDay
  /** When it shows that: the first time where it does twice, the moment after where it skips it. */
  instantOf(day: LocalDay, minute: number): Date
}

/** Throws a RangeError for a zone that is none. */
export function clockOf(timeZone: string): Clock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  /** What it shows then, as if it were in Greenwich. */
  const shownAt = (instant: number): number => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
    return Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    )
  }
  const offsetAt = (instant: number): number => shownAt(instant) - Math.floor(instant / 1000) * 1000
  return {
    dayAt: instant => Math.floor(shownAt(instant.getTime()) / DAY_MS),
    instantOf(day, minute) {
      const shown = day * DAY_MS + minute * MINUTE_MS
      const before = shown - offsetAt(shown - DAY_MS)
      const after = shown - offsetAt(shown + DAY_MS)
      return new Date(shownAt(before) === shown || shownAt(after) !== shown ? before : after)
    },
  }
}

/** Monday 1 to Sunday 7 (ISO 8601); 1 January 1970 was a Thursday. */
export const weekdayOf = (day: LocalDay): number => ((((day + 3) % 7) + 7) % 7) + 1
