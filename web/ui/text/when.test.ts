import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dateGroup, formatWhen, formatWhenFull, formatWhenLong, startOfWeek } from './when.ts'

const now = new Date(2026, 10, 24, 11, 0)

test('today is a time, yesterday a word, this week a day, this year a date, before that a full date', () => {
  assert.equal(formatWhen(new Date(2026, 10, 24, 10, 42), 'fr', now), '10:42')
  assert.equal(formatWhen(new Date(2026, 10, 23, 23, 59), 'fr', now), 'Hier')
  assert.equal(formatWhen(new Date(2026, 10, 21, 8), 'fr', now), 'Sam.')
  assert.equal(formatWhen(new Date(2026, 9, 18), 'fr', now), '18 oct.')
  assert.equal(formatWhen(new Date(2024, 10, 18), 'fr', now), '18/11/2024')
})

test('English has the same distances', () => {
  assert.equal(formatWhen(new Date(2026, 10, 23, 23, 59), 'en', now), 'Yesterday')
  assert.equal(formatWhen(new Date(2026, 10, 21, 8), 'en', now), 'Sat')
  assert.equal(formatWhen(new Date(2024, 10, 18), 'en', now), '18/11/2024')
})

test('ten minutes after midnight, 23:50 was yesterday', () => {
  assert.equal(formatWhen(new Date(2026, 10, 23, 23, 50), 'fr', new Date(2026, 10, 24, 0, 10)), 'Hier')
})

test('what is planned for tomorrow is said so', () => {
  assert.equal(formatWhen(new Date(2026, 10, 25, 8), 'fr', now), 'Demain')
})

test('the day that summer time makes shorter is still one day', () => {
  assert.equal(formatWhen(new Date(2026, 2, 28, 23), 'fr', new Date(2026, 2, 29, 4)), 'Hier')
})

test('a heading tells the time as well', () => {
  assert.equal(formatWhenLong(new Date(2026, 10, 24, 10, 42), 'fr', now), 'aujourd’hui, 10:42')
  assert.equal(formatWhenLong(new Date(2026, 10, 21, 16, 20), 'fr', now), 'sam. 16:20')
  assert.equal(formatWhenLong(new Date(2024, 10, 18, 9, 5), 'fr', now), '18 nov. 2024, 09:05')
})

test('weeks begin on Monday, also on a Sunday', () => {
  assert.deepEqual(startOfWeek(new Date(2026, 10, 29)), new Date(2026, 10, 23))
})

test('a date is filed under one heading', () => {
  assert.equal(dateGroup(new Date(2026, 10, 24, 0, 1), now), 'today')
  assert.equal(dateGroup(new Date(2026, 10, 23, 0, 1), now), 'yesterday')
  assert.equal(dateGroup(new Date(2026, 10, 20), now), 'month')
  assert.equal(dateGroup(new Date(2026, 9, 31), now), 'older')
  assert.equal(dateGroup(new Date(2026, 10, 24), new Date(2026, 10, 27)), 'week')
})

test('the first of a French month is « 1er », in any form', () => {
  const first = new Date(2026, 11, 1, 14, 1)
  assert.equal(formatWhen(first, 'fr', new Date(2026, 11, 24)), '1er déc.')
  assert.equal(formatWhenFull(first, 'fr'), 'mardi 1er décembre 2026 à 14:01')
  assert.equal(formatWhenFull(new Date(2026, 11, 11, 1, 1), 'fr'), 'vendredi 11 décembre 2026 à 01:01')
  assert.equal(formatWhen(first, 'en', new Date(2026, 11, 24)), '1 Dec')
})
