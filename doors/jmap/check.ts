import type { Descriptor, Property } from '../../lib/descriptor.ts'
import { readId } from '../../lib/id.ts'
import type { Types } from '../../store/records/column.ts'
import { isObject } from '../../wire/jmap/json.ts'
import { isUTCDate } from '../../wire/jmap/scalar.ts'
import { PRINCIPAL_PREFIX } from './principal-prefix.ts'
import { type Fault, invalid, invalidProperties } from './problem.ts'

type Values = Readonly<Record<string, unknown>>

/** A whole record from a creation: defaults in place, each value checked, the server's own left out. */
export function completeCreation(
  descriptor: Descriptor,
  types: Types,
  given: Values,
  now: Date,
): Record<string, unknown> {
  const faults = unknownIn(descriptor, given)
  const record: Record<string, unknown> = {}
  for (const [name, p] of Object.entries(descriptor.properties)) {
    const isGiven = name in given
    if (isServers(p)) {
      if (isGiven) faults.push([name, 'set by the server'])
      if (p.kind !== 'computed') record[name] = p.stamp ? stamp(now) : (p.default ?? null)
      continue
    }
    const value = isGiven ? given[name] : p.default
    const fault = value === undefined ? 'must be given' : faultOf(p, types, value)
    if (fault) faults.push([name, fault])
    else record[name] = asHeld(p, value)
  }
  refuseFaults(faults)
  return record
}

const isServers = (p: Property): boolean => p.kind === 'computed' || p.setter === 'server'

/** A record after a patch, checked against what it was: what only the server or a creation sets has not moved. */
export function checkUpdate(
  descriptor: Descriptor,
  types: Types,
  before: Values,
  after: Values,
  now: Date,
): Record<string, unknown> {
  const faults = unknownIn(descriptor, after)
  const record: Record<string, unknown> = {}
  for (const [name, p] of Object.entries(descriptor.properties)) {
    const fixed = p.kind === 'computed' || p.setter !== 'client'
    const fault = fixed ? movedFault(before[name], after[name]) : faultOf(p, types, after[name])
    if (fault) faults.push([name, fault])
    else if (p.kind === 'computed') continue
    else if (p.stamp === 'updated') record[name] = stamp(now)
    else record[name] = fixed ? (before[name] ?? null) : asHeld(p, after[name])
  }
  refuseFaults(faults)
  return record
}

const unknownIn = (descriptor: Descriptor, given: Values): Fault[] =>
  Object.keys(given)
    .filter(name => name !== 'id' && !Object.hasOwn(descriptor.properties, name))
    .map(name => [name, 'no such property'])

const movedFault = (before: unknown, after: unknown): string | null =>
  same(before, after) ? null : 'cannot be changed'

function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length > 0) throw invalidProperties(faults)
}

/** Whole seconds, as rows hold them. */
export const stamp = (now: Date): string => now.toISOString().slice(0, 19) + 'Z'

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** The value as the row takes it, or the refusal that it deserves. */
export function checkValue(name: string, p: Property, types: Types, value: unknown): unknown {
  const fault = faultOf(p, types, value)
  if (fault) throw invalid(name, fault)
  return asHeld(p, value)
}

function asHeld(p: Property, value: unknown): unknown {
  if (value === null || value === undefined) return null
  return p.kind === 'instant' ? (value as string).replace(/\.\d+/, '') : value
}

function faultOf(p: Property, types: Types, value: unknown): string | null {
  if (value === null || value === undefined) return p.nullable ? null : 'must not be null'
  switch (p.kind) {
    case 'text':
      return textFault(p, value)
    case 'integer':
      return Number.isSafeInteger(value) ? null : 'an integer is expected'
    case 'boolean':
      return typeof value === 'boolean' ? null : 'true or false is expected'
    case 'instant':
      return isUTCDate(value) && isKept(value) ? null : 'a UTCDate is expected'
    case 'date':
      return isDay(value) ? null : 'a date such as 2026-11-24 is expected'
    case 'id':
      return isIdOf(p, types, value) ? null : `the id of a ${p.type} is expected`
    case 'idSet':
      return setFault(p, value, key => isIdOf(p, types, key))
    case 'keywords':
      return setFault(p, value, key => key.length > 0 && key.length <= MAX_WORD && !key.includes('\0'))
    case 'texts':
      return listFault(p, value)
    case 'json':
      return jsonFault(p, JSON.stringify(value))
    case 'rights':
      return rightsFault(value)
    default:
      return null
  }
}

/** Rights by principal, as RFC 9670 §4 has them; which rights there are, the container says. */
function rightsFault(value: unknown): string | null {
  if (!isObject(value)) return 'an object of rights by principal is expected'
  const wrong = Object.entries(value).find(([id, rights]) => !isRightsOf(id, rights))
  return wrong ? `"${wrong[0]}" has no rights that can be read` : null
}

const isRightsOf = (id: string, rights: unknown): boolean =>
  readId(PRINCIPAL_PREFIX, id) !== null &&
  isObject(rights) &&
  Object.values(rights).every(is => typeof is === 'boolean')

const MAX_WORD = 255

function textFault(p: Property, value: unknown): string | null {
  if (typeof value !== 'string') return 'a string is expected'
  if (value.includes('\0')) return 'must not contain NUL'
  if (p.values && !p.values.includes(value)) return `one of ${p.values.join(', ')} is expected`
  return p.max !== null && value.length > p.max ? `longer than ${p.max} characters` : null
}

function jsonFault(p: Property, text: string): string | null {
  // A backslash of its own is written twice.
  if (/(?<!\\)(?:\\\\)*\\u0000/.test(text)) return 'must not contain NUL'
  return p.max !== null && text.length > p.max ? 'too large' : null
}

function setFault(p: Property, value: unknown, fits: (key: string) => boolean): string | null {
  if (!isObject(value)) return 'an object of true values is expected'
  const entries = Object.entries(value)
  if (p.max !== null && entries.length > p.max) return `more than ${p.max} entries`
  const wrong = entries.find(([key, is]) => is !== true || !fits(key))
  return wrong ? `"${wrong[0]}" does not fit` : null
}

function listFault(p: Property, value: unknown): string | null {
  if (!Array.isArray(value) || !value.every(item => typeof item === 'string'))
    return 'a list of strings is expected'
  if (value.some(item => item.includes('\0'))) return 'must not contain NUL'
  return p.max !== null && value.length > p.max ? `more than ${p.max} entries` : null
}

const isIdOf = (p: Property, types: Types, value: unknown): boolean => {
  const target = types.get(p.type!)
  return typeof value === 'string' && target !== undefined && readId(target.prefix, value) !== null
}

const isDay = (value: unknown): boolean =>
  typeof value === 'string' && isUTCDate(`${value}T00:00:00Z`) && isKept(value)

/** There was no year before the first, and no clock of ours has a leap second. */
const isKept = (date: string): boolean => !date.startsWith('0000') && !Number.isNaN(Date.parse(date))
