/** Formats of ECMA-376 part 1 §18.8.30 that show a day, and those of a file itself that spell one. */
export function isDateFormat(number: number, code: string): boolean {
  if ((number >= 14 && number <= 22) || (number >= 45 && number <= 47)) return true
  // Neither quoted words nor colours in brackets spell a date.
  return /[dmyhs]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''))
}

const DAY_MS = 86_400_000
/** Day 0, so that day 60 is the 29 February 1900 that never was and all after it are right. */
const EPOCH = Date.UTC(1899, 11, 30)
/** The end of the year 9999. */
const MAX_SERIAL = 2_958_466

/** A day as spreadsheets count them, with its time where it has one; null where it is none. */
export function writeSerialDate(serial: number): string | null {
  if (!(serial >= 0 && serial < MAX_SERIAL)) return null
  const iso = new Date(Math.round((EPOCH + serial * DAY_MS) / 1000) * 1000).toISOString()
  const [day, time] = [iso.slice(0, 10), iso.slice(11, 16)]
  if (serial < 1) return time
  return Number.isInteger(serial) ? day : `${day} ${time}`
}
