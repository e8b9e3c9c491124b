/** The civil calendar of Paris, as day numbers since 1970-01-01, so that no result depends on the machine's zone. */
export type Day = number

const HOUR = 3_600_000
const DAY = 24 * HOUR
const MONTHS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(
  ' ',
)
const ENGLISH_MONTHS =
  'January February March April May June July August September October November December'.split(' ')
const WEEKDAYS = 'dimanche lundi mardi mercredi jeudi vendredi samedi'.split(' ')
const SHORT_DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const SHORT_MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

export const TUESDAY = 2
const MONDAY = 1

export function dayOf(instant: Date): Day {
  return Math.floor((instant.getTime() + offset(instant.getTime())) / DAY)
}

export function instantOn(day: Day, hour: number, minute: number, second = 0): Date {
  const wall = day * DAY + hour * HOUR + minute * 60_000 + second * 1000
  return new Date(wall - offset(wall - HOUR))
}

export function weekday(day: Day): number {
  return (((day + 4) % 7) + 7) % 7
}

export function isWorkday(day: Day): boolean {
  return weekday(day) !== 0 && weekday(day) !== 6
}

/** That day, or the Monday after it. */
export function workday(day: Day): Day {
  return isWorkday(day) ? day : nextWeekday(day, MONDAY)
}

export function nextWeekday(from: Day, wanted: number): Day {
  return from + ((wanted - weekday(from) + 7) % 7)
}

/** « 3 décembre », « 1er décembre ». */
export function dateWords(day: Day): string {
  const date = new Date(day * DAY)
  const number = date.getUTCDate()
  return `${number === 1 ? '1er' : number} ${MONTHS[date.getUTCMonth()]}`
}

/** "3 December". */
export function englishDate(day: Day): string {
  return `${monthDay(day)} ${englishMonth(day)}`
}

export function englishMonth(day: Day): string {
  return ENGLISH_MONTHS[new Date(day * DAY).getUTCMonth()] as string
}

/** « mardi 1er décembre ». */
export function longDateWords(day: Day): string {
  return `${WEEKDAYS[weekday(day)]} ${dateWords(day)}`
}

export function monthWords(day: Day): string {
  return MONTHS[new Date(day * DAY).getUTCMonth()] as string
}

export function yearOf(day: Day): number {
  return new Date(day * DAY).getUTCFullYear()
}

export function dayOfYear(day: Day): number {
  return day - Math.floor(Date.UTC(yearOf(day), 0, 1) / DAY) + 1
}

export function monthDay(day: Day): number {
  return new Date(day * DAY).getUTCDate()
}

/** « 10:42 ». */
export function clock(instant: Date): string {
  return wallOf(instant).toISOString().slice(11, 16)
}

// RFC 5322 §3.3
export function mailDate(instant: Date): string {
  const wall = wallOf(instant)
  const zone = offset(instant.getTime()) === HOUR ? '+0100' : '+0200'
  const date = `${wall.getUTCDate()} ${SHORT_MONTHS[wall.getUTCMonth()]} ${wall.getUTCFullYear()}`
  return `${SHORT_DAYS[wall.getUTCDay()]}, ${date} ${wall.toISOString().slice(11, 19)} ${zone}`
}

/** 20261201T140000, the local form of iCalendar. */
export function localStamp(instant: Date): string {
  return wallOf(instant).toISOString().slice(0, 19).replace(/[-:]/g, '')
}

function wallOf(instant: Date): Date {
  return new Date(instant.getTime() + offset(instant.getTime()))
}

/** Summer time runs from the last Sunday of March to the last Sunday of October, 01:00 UTC. */
function offset(time: number): number {
  const year = new Date(time).getUTCFullYear()
  return time >= lastSunday(year, 2) && time < lastSunday(year, 9) ? 2 * HOUR : HOUR
}

function lastSunday(year: number, month: number): number {
  const last = Date.UTC(year, month + 1, 0, 1)
  return last - new Date(last).getUTCDay() * DAY
}
