import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readInvitation } from './invitation.ts'

const event = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'METHOD:REQUEST', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n')

test('an invitation says what, when, where and by whom', () => {
  const read = readInvitation(
    event(
      'SUMMARY:Commission travaux\\, salle',
      ' Garonne',
      'DTSTART;TZID=Europe/Paris:20261201T140000',
      'DTEND;TZID=Europe/Paris:20261201T150000',
      'LOCATION:Salle Garonne',
      'ORGANIZER;CN="Faure: Paul":mailto:paul@montauzan.fr',
    ),
  )
  assert.equal(read?.title, 'Commission travaux, salleGaronne')
  assert.equal(read?.start?.toISOString(), '2026-12-01T13:00:00.000Z')
  assert.equal(read?.end?.toISOString(), '2026-12-01T14:00:00.000Z')
  assert.equal(read?.place, 'Salle Garonne')
  assert.equal(read?.organiser, 'Faure: Paul')
  assert.equal(read?.isCancelled, false)
})

test('summer time of the zone is kept', () => {
  const read = readInvitation(event('DTSTART;TZID=Europe/Paris:20260701T140000'))
  assert.equal(read?.start?.toISOString(), '2026-07-01T12:00:00.000Z')
})

test('a day without an hour is a whole day', () => {
  const read = readInvitation(event('DTSTART;VALUE=DATE:20261201'))
  assert.equal(read?.isAllDay, true)
  assert.equal(read?.start?.getDate(), 1)
})

test('the time zone of the file does not hide the event', () => {
  const zone = [
    'BEGIN:VTIMEZONE',
    'BEGIN:STANDARD',
    'DTSTART:19701025T030000',
    'END:STANDARD',
    'END:VTIMEZONE',
  ]
  const read = readInvitation(
    event('DTSTART:20261201T130000Z').replace('BEGIN:VEVENT', `${zone.join('\n')}\nBEGIN:VEVENT`),
  )
  assert.equal(read?.start?.getUTCFullYear(), 2026)
})

test('a cancelled event says so', () => {
  assert.equal(readInvitation(event('STATUS:CANCELLED'))?.isCancelled, true)
})

test('what is no calendar is no invitation', () => {
  assert.equal(readInvitation('Bonjour'), null)
})
