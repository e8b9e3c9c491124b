import { clockOf, DAY_MINUTES, weekdayOf } from '../../lib/clock.ts'

/** When a person wants to be told of nothing. */
export interface QuietHours {
  /** Minutes of the day; those that end before they begin go past midnight. */
  readonly daily: { readonly from: number; readonly to: number } | null
  /** Whole days, Monday 1 to Sunday 7 (ISO 8601). */
  readonly days: readonly number[]
  /** Whose clock that is, by its IANA name. */
  readonly timeZone: string
}

export interface Quiet {
  readonly from: Date
  /** Null where it has no end. */
  readonly until: Date | null
}

/** The week that comes, and the night before it. */
const [FIRST, LAST] = [-1, 8]

/** The quiet that is now, or else the next one; null where there is none. */
export function findQuiet(hours: QuietHours, now: Date): Quiet | null {
  if (new Set(hours.days).size === 7) return { from: now, until: null }
  return mergedQuiets(hours, now).find(({ until }) => until > now) ?? null
}

interface Span {
  readonly from: Date
  readonly until: Date
}

/** In the order of time, those that touch as one. */
function mergedQuiets(hours: QuietHours, now: Date): readonly Span[] {
  const merged: Span[] = []
  for (const span of listQuiets(hours, now).toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = merged.at(-1)
    if (!last || last.until < span.from) merged.push(span)
    else if (span.until > last.until) merged[merged.length - 1] = { from: last.from, until: span.until }
  }
  return merged
}

function listQuiets({ daily, days, timeZone }: QuietHours, now: Date): readonly Span[] {
  const clock = clockOf(timeZone)
  const today = clock.dayAt(now)
  const spans: Span[] = []
  for (let day = today + FIRST; day <= today + LAST; day++) {
    if (days.includes(weekdayOf(day)))
      spans.push({ from: clock.instantOf(day, 0), until: clock.instantOf(day + 1, 0) })
    if (daily)
      spans.push({
        from: clock.instantOf(day, daily.from),
        until: clock.instantOf(daily.to > daily.from ? day : day + 1, daily.to % DAY_MINUTES),
      })
  }
  return spans
}

export const isQuiet = (quiet: Quiet | null, now: Date): quiet is Quiet => quiet !== null && quiet.from <= now
