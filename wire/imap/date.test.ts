import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readDateTime, readDay, writeDateTime, writeDay } from './date.ts'
import { BadCommand } from './malformed.ts'
import { Reader } from './reader.ts'

const day = (text: string) => readDay(new Reader({ pieces: [text] }))
const time = (text: string) => readDateTime(new Reader({ pieces: [text] }))

test('A day is read with or without quotes', () => {
  assert.equal(day('1-Feb-1994'), '1994-02-01')
  assert.equal(day('"01-feb-1994"'), '1994-02-01')
})

for (const wrong of ['31-Feb-2020', '0-Jan-2020', '1-Foo-2020', '1-Jan-20', '"1-Jan-2020', '1/1/2020']) {
  test(`${wrong} is no day`, () => assert.throws(() => day(wrong), BadCommand))
}

test('The leap day exists in its years', () => {
  assert.equal(day('29-Feb-2024'), '2024-02-29')
  assert.throws(() => day('29-Feb-2023'), BadCommand)
})

test('An instant is read in its zone', () => {
  assert.equal(time('"17-Jul-1996 02:44:25 -0700"').toISOString(), '1996-07-17T09:44:25.000Z')
  assert.equal(time('" 7-Jul-1996 02:44:25 +0530"').toISOString(), '1996-07-06T21:14:25.000Z')
})

for (const wrong of [
  '"17-Jul-1996 25:00:00 +0000"',
  '"17-Jul-1996 02:44:25"',
  '17-Jul-1996 02:44:25 +0000',
]) {
  test(`${wrong} is no instant`, () => assert.throws(() => time(wrong), BadCommand))
}

test('An instant is written in UTC', () => {
  assert.equal(writeDateTime(new Date('1996-07-07T02:44:25.999Z')), '" 7-Jul-1996 02:44:25 +0000"')
})

test('Days and instants come back from what is written of them', () => {
  const dates = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(dates, date => {
      const iso = date.toISOString().slice(0, 10)
      assert.equal(day(writeDay(iso)), iso)
      assert.equal(time(writeDateTime(date)).getTime(), Math.floor(date.getTime() / 1000) * 1000)
    }),
  )
})
