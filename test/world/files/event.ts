import type { Correspondent } from '../letter.ts'
import { localStamp } from '../paris.ts'

export type Event = {
  uid: string
  title: string
  place: string
  start: Date
  end: Date
  stamp: Date
  organiser: Correspondent
  guests: readonly Correspondent[]
}

export type Method = 'REQUEST' | 'CANCEL' | 'REPLY'

const ZONE = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Paris',
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'TZNAME:CEST',
  'DTSTART:19700329T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'TZNAME:CET',
  'DTSTART:19701025T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
]

/** An invitation, as RFC 6047 sends it by mail. */
export function writeEvent(event: Event, method: Method): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Ville de Montauzan//Agenda//FR',
    `METHOD:${method}`,
    ...ZONE,
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `DTSTAMP:${utcStamp(event.stamp)}`,
    `DTSTART;TZID=Europe/Paris:${localStamp(event.start)}`,
    `DTEND;TZID=Europe/Paris:${localStamp(event.end)}`,
    `SUMMARY:${escaped(event.title)}`,
    `LOCATION:${escaped(event.place)}`,
    `SEQUENCE:${method === 'CANCEL' ? 1 : 0}`,
    `STATUS:${method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
    `ORGANIZER;CN="${event.organiser.name}":mailto:${event.organiser.address}`,
    ...event.guests.map(guest => attendee(guest, method)),
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

function attendee({ name, address }: Correspondent, method: Method): string {
  const status = method === 'REPLY' ? 'ACCEPTED' : 'NEEDS-ACTION'
  return `ATTENDEE;CN="${name}";ROLE=REQ-PARTICIPANT;PARTSTAT=${status};RSVP=TRUE:mailto:${address}`
}

function utcStamp(instant: Date): string {
  return instant.toISOString().replace(/[-:]|\.\d+/g, '')
}

// RFC 5545 §3.3.11
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n')
}

// RFC 5545 §3.1: lines of at most 75 octets; 36 characters stay under it in any script of ours.
function folded(line: string): string {
  if (Buffer.byteLength(line) <= 75) return line
  const pieces = line.match(/.{1,36}/gu) ?? []
  return pieces.join('\r\n ')
}
