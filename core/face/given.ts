import type { Descriptor, Property } from '../../lib/descriptor.ts'
import { Refused } from '../../lib/errors.ts'
import { type PrincipalId, readId } from '../../lib/id.ts'
import { principal } from '../types.ts'

type Values = Readonly<Record<string, unknown>>

const wrong = (property: string, why: string): Refused =>
  new Refused('invalidProperties', `${property}: ${why}`, { properties: [property] })

/** Values of a creation or the top level of a patch, each known, settable then, and of its kind. */
export function readGiven(type: Descriptor, given: Values, when: 'create' | 'update'): Values {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const p = Object.hasOwn(type.properties, name) ? type.properties[name] : undefined
      if (!p) throw wrong(name, `a ${type.name} has no such property`)
      if (p.setter === 'server' || (p.setter === 'create' && when === 'update'))
        throw wrong(name, 'it cannot be set')
      return [name, readValue(name, p, value)]
    }),
  )
}

function readValue(name: string, p: Property, value: unknown): unknown {
  if (p.kind === 'computed') return value
  if (value === null) {
    if (p.nullable) return null
    throw wrong(name, 'it cannot be null')
  }
  if (p.kind === 'json') return value
  if (p.kind === 'integer' && Number.isSafeInteger(value)) return value
  if (typeof value !== 'string' || value.includes('\0')) throw wrong(name, 'a text is expected')
  if (p.kind === 'instant') return readInstant(name, value)
  if (p.values && !p.values.includes(value)) throw wrong(name, `one of ${p.values.join(', ')} is expected`)
  if (p.max !== null && value.length > p.max) throw wrong(name, `at most ${p.max} characters`)
  if (name === 'name' && value.trim() === '') throw wrong(name, 'it cannot be empty')
  return value
}

function readInstant(name: string, value: string): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) || Number.isNaN(Date.parse(value)))
    throw wrong(name, 'a UTCDate is expected')
  return `${value.slice(0, 19)}Z`
}

/**
 * Turns the pointers of a patch (RFC 8620 §5.3) into whole values of the properties that they reach into; those are
 * objects of words or ids, one level deep.
 */
export function applyPointers(patch: Values, current: (property: string) => unknown): Values {
  const whole: Record<string, unknown> = {}
  const inside = new Map<string, Map<string, unknown>>()
  for (const [pointer, value] of Object.entries(patch)) {
    const [property = '', member, ...deeper] = pointer.split('/').map(unescaped)
    if (deeper.length > 0) throw wrong(property, 'the patch reaches too deep')
    if (member === undefined) {
      whole[property] = value
      inside.delete(property)
      continue
    }
    const members =
      inside.get(property) ?? new Map(Object.entries(Object(whole[property] ?? current(property))))
    inside.set(property, members)
    if (value === null) members.delete(member)
    else members.set(member, value)
  }
  const patched = Array.from(inside, ([property, members]) => [property, Object.fromEntries(members)])
  return { ...whole, ...Object.fromEntries(patched) }
}

const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')

export function readMembers(value: unknown): PrincipalId[] {
  if (value === null) return []
  if (typeof value !== 'object' || Array.isArray(value)) throw wrong('members', 'a set of ids is expected')
  return Object.entries(value as object).map(([wire, is]) => {
    const id = readId(principal.prefix, wire)
    if (id === null || is !== true) throw wrong('members', `"${wire}" is not a principal`)
    return id as number as PrincipalId
  })
}

export function readTexts(property: string, value: unknown): string[] {
  if (Array.isArray(value) && value.length <= MAX_TEXTS && value.every(one => typeof one === 'string'))
    return value
  throw wrong(property, 'a list of texts is expected')
}

const MAX_TEXTS = 500

export function readBytes(property: string, value: unknown): number | null {
  if (value === null || (Number.isSafeInteger(value) && (value as number) >= 0)) return value as number | null
  throw wrong(property, 'a number of bytes is expected')
}
