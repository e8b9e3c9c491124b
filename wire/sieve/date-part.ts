/** An instant as people of a time zone read it. */
export interface ZonedDate {
  /** Fields of it as if they were UTC's. */
  readonly local: Date
  /** Minutes east of UTC. */
  readonly offset: number
}

export const atOffset = (instant: Date, offset: number): ZonedDate => ({
  local: new Date(instant.getTime() + offset * 60_000),
  offset,
})

/** In an IANA time zone, summer time as it was then. */
export function inZone(instant: Date, timeZone: string): ZonedDate {
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(instant)
    .find(part => part.type === 'timeZoneName')
  return atOffset(instant, readOffset(name?.value.replace(/^GMT|:/g, '') ?? '') ?? 0)
}

/** "+0130" in minutes; null for what is none. RFC 5260 §4 */
export function readOffset(text: string): number | null {
  const match = /^([+-])(\d{2})(\d{2})$/.exec(text)
  if (!match) return null
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return match[1] === '-' ? -minutes : minutes
}

const writeOffset = (offset: number, separator = ''): string => {
  const minutes = Math.abs(offset)
  return `${offset < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60))}${separator}${padded(minutes % 60)}`
}

const padded = (value: number, width = 2): string => String(value).padStart(width, '0')

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DAY = 24 * 3600 * 1000
/** Modified Julian day of 1 January 1970. */
const EPOCH_JULIAN = 40_587

const year = ({ local }: ZonedDate) => padded(local.getUTCFullYear(), 4)
const date = ({ local }: ZonedDate) => local.toISOString().slice(0, 10)
const time = ({ local }: ZonedDate) => local.toISOString().slice(11, 19)

/** RFC 5260 §4.2 */
const PARTS: Readonly<Record<string, (of: ZonedDate) => string>> = {
  year,
  month: ({ local }) => padded(local.getUTCMonth() + 1),
  day: ({ local }) => padded(local.getUTCDate()),
  date,
  julian: ({ local }) => String(Math.floor(local.getTime() / DAY) + EPOCH_JULIAN),
  hour: ({ local }) => padded(local.getUTCHours()),
  minute: ({ local }) => padded(local.getUTCMinutes()),
  second: ({ local }) => padded(local.getUTCSeconds()),
  time,
  iso8601: of => `${date(of)}T${time(of)}${writeOffset(of.offset, ':')}`,
  std11: of =>
    `${WEEKDAYS[of.local.getUTCDay()]}, ${padded(of.local.getUTCDate())} ${MONTHS[of.local.getUTCMonth()]} ${year(of)} ${time(of)} ${writeOffset(of.offset)}`,
  zone: ({ offset }) => writeOffset(offset),
  weekday: ({ local }) => String(local.getUTCDay()),
}

export const isDatePart = (name: string): boolean => Object.hasOwn(PARTS, name.toLowerCase())

export const datePart = (of: ZonedDate, name: string): string => PARTS[name.toLowerCase()]!(of)
