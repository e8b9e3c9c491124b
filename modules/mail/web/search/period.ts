import type { SearchTerm } from './language.ts'

export const PERIODS = ['week', 'month', 'year', 'older'] as const
export type Period = (typeof PERIODS)[number]

const DAYS: Readonly<Record<Period, number>> = { week: 7, month: 30, year: 365, older: 365 }

export function termsOfPeriod(period: Period, now: Date): SearchTerm[] {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - DAYS[period])
  return [{ kind: period === 'older' ? 'before' : 'after', value: writeDay(day) }]
}

const writeDay = (day: Date): string =>
  [day.getFullYear(), day.getMonth() + 1, day.getDate()].map(part => String(part).padStart(2, '0')).join('-')
