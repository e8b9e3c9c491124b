import { type Language, localeOf } from '../../i18n/index.ts'

/** As short as the distance allows, as a list draws it: 10:42 · Hier · Sam. · 18 nov. · 18/11/2024. */
export function formatWhen(at: Date, language: Language, now: Date): string {
  const days = daysBetween(at, now)
  if (days === 0) return formatTime(at, language)
  if (days === 1 || days === -1) return capitalised(relativeDay(-days, language))
  if (days > 1 && days < 7) return capitalised(formatDate(at, language, { weekday: 'short' }))
  if (at.getFullYear() === now.getFullYear())
    return formatDate(at, language, { day: 'numeric', month: 'short' })
  return formatDate(at, language, { day: '2-digit', month: '2-digit', year: 'numeric' })
}

/** As a message's heading draws it: aujourd’hui, 10:42 · lun. 16:20 · 18 nov., 10:42 · 18 nov. 2024, 10:42. */
export function formatWhenLong(at: Date, language: Language, now: Date): string {
  const days = daysBetween(at, now)
  const time = formatTime(at, language)
  if (Math.abs(days) <= 1) return `${relativeDay(-days, language)}, ${time}`
  if (days > 1 && days < 7) return `${formatDate(at, language, { weekday: 'short' })} ${time}`
  const year = at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const }
  return `${formatDate(at, language, { day: 'numeric', month: 'short', ...year })}, ${time}`
}

/** mardi 24 novembre 2026 à 10:42, for a tooltip and a screen reader. */
export function formatWhenFull(at: Date, language: Language): string {
  return formatDate(at, language, { dateStyle: 'full', timeStyle: 'short' })
}

export function formatTime(at: Date, language: Language): string {
  return formatDate(at, language, { hour: '2-digit', minute: '2-digit' })
}

export type DateGroup = 'today' | 'yesterday' | 'week' | 'month' | 'older'

/** The heading under which a list files a date. */
export function dateGroup(at: Date, now: Date): DateGroup {
  const days = daysBetween(at, now)
  if (days <= 0) return 'today'
  if (days === 1) return 'yesterday'
  if (at >= startOfWeek(now)) return 'week'
  const sameMonth = at.getMonth() === now.getMonth() && at.getFullYear() === now.getFullYear()
  return sameMonth ? 'month' : 'older'
}

/** Weeks begin on Monday, in both languages. */
export function startOfWeek(at: Date): Date {
  const sinceMonday = (at.getDay() + 6) % 7
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() - sinceMonday)
}

// By calendar days and not by 24 hours: 23:50 is « hier » ten minutes later. Noon to noon absorbs summer time.
function daysBetween(at: Date, now: Date): number {
  return Math.round((noon(now) - noon(at)) / 86_400_000)
}

function noon(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate(), 12).getTime()
}

function relativeDay(days: number, language: Language): string {
  return new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto' }).format(days, 'day')
}

const FIRST_OF_MONTH = /(?<!\S)1 (?=\p{L})/u

// Making a formatter costs far more than using it, and a list draws hundreds of dates.
const formats = new Map<string, Intl.DateTimeFormat>()

/** A date by the words of Intl, which does not know that the first of a French month is « 1er ». */
export function formatDate(at: Date, language: Language, options: Intl.DateTimeFormatOptions): string {
  const key = language + JSON.stringify(options)
  const known = formats.get(key) ?? new Intl.DateTimeFormat(localeOf(language), options)
  formats.set(key, known)
  const text = known.format(at)
  return language === 'fr' && at.getDate() === 1 ? text.replace(FIRST_OF_MONTH, '1er ') : text
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
