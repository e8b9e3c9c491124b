import { clockOf, DAY_MINUTES } from '../../lib/clock.ts'
import { Malformed, Refused } from '../../lib/errors.ts'
import type { Call, Method, MethodOf } from '../module.ts'
import { BASTIDE_PUSH } from '../types.ts'
import { findQuiet, isQuiet, type QuietHours } from './quiet.ts'
import { findQuietHours, setQuietHours } from './quiet-hours.ts'

type Args = Readonly<Record<string, unknown>>

/** As for a PushSubscription, what is set is the person's who asks; there is one. */
const SINGLETON = 'singleton'
/** RFC 8984 §4.3.3, in the order of ISO 8601. */
const DAYS: readonly unknown[] = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']
const MAX_ZONE = 64

const get: Method = async ({ house, actor }) => {
  const hours = await findQuietHours(house.db, actor.accountId)
  const now = house.now()
  const quiet = hours && findQuiet(hours, now)
  const isNow = isQuiet(quiet, now)
  const until = isNow && quiet.until ? `${quiet.until.toISOString().slice(0, 19)}Z` : null
  return { response: { list: [{ id: SINGLETON, ...write(hours), isQuiet: isNow, until }] } }
}

const write = (hours: QuietHours | null): Args => ({
  from: hours?.daily ? writeMinute(hours.daily.from) : null,
  to: hours?.daily ? writeMinute(hours.daily.to) : null,
  days: (hours?.days ?? []).map(day => DAYS[day - 1]),
  timeZone: hours?.timeZone ?? null,
})

const writeMinute = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map(part => String(part).padStart(2, '0')).join(':')

const set: Method = async ({ house, actor }: Call, { update }) => {
  const given = (update as Readonly<Record<string, Args>> | undefined)?.[SINGLETON]
  if (typeof given !== 'object' || given === null) throw new Malformed('a singleton is expected', 'update')
  try {
    await house.db.write(async tx => {
      const before = write(await findQuietHours(tx, actor.accountId))
      await setQuietHours(tx, house, actor.accountId, read({ ...before, ...given }))
    })
    return { response: { updated: { [SINGLETON]: null }, notUpdated: null } }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const refused = { type: error.code, description: error.message, ...error.details }
    return { response: { updated: null, notUpdated: { [SINGLETON]: refused } } }
  }
}

const KNOWN = new Set(['from', 'to', 'days', 'timeZone'])

function read(given: Args): QuietHours {
  const unknown = Object.keys(given).find(name => !KNOWN.has(name))
  if (unknown !== undefined) throw invalid(unknown, 'no such property')
  const [from, to] = [readMinute(given, 'from'), readMinute(given, 'to')]
  if ((from === null) !== (to === null)) throw invalid('to', 'both or none are expected')
  if (from !== null && from === to) throw invalid('to', 'another time than from is expected')
  return {
    daily: from === null || to === null ? null : { from, to },
    days: readDays(given['days']),
    timeZone: readZone(given['timeZone']),
  }
}

function readMinute(given: Args, name: string): number | null {
  const value = given[name]
  if (value === null) return null
  const [, hours, minutes] = (typeof value === 'string' && /^(\d\d):([0-5]\d)$/.exec(value)) || []
  const minute = Number(hours) * 60 + Number(minutes)
  if (!(minute < DAY_MINUTES)) throw invalid(name, 'a time such as 20:00 is expected')
  return minute
}

function readDays(value: unknown): readonly number[] {
  const days = Array.isArray(value) ? value.map(day => DAYS.indexOf(day) + 1) : [0]
  if (days.length > DAYS.length || days.includes(0))
    throw invalid('days', `some of ${DAYS.join()} are expected`)
  return [...new Set(days)].sort()
}

function readZone(value: unknown): string {
  if (typeof value === 'string' && value.length <= MAX_ZONE)
    try {
      clockOf(value)
      return value
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
    }
  throw invalid('timeZone', 'a time zone such as Europe/Paris is expected')
}

const invalid = (property: string, why: string): Refused =>
  new Refused('invalidProperties', `${property}: ${why}`, { properties: [property] })

export const quietMethods: Readonly<Record<string, MethodOf>> = {
  'PushQuietHours/get': { capability: BASTIDE_PUSH, run: get },
  'PushQuietHours/set': { capability: BASTIDE_PUSH, run: set },
}
