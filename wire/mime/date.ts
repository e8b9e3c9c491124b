export interface MailDate {
  /** RFC 8621 §4.1.2.5: RFC 3339 with the sender's own offset. */
  iso: string
  /** Milliseconds since 1970. */
  epoch: number
}

/** The date of a header, or null. RFC 5322 §3.3 and §4.3, and the faults that are common. */
export function readMailDate(value: string): MailDate | null {
  const text = value
    .slice(0, 500)
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const match = SHAPE.exec(text)
  return match === null ? readIsoDate(text) : fromFields(match.groups!)
}

const SHAPE =
  /^(?:[a-z]+\.?,? ?)?(?<day>\d{1,2})[ -](?<month>[a-z]{3})[a-z]*\.?,?[ -](?<year>\d{2,4}),? (?<hour>\d{1,2}) ?[:.] ?(?<minute>\d{1,2})(?: ?[:.] ?(?<second>\d{1,2}))?(?:\.\d+)?(?: ?(?<zone>[+-]\d{1,2}:?\d{2}|[a-z]+))?/i

function fromFields(fields: Record<string, string | undefined>): MailDate | null {
  const month = MONTHS.indexOf(fields['month']!.toLowerCase())
  if (month === -1) return null
  return fromNumbers(
    readYear(fields['year']!),
    month,
    Number(fields['day']),
    Number(fields['hour']),
    Number(fields['minute']),
    Number(fields['second'] ?? 0),
    readZone(fields['zone'] ?? ''),
  )
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

// RFC 5322 §4.3
function readYear(digits: string): number {
  const year = Number(digits)
  if (digits.length > 3) return year
  return digits.length === 3 || year >= 50 ? year + 1900 : year + 2000
}

/** Minutes east of UTC. */
function readZone(zone: string): number {
  const match = /^([+-])(\d{1,2}):?(\d{2})$/.exec(zone)
  if (match === null) return (ZONES[zone.toUpperCase()] ?? 0) * 60
  const minutes = Number(match[2]) * 60 + Number(match[3])
  // An offset of more than a day is a fault, not a place.
  if (minutes >= 24 * 60) return 0
  return match[1] === '-' ? -minutes : minutes
}

/** Hours east of UTC. RFC 5322 §4.3; a zone that is not known is UTC. */
const ZONES: Record<string, number> = {
  EDT: -4,
  EST: -5,
  CDT: -5,
  CST: -6,
  MDT: -6,
  MST: -7,
  PDT: -7,
  PST: -8,
  CET: 1,
  CEST: 2,
  MET: 1,
  MEST: 2,
  BST: 1,
}

function fromNumbers(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  zone: number,
): MailDate | null {
  const isTime = hour < 24 && minute < 60 && second <= 60
  if (!isTime || year < 1 || year > 9999) return null
  const local = new Date(0)
  local.setUTCFullYear(year, month, day)
  // A leap second is told as the one before it: no clock here knows it.
  local.setUTCHours(hour, minute, Math.min(second, 59))
  if (local.getUTCDate() !== day) return null
  return { iso: writeIso(local, zone), epoch: local.getTime() - zone * 60_000 }
}

function writeIso(local: Date, zone: number): string {
  const text = local.toISOString().slice(0, 19)
  return zone === 0 ? `${text}Z` : text + writeOffset(zone, ':')
}

function writeOffset(zone: number, separator: string): string {
  const minutes = Math.abs(zone)
  return (zone < 0 ? '-' : '+') + pad(Math.floor(minutes / 60)) + separator + pad(minutes % 60)
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}

const ISO_SHAPE =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.\d+)?)? ?(?<zone>Z|[+-]\d\d:?\d\d)?/i

/** RFC 3339, which some programs put in a header. */
export function readIsoDate(text: string): MailDate | null {
  const fields = ISO_SHAPE.exec(text)?.groups
  if (fields === undefined) return null
  const [year, month, day, hour, minute] = ['year', 'month', 'day', 'hour', 'minute'].map(name =>
    Number(fields[name]),
  )
  return fromNumbers(
    year!,
    month! - 1,
    day!,
    hour!,
    minute!,
    Number(fields['second'] ?? 0),
    readZone(fields['zone'] ?? ''),
  )
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** RFC 5322 §3.3, from an RFC 3339 date whose offset is kept. */
export function writeMailDate(iso: string): string {
  const zone = readZone(ISO_SHAPE.exec(iso)?.groups?.['zone'] ?? 'Z')
  const local = new Date(new Date(iso).getTime() + zone * 60_000)
  const month = MONTHS[local.getUTCMonth()]!
  const date = `${local.getUTCDate()} ${month[0]!.toUpperCase()}${month.slice(1)} ${local.getUTCFullYear()}`
  return `${DAYS[local.getUTCDay()]}, ${date} ${local.toISOString().slice(11, 19)} ${writeOffset(zone, '')}`
}
