import type { Descriptor } from '../../lib/descriptor.ts'
import { isObject } from '../../wire/jmap/json.ts'
import { invalid } from './problem.ts'

type Values = Readonly<Record<string, unknown>>

/** Values with each `#creationId` replaced by the id that was made (RFC 8620 §5.3); refuses unknown ones. */
export function resolveCreated(
  descriptor: Descriptor,
  given: Values,
  created: ReadonlyMap<string, string>,
): Values {
  const resolved = Object.entries(given).map(([pointer, value]) => {
    const [property = '', member] = pointer.split('/')
    const kind = descriptor.properties[property]?.kind
    if (kind === 'idSet' && member?.startsWith('#') && pointer.split('/').length === 2)
      return [`${property}/${lookUp(member, property, created)}`, value]
    return [pointer, kind === 'id' || kind === 'idSet' ? resolveValue(value, property, created) : value]
  })
  return Object.fromEntries(resolved)
}

function resolveValue(value: unknown, property: string, created: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return lookUp(value, property, created)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([id, is]) => [lookUp(id, property, created), is]))
}

function lookUp(id: string, property: string, created: ReadonlyMap<string, string>): string {
  if (!id.startsWith('#')) return id
  const made = created.get(id.slice(1))
  if (made === undefined) throw invalid(property, `nothing was created as "${id.slice(1)}"`)
  return made
}

/** Creation ids that a creation refers to. */
export function referencesOf(descriptor: Descriptor, given: Values): string[] {
  const found: string[] = []
  for (const [property, value] of Object.entries(given)) {
    const kind = descriptor.properties[property]?.kind
    if (kind !== 'id' && kind !== 'idSet') continue
    const ids = typeof value === 'string' ? [value] : isObject(value) ? Object.keys(value) : []
    found.push(...ids.filter(id => id.startsWith('#')).map(id => id.slice(1)))
  }
  return found
}

/**
 * Creations in rounds: those of a round refer only to what earlier rounds made. Circles end up in the last round,
 * where their references are refused.
 */
export function inRounds(descriptor: Descriptor, create: ReadonlyMap<string, Values>): Map<string, Values>[] {
  const waiting = new Map(create)
  const needs = new Map(
    Array.from(create, ([id, given]) => [
      id,
      referencesOf(descriptor, given).filter(other => create.has(other)),
    ]),
  )
  const rounds: Map<string, Values>[] = []
  while (waiting.size > 0) {
    const free = [...waiting].filter(([id]) => !needs.get(id)!.some(other => waiting.has(other)))
    const round = new Map(free.length > 0 ? free : waiting)
    for (const id of round.keys()) waiting.delete(id)
    rounds.push(round)
  }
  return rounds
}
