import { clockOf, dayOf } from '../../../../lib/clock.ts'

/** What a card needs to say of an event that came by mail. The calendar will read the rest. */
export interface Invitation {
  readonly title: string
  readonly start: Date | null
  readonly end: Date | null
  readonly isAllDay: boolean
  readonly place: string
  readonly organiser: string
  readonly isCancelled: boolean
}

/** The first event of an iCalendar text; null when there is none. RFC 5545 §3.6.1 */
export function readInvitation(text: string): Invitation | null {
  const lines = unfold(text)
  const from = lines.indexOf('BEGIN:VEVENT')
  if (from === -1) return null
  const to = lines.indexOf('END:VEVENT', from)
  const fields = new Map<string, Field>()
  for (const line of lines.slice(from + 1, to === -1 ? lines.length : to)) {
    const field = readField(line)
    if (field && !fields.has(field.name)) fields.set(field.name, field)
  }
  const start = fields.get('DTSTART')
  const end = fields.get('DTEND')
  const organiser = fields.get('ORGANIZER')
  return {
    title: textOf(fields.get('SUMMARY')),
    start: start ? readDate(start) : null,
    end: end ? readDate(end) : null,
    isAllDay: /^\d{8}$/.test(start?.value ?? ''),
    place: textOf(fields.get('LOCATION')),
    organiser: organiser?.parameters['CN'] ?? organiser?.value.replace(/^mailto:/i, '') ?? '',
    isCancelled:
      lines.some(line => /^METHOD:CANCEL$/i.test(line)) || fields.get('STATUS')?.value === 'CANCELLED',
  }
}

interface Field {
  readonly name: string
  readonly parameters: Readonly<Record<string, string>>
  readonly value: string
}

// RFC 5545 §3.1
const unfold = (text: string): string[] =>
  text
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .map(line => line.trimEnd())

// RFC 5545 §3.1: a colon inside quotes does not end the parameters.
function readField(line: string): Field | null {
  const found = /^([A-Za-z0-9-]+)((?:;[^=;:]+=(?:"[^"]*"|[^";:]*))*):(.*)$/.exec(line)
  if (!found) return null
  const [, name = '', parameters = '', value = ''] = found
  const pairs = [...parameters.matchAll(/;([^=;:]+)=(?:"([^"]*)"|([^";:]*))/g)]
  return {
    name: name.toUpperCase(),
    parameters: Object.fromEntries(
      pairs.map(([, key = '', quoted, plain]) => [key.toUpperCase(), quoted ?? plain ?? '']),
    ),
    value,
  }
}

// RFC 5545 §3.3.11
const textOf = (field: Field | undefined): string =>
  (field?.value ?? '')
    .replace(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign))
    .trim()

// RFC 5545 §3.3.4, §3.3.5
function readDate({ value, parameters }: Field): Date | null {
  const found = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(value)
  if (!found) return null
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(digits => Number(digits ?? 0))
  const parts = [year!, month! - 1, day!, hour!, minute!, second!] as const
  if (found[7] === 'Z') return new Date(Date.UTC(...parts))
  const zone = parameters['TZID']
  return zone && found[4] !== undefined ? inZone(parts, zone) : new Date(...parts)
}

type Parts = readonly [number, number, number, number, number, number]

/** The instant at which the clocks of a zone show these figures; ours, when the zone has no known name. */
function inZone(parts: Parts, zone: string): Date {
  const [year, month, date, hour, minute, second] = parts
  try {
    const shown = clockOf(zone).instantOf(dayOf(year, month, date), hour * 60 + minute)
    return new Date(shown.getTime() + second * 1000)
  } catch {
    return new Date(...parts)
  }
}
