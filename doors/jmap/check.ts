import type { Descriptor, Property } from '../../lib/descriptor.ts'
import { readId } from '../../lib/id.ts'
import type { Types } from '../../store/records/column.ts'
import { isObject } from '../../wire/jmap/json.ts'
import { isUTCDate } from '../../wire/jmap/scalar.ts'
import { PRINCIPAL_PREFIX } from './principal-prefix.ts'
import { invalid } from './problem.ts'

type Values = Readonly<Record<string, unknown>>

/** A whole record from a creation: defaults in place, each value checked, the server's own left out. */
export function completeCreation(
  descriptor: Descriptor,
  types: Types,
  given: Values,
  now: Date,
): Record<string, unknown> {
  refuseUnknown(descriptor, given)
  const record: Record<string, unknown> = {}
  for (const [name, p] of Object.entries(descriptor.properties)) {
    if (p.kind === 'computed') refuseIf(name in given, name, 'set by the server')
    else if (p.setter === 'server') {
      refuseIf(name in given, name, 'set by the server')
      record[name] = p.stamp ? stamp(now) : (p.default ?? null)
    } else record[name] = checkValue(name, p, types, name in given ? given[name] : defaultOf(name, p))
  }
  return record
}

/** A record after a patch, checked against what it was: what only the server or a creation sets has not moved. */
export function checkUpdate(
  descriptor: Descriptor,
  types: Types,
  before: Values,
  after: Values,
  now: Date,
): Record<string, unknown> {
  refuseUnknown(descriptor, after)
  const record: Record<string, unknown> = {}
  for (const [name, p] of Object.entries(descriptor.properties)) {
    const fixed = p.kind === 'computed' || p.setter !== 'client'
    refuseIf(fixed && !same(before[name], after[name]), name, 'cannot be changed')
    if (p.kind === 'computed') continue
    if (p.stamp === 'updated') record[name] = stamp(now)
    else record[name] = fixed ? (before[name] ?? null) : checkValue(name, p, types, after[name])
  }
  return record
}

const refuseUnknown = (descriptor: Descriptor, given: Values): void => {
  for (const name of Object.keys(given))
    refuseIf(name !== 'id' && !Object.hasOwn(descriptor.properties, name), name, 'no such property')
}

function refuseIf(wrong: boolean, name: string, why: string): void {
  if (wrong) throw invalid(name, why)
}

function defaultOf(name: string, p: Property): unknown {
  if (p.default === undefined) throw invalid(name, 'must be given')
  return p.default
}

/** Whole seconds, as rows hold them. */
export const stamp = (now: Date): string => now.toISOString().slice(0, 19) + 'Z'

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** The value as the row takes it, or the refusal that it deserves. */
export function checkValue(name: string, p: Property, types: Types, value: unknown): unknown {
  if (value === null || value === undefined) {
    if (p.nullable) return null
    throw invalid(name, 'must not be null')
  }
  const fault = faultOf(p, types, value)
  if (fault) throw invalid(name, fault)
  return p.kind === 'instant' ? (value as string).replace(/\.\d+/, '') : value
}

function faultOf(p: Property, types: Types, value: unknown): string | null {
  switch (p.kind) {
    case 'text':
      return textFault(p, value)
    case 'integer':
      return Number.isSafeInteger(value) ? null : 'an integer is expected'
    case 'boolean':
      return typeof value === 'boolean' ? null : 'true or false is expected'
    case 'instant':
      return isUTCDate(value) ? null : 'a UTCDate is expected'
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
      return JSON.stringify(value).length <= (p.max ?? Number.POSITIVE_INFINITY) ? null : 'too large'
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
  return p.max !== null && value.length > p.max ? `more than ${p.max} entries` : null
}

const isIdOf = (p: Property, types: Types, value: unknown): boolean => {
  const target = types.get(p.type!)
  return typeof value === 'string' && target !== undefined && readId(target.prefix, value) !== null
}

const isDay = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
