import type { Reader } from './reader.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A day of no time zone, as ISO 8601 writes it: `1994-02-01`. */
export type Day = string

/** RFC 9051 §9 (date): `1-Feb-1994`, quoted or not. */
export function readDay(reader: Reader): Day {
  const quoted = reader.take('"')
  const day = readDate(reader)
  if (quoted) reader.expect('"')
  return day
}

export function writeDay(day: Day): string {
  const [year, month, date] = day.split('-')
  return `${Number(date)}-${MONTHS[Number(month) - 1]}-${year}`
}

/** RFC 9051 §9 (date-time): `"17-Jul-1996 02:44:25 -0700"`. */
export function readDateTime(reader: Reader): Date {
  reader.expect('"')
  reader.match(/ /y)
  const day = readDate(reader)
  reader.space()
  const time = reader.need(/\d\d:\d\d:\d\d/y, 'Time')
  reader.space()
  const zone = reader.need(/[+-]\d{4}/y, 'Zone')
  reader.expect('"')
  const at = new Date(`${day}T${time}${zone.slice(0, 3)}:${zone.slice(3)}`)
  return Number.isNaN(at.getTime()) ? reader.fail('Date out of range') : at
}

/** Always in UTC, with two columns for the day. */
export function writeDateTime(at: Date): string {
  const date = `${String(at.getUTCDate()).padStart(2, ' ')}-${MONTHS[at.getUTCMonth()]}-${yearOf(at)}`
  return `"${date} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000"`
}

const two = (number: number): string => (number < 10 ? `0${number}` : String(number))
const yearOf = (at: Date): string => String(at.getUTCFullYear()).padStart(4, '0')

function readDate(reader: Reader): Day {
  const [date, name, year] = reader.need(/\d{1,2}-[A-Za-z]{3}-\d{4}/y, 'Date').split('-')
  const month = MONTHS.findIndex(known => known.toLowerCase() === name!.toLowerCase()) + 1
  const day = `${year}-${String(month).padStart(2, '0')}-${date!.padStart(2, '0')}`
  // Date.parse takes 31 February for 2 March in some spellings, so the day is compared with itself.
  const parsed = new Date(`${day}T00:00:00Z`)
  const exists = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day)
  return exists ? day : reader.fail('Date does not exist')
}
