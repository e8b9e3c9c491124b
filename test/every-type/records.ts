import fc from 'fast-check'
import type { RecordType } from '../../core/module.ts'
import type { Property } from '../../lib/descriptor.ts'

type Args = Record<string, unknown>

/** Types that a client makes by its descriptor alone: what the suites below run over, whoever brings them. */
export const isLight = (type: RecordType): boolean =>
  type.home === 'personal' &&
  type.descriptor.methods.includes('set') &&
  !type.write &&
  !type.read &&
  !type.runQuery

/** Records as a client may create them, from the descriptor. */
export function creations(type: RecordType): fc.Arbitrary<Args> {
  const settable = Object.entries(type.descriptor.properties).filter(
    ([, p]) =>
      p.setter !== 'server' &&
      p.kind !== 'computed' &&
      p.kind !== 'rights' &&
      p.kind !== 'id' &&
      p.kind !== 'idSet',
  )
  return fc.record(Object.fromEntries(settable.map(([name, p]) => [name, drawn(p)])))
}

/** What of a record a client may still change. */
export const changeable = (type: RecordType, record: Args): Args =>
  Object.fromEntries(
    Object.entries(record).filter(([name]) => type.descriptor.properties[name]?.setter === 'client'),
  )

export function drawn(p: Property): fc.Arbitrary<unknown> {
  const value = plain(p)
  return p.nullable ? fc.option(value) : value
}

function plain(p: Property): fc.Arbitrary<unknown> {
  switch (p.kind) {
    case 'text':
      return p.values ? fc.constantFrom(...p.values) : text(Math.min(p.max ?? 40, 40))
    case 'integer':
      return fc.integer({ min: -5, max: 5 })
    case 'boolean':
      return fc.boolean()
    case 'instant':
      return fc.integer({ min: 0, max: 6 }).map(day => `2026-11-2${day}T08:00:00Z`)
    case 'date':
      return fc.integer({ min: 0, max: 6 }).map(day => `2026-11-2${day}`)
    case 'keywords':
      return fc
        .subarray(['urgent', 'voirie', 'écoles'])
        .map(words => Object.fromEntries(words.map(w => [w, true])))
    case 'texts':
      return fc.array(text(10), { maxLength: 3 })
    case 'json':
      return fc.constant({})
    default:
      throw new Error(`no values are drawn for ${p.kind}`)
  }
}

const text = (max: number): fc.Arbitrary<string> =>
  fc
    .string({ unit: 'grapheme', maxLength: max })
    .map(s => s.replaceAll('\0', '').slice(0, max).toWellFormed())
