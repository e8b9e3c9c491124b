import type { Chance } from './chance.ts'
import { type Day, dayOf, instantOn, isWorkday, monthWords } from './paris.ts'

/** The year that ends with `end`, and the last moment at which generated post may be written. */
export type Season = { first: Day; until: Date }

const QUIET_MONTHS = ['août', 'décembre']

/** A working moment of the year; August and December are quieter. */
export function momentIn({ first, until }: Season, chance: Chance): Date {
  for (;;) {
    const day = chance.between(first, dayOf(until))
    const quiet = QUIET_MONTHS.includes(monthWords(day)) && chance.likely(0.5)
    if (!isWorkday(day) || quiet) continue
    const at = officeHour(day, chance)
    if (at <= until) return at
  }
}

/** When the answer comes: within the hours, or some working days later. */
export function answerTo(at: Date, chance: Chance): Date {
  if (chance.likely(0.4))
    return new Date(at.getTime() + chance.between(4, 95) * 60_000 + chance.below(60) * 1000)
  let day = dayOf(at) + chance.pick([1, 1, 1, 2, 3, 5])
  while (!isWorkday(day)) day++
  return officeHour(day, chance)
}

function officeHour(day: Day, chance: Chance): Date {
  const hour = chance.pick([8, 8, 9, 9, 9, 10, 10, 11, 11, 13, 14, 14, 15, 15, 16, 16, 17, 18])
  return instantOn(day, hour, chance.below(60), chance.below(60))
}
